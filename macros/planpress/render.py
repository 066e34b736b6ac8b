"""Our templates: one environment, in which every value is escaped and an undefined name is an error."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context
from markdown_it import MarkdownIt
from markupsafe import Markup

from planpress.compiled import Compiled
from planpress.period import Cycle, Due, day_words
from planpress.policy import with_rel
from planpress.record import is_link
from planpress.terms import Explainer
from planpress.views.charts import sparkline
from planpress.words import and_list, number_of, slug

TEMPLATES = Path(__file__).parent / "templates"

_MARKDOWN = MarkdownIt("zero", {"html": False}).enable(["emphasis", "list", "link", "backticks"])
_MARKDOWN.validateLink = lambda url: is_link(url)  # type: ignore[method-assign]
_SPECIAL = re.compile(r"[*_`\[\n]|^\s*(?:[-+]|\d+[.)])\s")


def prose(text: str | None) -> Markup:
    """Paragraphs as HTML: emphasis, lists and links; anything else, HTML included, is shown as it was typed."""
    if not text:
        return Markup("")
    if not _SPECIAL.search(text):
        return Markup("<p>%s</p>") % text
    return Markup(with_rel(_MARKDOWN.render(text).strip()))  # noqa: S704 (markdown-it escapes: no HTML, safe links only)


def due_words(due: Due | None) -> str:
    """When something is due: "by the end of December 2016", "every quarter", "no date given"."""
    if due is None:
        return "no date given"
    if isinstance(due, Cycle):
        return due.words
    plain = due.kind in ("month", "year", "term")
    return f"by the end of {due.words}" if plain else f"by {day_words(due.last)}"


class _Context(Context):
    """Calls what templates call without asking each time whether it wants to know more than its arguments: of what ours
    are lent, nothing does, and they call ten thousand times for a plan."""

    def call(self, obj: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        """What the callable returns. The two names are Jinja's own, for callables that do want to know."""
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return obj(*args, **named)


class Renderer:
    """Fills our templates. `base` is the address of the page being made, from which links are relative."""

    def __init__(self) -> None:
        self.base = ""
        self._given: dict[tuple[object, ...], tuple[Markup, tuple[object, ...]]] = {}
        self.explainer: Explainer | None = None
        """Explains terms where they occur, if the site has a glossary page."""
        self.env = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            bytecode_cache=Compiled(),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.env.context_class = _Context
        self.env.globals |= {"href": self.href, "once": self.once, "sparks": sparkline}
        self.env.filters |= {
            "and_list": and_list,
            "date": _date,
            "due": due_words,
            "number_of": lambda number, word: number_of(word, number),
            "prose": prose,
            "slug": slug,
            "upper_first": lambda text: str(text)[:1].upper() + str(text)[1:],
        }

    def load_all(self) -> None:
        """Reads every template of a page now: processes that are copied from this one need not."""
        for name in self.env.list_templates(filter_func=lambda name: name.startswith("pages/")):
            self.env.get_template(name)

    def href(self, address: str) -> str:
        """The link from the page being made to an address of the site: the short way within a plan."""
        plan, slash, _ = self.base.partition("/")
        up = "../" * self.base.count("/")
        if slash and address.startswith(plan + slash):
            return up[3:] + address[len(plan) + 1 :] or "./"
        return up + address or "./"

    def page(self, template: str, base: str, context: dict[str, Any]) -> str:
        """One page's HTML."""
        if base.partition("/")[0] != self.base.partition("/")[0]:
            self._given.clear()
        self.base = base
        html = self.env.get_template(f"pages/{template}").render(context)
        return self.explainer.explain(html, self.href("")) if self.explainer else html

    def once(self, macro: Callable[..., Markup], *about: object) -> Markup:
        """What a macro gives, filled once for all pages of a plan that lie equally deep: their links are the same.

        What it is `about` is known by identity, since records take longer to compare than to show. It is held with what
        was given, so that nothing new can be taken for it.
        """
        key = (macro, self.base.partition("/")[0], self.base.count("/"), *map(id, about))
        if key not in self._given:
            self._given[key] = (macro(*about), about)
        return self._given[key][0]

    def block(self, name: str) -> Callable[..., Markup]:
        """A Jinja macro of `templates/macros`, as "actions.action_table"."""
        module, _, macro = name.partition(".")
        found: Callable[..., Markup] = getattr(self.env.get_template(f"macros/{module}.html").module, macro)
        return found


@lru_cache(2_000)
def _date(day: date) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), day_words(day))
