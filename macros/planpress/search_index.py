"""What search looks through: an index for each plan and one for the site's own pages, and which plans hold a word.

A reader's browser loads the index of the plan that they read, and of other plans only which of them hold the words. So
what a visitor loads does not grow with the number of plans. An index is two files: the titles, which are soon there and
begin the answer, and the texts.
"""

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

SITE, SITE_TEXTS = "search/site.json", "search/site-texts.json"
"""The index of the site's own pages: their titles, and their texts."""
PLANS = "search/plans.json"
"""What every search begins with: the plans' folders and names, which files of words there are, the words passed over."""
PLAN, PLAN_TEXTS = "search.json", "search-texts.json"
"""The index of a plan, in the plan's folder: its pages' titles, and their texts."""
WORDS = "search/words/{}.json"
"""Which plans hold the words that begin with two signs."""
PASSED_OVER = (
    "a an and are as at be been but by for from had has have if in into is it its not of on or our so that the their they "
    "this to was we were when which will with"
)
"""Words that stand on every page: they are neither stored nor looked for, but where nothing else is asked."""
LONGEST = 30
"""The most signs of a word: what is longer is a fingerprint."""

_LEFT_OUT = re.compile(r"<(nav|header|footer|svg|script|style|form|pp-unsearched)[\s>][^<]*(?:<(?!/\1>)[^<]*)*</\1>")
_HEADING = re.compile(r'<h[23][^>]* id="([^"]*)"[^>]*>(.*?)</h[23]>', re.DOTALL)
_INLINE = re.compile(r"</?(?:a|abbr|b|code|dfn|em|i|strong)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Entry:
    """A page as search knows it."""

    url: str
    """Its address from where its index is for: the site's root, or the plan's."""
    title: str
    says: str
    """What it says first."""
    parts: tuple[tuple[str, str, str], ...]
    """Its sections: fragment, heading and text; the first has no fragment and no heading."""
    kind: str = ""
    """What it is, such as "Action"."""
    number: str = ""
    state: str = ""
    """How it stands, in the word of its tag."""


def entry(url: str, title: str, says: str, content: str, *, kind: str = "", number: str = "", state: str = "") -> Entry:
    """A page with the texts of its sections, taken from its HTML without the header, which repeats all else."""
    found = _HEADING.split(_LEFT_OUT.sub(" ", content))
    sections = [("", "", found[0]), *zip(found[1::3], found[2::3], found[3::3], strict=True)]
    parts = [(html.unescape(id), text_of(heading), text_of(inner)) for id, heading, inner in sections]
    return Entry(url, title, says, tuple(part for part in parts if part[1] or part[2]), kind, number, state)


def text_of(content: str) -> str:
    """The text of some HTML, in one line."""
    return " ".join(html.unescape(_TAG.sub(" ", _INLINE.sub("", content))).split())


def index(name: str, entries: Iterable[Entry]) -> str:
    """An index as JSON: the name of what it is of, and its pages without their sections."""
    pages = [[one.url, one.kind, one.number, one.title, one.state, one.says] for one in entries]
    return compact({"name": name, "pages": pages})


def texts(entries: Iterable[Entry]) -> str:
    """The sections of the same pages in the same order, as JSON."""
    return compact([one.parts for one in entries])


def compact(value: object) -> str:
    """JSON without spaces: what search loads is not for people to read."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def folded(text: str) -> str:
    """A text as search compares it: in small letters, without accents and apostrophes. `search.js` does the same."""
    low = re.sub("['’]", "", text.lower())
    if low.isascii():
        return low
    return "".join(sign for sign in unicodedata.normalize("NFD", low) if not unicodedata.category(sign).startswith("M"))


def words(entries: Iterable[Entry]) -> frozenset[str]:
    """The words of some pages by which plans can be told apart: no bare figures and none that stand on every page."""
    # A plan's pages say the same again and again: what stands between two spaces is folded once.
    runs = {
        run
        for one in entries
        for text in (one.kind, one.number, one.title, one.says, *(text for part in one.parts for text in part[1:]))
        for run in text.split()
    }
    found = {word for run in runs for word in _WORD.findall(folded(run))}
    told = (word for word in found if 1 < len(word) <= LONGEST and not _FIGURE.fullmatch(word))
    return frozenset(told) - frozenset(PASSED_OVER.split())


def across(places: Sequence[tuple[str, str]], words_of: Sequence[frozenset[str]]) -> dict[str, str]:
    """The files that tell in which places words are found: the address and JSON of each.

    A place is the folder and name of a plan, or no folder and the name of the site for the site's own pages.
    """
    files = dict(_shards(dict(enumerate(words_of))))
    start = {"places": places, "words": " ".join(files), "over": PASSED_OVER}
    return {PLANS: compact(start)} | {WORDS.format(name): text for name, text in files.items()}


def _shards(words_of: Mapping[int, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """The name and JSON of each file that says in which places, by number, a word is found."""
    held_by: dict[str, list[int]] = {}
    for place in sorted(words_of):
        for word in words_of[place]:
            held_by.setdefault(word, []).append(place)
    by_beginning: dict[str, dict[str, list[int]]] = {}
    for word in sorted(held_by):
        by_beginning.setdefault(shard(word), {})[word] = held_by[word]
    for name, held in by_beginning.items():
        yield name, compact(held)


def shard(word: str) -> str:
    """The name of the file that a word stands in: its first two signs, as numbers where they are not plain letters."""
    return "".join(sign if sign.isascii() and sign.isalnum() else f"-{ord(sign):x}" for sign in word[:2])
