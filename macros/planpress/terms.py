"""Terms of the glossary, explained where they first occur on a page: each becomes a link with its meaning."""

import re
from collections.abc import Iterable

from markupsafe import escape

from planpress.model import Term
from planpress.words import slug

UNTOUCHED = (
    "a", "abbr", "button", "caption", "code", "h1", "h2", "h3", "h4", "nav", "pre", "script", "style", "svg", "title",
)  # fmt: skip
"""Elements whose text stays as it is: a link cannot hold a link, and headings are for finding one's way."""

# What lies between the texts of a page: single tags, and whole elements that stay as they are. A status tag says one
# thing; a link within it would say two.
_BETWEEN = re.compile(
    rf"""<(?:
      ({"|".join(UNTOUCHED)})(?=[\s>])[^<]*(?:<(?!/\1\s*>)[^<]*)*</\1\s*>
    | span\ class="pp-tag[^>]*>(?:[^<]+|<span[^>]*>[^<]*</span>|<(?!/?span)[^>]*>)*</span>
    | [^>]*>
    )\s*""",
    re.VERBOSE,
)

DEEPEST = 20
"""How many letters a pattern tells apart one by one: a term of a thousand letters would exhaust Python's stack."""


def _any_of(words: Iterable[str], deep: int = 0) -> str:
    """A pattern for the longest of some words that share beginnings: many times faster than trying each in turn."""
    if deep == DEEPEST:
        return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[:1], []).append(word[1:])
    ends_here = by_letter.pop("", None)
    branches = "|".join(re.escape(letter) + _any_of(rest, deep + 1) for letter, rest in by_letter.items())
    return f"(?:{branches}){'?' if ends_here else ''}" if branches else ""


MANY = 20_000
"""How many texts are remembered at most: those of some plans."""


class Explainer:
    """Puts links to the glossary into a page's HTML."""

    def __init__(self, terms: Iterable[Term], address: str) -> None:
        self.address = address
        """The glossary's address from the site's root."""
        forms = {str(escape(form)): term for term in terms for form in (term.term, *term.also)}
        self._terms = forms
        self._lower = {form.lower(): term for form, term in forms.items()}
        self._pattern = (
            re.compile(rf"(?<![\w-])(?<!&)(?<!&#){_any_of(self._lower)}(?![\w-])", re.IGNORECASE) if forms else None
        )
        self._without: set[str] = set()
        """Texts found to hold no term: a plan's pages repeat most of what they say."""

    def explain(self, html: str, to_root: str) -> str:
        """The HTML with the first occurrence of each term linked. `to_root` is the link from the page to the root."""
        if self._pattern is None:
            return html
        if len(self._without) > MANY:
            self._without.clear()
        done: list[str] = []
        seen: set[str] = set()
        copied = start = 0
        for between in _BETWEEN.finditer(html):
            end = between.start()
            if end > start:
                text = html[start:end]
                if text not in self._without:
                    linked, number = self._pattern.subn(lambda found: self._link(found, seen, to_root), text)
                    if not number:
                        self._without.add(text)
                    elif linked is not text:
                        done += (html[copied:start], linked)
                        copied = end
            start = between.end()
        return "".join((*done, html[copied:]))

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
