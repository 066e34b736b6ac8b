"""Terms of the glossary, explained where they first occur on a page: each becomes a link with its meaning."""

import re
from collections.abc import Iterable

from markupsafe import escape

from planpress.model import Term
from planpress.words import slug

UNTOUCHED = frozenset(
    ("a", "abbr", "button", "caption", "code", "h1", "h2", "h3", "h4", "pre", "script", "style", "svg", "title", "nav")
)
"""Elements whose text stays as it is: a link cannot hold a link, and headings are for finding one's way."""

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-zA-Z0-9-]+)")


class Explainer:
    """Puts links to the glossary into a page's HTML."""

    def __init__(self, terms: Iterable[Term], address: str) -> None:
        self.address = address
        """The glossary's address from the site's root."""
        forms = {str(escape(form)): term for term in terms for form in (term.term, *term.also)}
        self._terms = forms
        self._lower = {form.lower(): term for form, term in forms.items()}
        longest = sorted(map(re.escape, forms), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(longest)})(?![\w-])", re.IGNORECASE) if forms else None

    def explain(self, html: str, to_root: str) -> str:
        """The HTML with the first occurrence of each term linked. `to_root` is the link from the page to the root."""
        if self._pattern is None:
            return html
        parts = _TAG.split(html)
        seen: set[str] = set()
        closed: list[str] = []
        for index, part in enumerate(parts):
            if index % 2:
                self._enter(part, closed)
            elif not closed and part.strip():
                parts[index] = self._pattern.sub(lambda found: self._link(found, seen, to_root), part)
        return "".join(parts)

    @staticmethod
    def _enter(tag: str, closed: list[str]) -> None:
        found = _NAME.match(tag)
        name = found[1].lower() if found else ""
        # A status tag says one thing; a link within it would say two.
        if name in UNTOUCHED or 'class="pp-tag' in tag or (name == "span" and closed and closed[-1] == "span"):
            if tag.startswith("</"):
                if closed and closed[-1] == name:
                    closed.pop()
            else:
                closed.append(name)

    def _link(self, found: re.Match[str], seen: set[str], to_root: str) -> str:
        written = found[0]
        term = self._terms.get(written)
        if term is None:
            # An abbreviation is one only in its own capitals; words may begin a sentence.
            term = self._lower[written.lower()]
            if any(letter.isupper() for letter in term.term[1:]):
                return written
        if term.term in seen:
            return written
        seen.add(term.term)
        where = f"{to_root}{self.address}#{slug(term.term)}"
        return f'<a class="pp-term" href="{where}" title="{escape(term.means)}">{written}</a>'
