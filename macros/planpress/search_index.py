"""What search looks through: an index for each plan and one for the site's own pages, and which plans hold a word.

A reader's browser loads the index of the plan that they read, and of other plans only those that hold the words. So
what a visitor loads does not grow with the number of plans.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

SITE = "search/site.json"
"""The index of the site's own pages."""
PLANS = "search/plans.json"
"""The folder and name of every plan."""
PLAN = "search.json"
"""The index of a plan, in the plan's folder."""
WORDS = "search/words/{}.json"
"""Which plans hold the words that begin with two signs."""

_LEFT_OUT = re.compile(r"<(nav|footer|svg|script|style|form|pp-unsearched)[\s>].*?</\1>", re.DOTALL)
_HEADING = re.compile(r'<h[23][^>]* id="([^"]*)"[^>]*>(.*?)</h[23]>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Entry:
    """A page as search knows it."""

    url: str
    """Its address from where its index is for: the site's root, or the plan's."""
    kind: str
    """What it is, such as "Action"."""
    title: str
    says: str
    """What it says first."""
    parts: tuple[tuple[str, str, str], ...]
    """Its sections: fragment, heading and text; the first has no fragment and no heading."""


def entry(url: str, kind: str, title: str, says: str, content: str) -> Entry:
    """A page with the texts of its sections, taken from its HTML."""
    found = _HEADING.split(_LEFT_OUT.sub(" ", content))
    sections = [("", "", found[0]), *zip(found[1::3], found[2::3], found[3::3], strict=True)]
    parts = [(html.unescape(id), text_of(heading), text_of(inner)) for id, heading, inner in sections]
    return Entry(url, kind, title, says, tuple(part for part in parts if part[1] or part[2]))


def text_of(content: str) -> str:
    """The text of some HTML, in one line."""
    return " ".join(html.unescape(_TAG.sub(" ", content)).split())


def index(name: str, entries: Iterable[Entry]) -> str:
    """An index as JSON: the name of what it is of, and its pages."""
    pages = [[one.url, one.kind, one.title, one.says, *map(list, one.parts)] for one in entries]
    return compact({"name": name, "pages": pages})


def compact(value: object) -> str:
    """JSON without spaces: what search loads is not for people to read."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def words(entries: Iterable[Entry]) -> frozenset[str]:
    """Every word of some pages, in small letters, but for bare figures."""
    texts = {text for one in entries for text in (one.title, *(text for part in one.parts for text in part[1:]))}
    found = {word for text in texts for word in _WORD.findall(text.lower())}
    return frozenset(re.sub("['’]", "", word) for word in found if len(word) > 1 and not _FIGURE.fullmatch(word))


def shards(words_of: Mapping[int, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Files that say which plans, by their place in the list of plans, hold a word: the address and JSON of each."""
    plans_with: dict[str, list[int]] = {}
    for plan in sorted(words_of):
        for word in words_of[plan]:
            plans_with.setdefault(word, []).append(plan)
    by_beginning: dict[str, dict[str, list[int]]] = {}
    for word in sorted(plans_with):
        by_beginning.setdefault(shard(word), {})[word] = plans_with[word]
    for name, held in by_beginning.items():
        yield WORDS.format(name), compact(held)


def shard(word: str) -> str:
    """The name of the file that a word stands in: its first two signs, as numbers where they are not plain letters."""
    return "".join(sign if sign.isascii() and sign.isalnum() else f"-{ord(sign):x}" for sign in word[:2])
