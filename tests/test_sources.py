"""The page on where the plans come from: every part of every document is published, or the page says why not."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest

from conftest import ROOT
from planpress.check import check

GOLDEN = ROOT / "tests/golden/source-parts.txt"
"""Every part of every document, in the documents' own order. A part that the page drops or adds is a difference."""
REASON = re.compile(r"Not published here: \w.{8,}\.$|Not published here: \w[^.]{8,}\. ")
"""A reason is a sentence or more, not a shrug."""


def tables(site: Path) -> dict[str, list[tuple[str, str, list[str]]]]:
    """For each heading, the rows of its table: the part, all that is said of where it is, and the links."""
    html = (site / "sources/index.html").read_text(encoding="utf-8")
    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    found: dict[str, list[tuple[str, str, list[str]]]] = {}
    heading = ""
    for element in tree.iter():
        if element.tag == "h2":
            heading = "".join(element.itertext()).strip()
        elif element.tag == "tr" and heading:
            cells = element.findall("td")
            if len(cells) == 2:
                part, where = (" ".join("".join(cell.itertext()).split()) for cell in cells)
                links = [link.get("href", "") for link in cells[1].iter("a")]
                found.setdefault(heading, []).append((part, where, links))
    return found


def test_every_part_of_every_document_is_listed(site: Path) -> None:
    listed = [f"# {heading}\n" + "".join(f"{row[0]}\n" for row in rows) for heading, rows in tables(site).items()]
    assert "\n".join(listed) == GOLDEN.read_text(encoding="utf-8")


def test_every_plan_but_the_fictional_has_its_document(site: Path) -> None:
    real = {plan.id for plan in check(ROOT / "data").site.plans if not plan.plan.fictional}
    first = {rows[0][2][0].split("/")[1] for rows in tables(site).values()}
    assert first == real and len(tables(site)) == 5


def test_every_part_has_a_page_or_a_reason(site: Path) -> None:
    rows = [row for rows in tables(site).values() for row in rows]
    assert [row[0] for row in rows if not row[2] and not REASON.match(row[1])] == []
    assert [row[0] for row in rows if "Not published here" in row[1] and not REASON.search(row[1])] == []


def test_every_link_leads_to_a_built_page_of_the_same_plan(site: Path) -> None:
    for heading, rows in tables(site).items():
        links = [link for row in rows for link in row[2]]
        paths = [urlsplit(urljoin("https://site.test/sources/", link)).path.lstrip("/") for link in links]
        assert [path for path in paths if not (site / path / "index.html").is_file()] == [], heading
        assert len({path.split("/")[0] for path in paths}) == 1, heading


@pytest.mark.parametrize("plan", [plan.id for plan in check(ROOT / "data").site.plans if not plan.plan.fictional])
def test_every_theme_and_inspection_of_a_plan_comes_from_somewhere(site: Path, plan: str) -> None:
    html = (site / "sources/index.html").read_text(encoding="utf-8")
    home = check(ROOT / "data").site.plan_by_id[plan]
    for theme in home.themes:
        actions = [f"{plan}/actions/{action.ref}/" for action in theme.all_actions]
        assert any(f'"../{page}"' in html for page in (f"{plan}/themes/{theme.ref}/", *actions)), theme.ref
    assert f'"../{plan}/inspections/"' in html
    assert f'"../{plan}/progress/2026-04-27/"' in html
