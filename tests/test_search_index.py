"""What search is given to look through."""

import gzip
import json
import random
from itertools import accumulate
from pathlib import Path

from planpress.search_index import LONGEST, PASSED_OVER, Entry, across, entry, index, shard, texts, words

HTML = """<nav class="pp-crumbs"><a href="../">Plans</a></nav>
<header class="pp-head"><h1 id="top">Action 1.1</h1></header><p>Visit &lt;all&gt; homes.</p>
<svg><title>A chart</title></svg><h2 id="what&amp;how">What <em>next</em></h2><p>Café&nbsp;<a href="#x">staff</a>, <br>all</p><h3 id="empty"></h3>
<pp-unsearched><p>Said elsewhere</p></pp-unsearched><footer>Made from data</footer>"""
PHONE, PLAN_AT_MOST = 300_000, 150_000
"""Bytes, compressed: what a visitor loads to search, and the index of one plan."""


def compressed(text: bytes) -> int:
    return len(gzip.compress(text, 6))


def test_a_page_is_its_sections_as_readers_see_them() -> None:
    assert entry("actions/1.1/", "Visit", "Late.", HTML, kind="Action", number="1.1", state="On track") == Entry(
        "actions/1.1/", "Visit", "Late.",
        (("", "", "Visit <all> homes."), ("what&how", "What next", "Café staff, all")),
        "Action", "1.1", "On track",
    )  # fmt: skip


def test_an_index_is_small_json() -> None:
    entries = [Entry("a/", "Visits", "Met.", (("", "", "text"), ("b", "B", "")), "KPI", "1a", "Target met")]
    assert index("Our plan", entries) == '{"name":"Our plan","pages":[["a/","KPI","1a","Visits","Target met","Met."]]}'
    assert texts(entries) == '[[["","","text"],["b","B",""]]]'


def test_words_are_those_that_tell_plans_apart() -> None:
    text = f"The council’s 12 cafés, 97.5% full; e.g. KPI 19a of 1.2.3 in A&E, {'f0' * 32}"
    found = words([Entry("a/", "Children's Homes", "", (("", "", text),), "Action", "P1")])
    assert " ".join(sorted(found)) == "1.2.3 19a action cafes childrens councils e.g full homes kpi p1"
    assert not found & set(PASSED_OVER.split()) and max(map(len, found)) <= LONGEST


def test_each_word_stands_in_the_file_that_the_browser_asks_for() -> None:
    places = [("", "Our site"), ("a", "Plan A")]
    found = across(places, [frozenset({"homes", "cafe"}), frozenset({"homes", "hope", "ямало"})])
    assert {path: json.loads(text) for path, text in found.items()} == {
        "search/plans.json": {"places": [["", "Our site"], ["a", "Plan A"]], "words": "ca ho -44f-43c", "over": PASSED_OVER},
        "search/words/ca.json": {"cafe": [0]},
        "search/words/ho.json": {"homes": [0, 1], "hope": [1]},
        "search/words/-44f-43c.json": {"ямало": [1]},
    }  # fmt: skip
    assert shard("o1") == "o1"


def test_a_plans_index_is_small(site: Path) -> None:
    """Sizes of made-up plans are in `docs/guide/growth.md`."""

    def size(file: Path) -> int:
        return compressed(file.read_bytes()) + compressed(file.with_stem(f"{file.stem}-texts").read_bytes())

    sizes = {file.parent.name: size(file) for file in sorted(site.glob("*/search.json"))}
    assert len(sizes) == 6
    assert {name: size for name, size in sizes.items() if size > PLAN_AT_MOST} == {}
    # At most four plans are read in one visit to a page, with the site's own pages and the script.
    four = sum(sorted(sizes.values())[-4:])
    own = size(site / "search/site.json") + compressed((site / "assets/search.js").read_bytes())
    assert four + own < PHONE


def test_what_a_visitor_loads_hardly_grows_with_the_number_of_plans() -> None:
    """150 plans of some 1,900 words each, drawn as words are in English: a few stand in all, and most in one or two."""
    drawn = random.Random(1)
    letters, often = "etaoinshrdlucmfwypvbgkqjxz", range(26, 0, -1)
    known = list(dict.fromkeys("".join(drawn.choices(letters, often, k=drawn.randint(3, 11))) for _ in range(60_000)))
    rarer = list(accumulate(1 / rank for rank in range(1, len(known) + 1)))
    plans = [frozenset(drawn.choices(known, cum_weights=rarer, k=4_000)) for _ in range(150)]
    assert 1_800 < min(map(len, plans)) < max(map(len, plans)) < 2_000
    names = [("", "Our site"), *((f"place-{number}", f"Improvement plan of place {number}") for number in range(150))]
    sizes = {path: compressed(text.encode()) for path, text in across(names, [frozenset(), *plans]).items()}
    start = sizes.pop("search/plans.json")
    assert start < 4_000
    assert max(sizes.values()) < 5_000
    # The longest files, of five words: beside four plans' indexes of 45 kB there is room for them.
    assert start + sum(sorted(sizes.values())[-5:]) + 4 * 45_000 < PHONE
