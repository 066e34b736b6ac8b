"""What search is given to look through."""

import json
from pathlib import Path

from planpress.search_index import Entry, entry, index, shard, shards, words

HTML = """<nav class="pp-crumbs"><a href="../">Plans</a></nav><h1 id="top">Action 1.1</h1><p>Visit &lt;all&gt; homes.</p>
<svg><title>A chart</title></svg><h2 id="what&amp;how">What <em>next</em></h2><p>Café&nbsp;staff</p><h3 id="empty"></h3>
<footer>Made from data</footer>"""


def test_a_page_is_its_sections_as_readers_see_them() -> None:
    assert entry("actions/1.1/", "Action", "1.1 Visit", "Late.", HTML) == Entry(
        "actions/1.1/", "Action", "1.1 Visit", "Late.",
        (("", "", "Action 1.1 Visit <all> homes."), ("what&how", "What next", "Café staff")),
    )  # fmt: skip


def test_an_index_is_small_json() -> None:
    made = index("Our plan", [Entry("a/", "KPI", "1a Visits", "Met.", (("", "", "text"),))])
    assert json.loads(made) == {"name": "Our plan", "pages": [["a/", "KPI", "1a Visits", "Met.", ["", "", "text"]]]}
    assert ": " not in made and ", " not in made


def test_words_leave_out_figures_and_signs() -> None:
    text = "The council’s 12 homes, 97.5% full; e.g. KPI 19a of 1.2.3 in A&E"
    found = words([Entry("a/", "", "Children's Homes", "", (("", "", text),))])
    assert sorted(found) == ["1.2.3", "19a", "childrens", "councils", "e.g", "full", "homes", "in", "kpi", "of", "the"]


def test_each_word_stands_in_the_file_that_the_browser_asks_for() -> None:
    found = dict(shards({0: frozenset({"homes", "café"}), 1: frozenset({"homes", "hope", "écoles"})}))
    assert {path: json.loads(text) for path, text in found.items()} == {
        "search/words/ca.json": {"café": [0]},
        "search/words/ho.json": {"homes": [0, 1], "hope": [1]},
        "search/words/-e9c.json": {"écoles": [1]},
    }
    assert shard("o’") == "o-2019"


def test_a_plans_index_is_small(site: Path) -> None:
    """Search loads at most 150 kB of one plan, compressed, and 300 kB in all: `planpress bench` has the figures."""
    import gzip

    sizes = {file.parent.name: len(gzip.compress(file.read_bytes(), 9)) for file in sorted(site.glob("*/search.json"))}
    assert len(sizes) == 6
    assert {name: size for name, size in sizes.items() if size > 150_000} == {}
    three = sum(sorted(sizes.values())[-3:]) + len(gzip.compress((site / "search/site.json").read_bytes(), 9))
    assert three < 300_000
