"""The accessibility statement: the words that the law fixes, and the check of what a council fills in."""

import re
from html import unescape
from pathlib import Path

import pytest

from conftest import ROOT
from planpress.check import check
from planpress.macros import Macros
from planpress.model import Site
from planpress.render import Renderer
from test_problems import CASES, data_of

GOOD = """\
organisation: Exampleshire County Council
site: plans.example.org
email: access@example.org
phone: 01632 960 001
days: 10
compliance: partially
non_compliance:
  - {what: The menu cannot be opened with a keyboard., fails: [2.1.1 (keyboard), 2.4.7 (focus visible)]}
prepared: 2025-01-10
reviewed: 2025-01-12
tested: 2025-01-09
tester: Exampleshire County Council
how_tested: Each kind of page, with a keyboard and a screen reader.
"""


def site_with(folder: Path, text: str, *, newest: str = "2025-01-15") -> Path:
    """The good plan of the problem cases, its newest report on a day, and a statement."""
    data = data_of("accept-without-reason", folder)
    (data / "plan/accept.yml").unlink(missing_ok=True)
    if newest != "2025-01-15":
        report = (CASES / "_base/plan/reports/2025-01-15.yml").read_text(encoding="utf-8")
        title = re.search(r"^title: .*$", report, re.MULTILINE)
        assert title
        (data / f"plan/reports/{newest}.yml").write_text(f"date: {newest}\n{title[0]}\n", encoding="utf-8")
    (data / "accessibility.yml").write_text(text, encoding="utf-8")
    return data


def warnings(folder: Path, text: str, **more: str) -> list[str]:
    found = check(site_with(folder, text, **more))
    assert found.problems == []
    return [f"{one} [{one.code}]" for one in found.warnings if one.path.endswith("accessibility.yml")]


def shown(site: Site) -> str:
    html = str(Macros(site, {}, Renderer()).accessibility_statement())
    return " ".join(unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(?:p|li|h\d|ul)>", " ", html))).split())


def test_a_finished_statement_gives_no_warning(tmp_path: Path) -> None:
    assert warnings(tmp_path, GOOD) == []


def test_the_statement_has_the_words_that_the_law_fixes(tmp_path: Path) -> None:
    assert shown(check(site_with(tmp_path, GOOD)).site) == (
        "This accessibility statement applies to plans.example.org. "
        "This website is run by Exampleshire County Council. We want as many people as possible to be able to use it. "
        "AbilityNet has advice on making your device easier to use if you have a disability. "
        "How accessible this website is "
        "We know that some parts of this website are not fully accessible. They are listed under non-accessible content. "
        "Feedback and contact information "
        "If you find a problem that is not listed on this page, or if you need information on this website in a different "
        "format such as accessible PDF, large print, easy read, audio recording or braille: "
        "e-mail access@example.org call 01632 960 001 "
        "We’ll consider your request and get back to you in 10 days. "
        "Enforcement procedure "
        "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public Sector Bodies (Websites "
        "and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the ‘accessibility regulations’). If you’re not "
        "happy with how we respond to your complaint, contact the Equality Advisory and Support Service (EASS). "
        "If you are in Northern Ireland, contact the Equality Commission for Northern Ireland, which enforces the "
        "accessibility regulations there. "
        "Technical information about this website’s accessibility "
        "Exampleshire County Council is committed to making its website accessible, in accordance with the Public Sector "
        "Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. "
        "Compliance status "
        "This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, due to "
        "the non-compliances listed below. "
        "Non-accessible content "
        "The content listed below is non-accessible for the following reasons. "
        "Non-compliance with the accessibility regulations "
        "The menu cannot be opened with a keyboard. This fails WCAG 2.2 success criteria 2.1.1 (keyboard) and 2.4.7 "
        "(focus visible). "
        "Disproportionate burden We claim no disproportionate burden. "
        "Content that’s not within the scope of the accessibility regulations "
        "We know of no content that is not within the scope of the accessibility regulations. "
        "Preparation of this accessibility statement "
        "This statement was prepared on 10 January 2025. It was last reviewed on 12 January 2025. "
        "This website was last tested on 9 January 2025 against the WCAG 2.2 AA standard. "
        "The test was carried out by Exampleshire County Council. "
        "Each kind of page, with a keyboard and a screen reader."
    )


@pytest.mark.parametrize(
    ("listed", "status", "sentence"),
    [
        (
            "",
            "fully",
            "This website is fully compliant with the Web Content Accessibility Guidelines version 2.2 AA standard.",
        ),
        ("out_of_scope: [{what: A map.}]", "partially", "AA standard, due to the exemptions listed below."),
        (
            "non_compliance: [{what: A menu.}]\ndisproportionate_burden: [{what: A film.}]",
            "partially",
            "AA standard, due to the non-compliances and exemptions listed below.",
        ),
        (
            "non_compliance: [{what: A menu.}]",
            "not",
            "This website is not compliant with the Web Content Accessibility Guidelines version 2.2 AA standard. "
            "The non-compliances are listed below.",
        ),
    ],
)
def test_the_compliance_is_said_in_the_fixed_words(tmp_path: Path, listed: str, status: str, sentence: str) -> None:
    text = re.sub(r"non_compliance:\n.*\n", f"{listed}\n" if listed else "", GOOD).replace("partially", status)
    said = shown(check(site_with(tmp_path, text)).site)
    assert sentence in said
    assert ("Non-accessible content" in said) == (status != "fully")


UNFINISHED = [
    # what an editor left                                what the check says
    (("phone: 01632 960 001", "phone: TBC"), "4: `phone` still holds `TBC`; write what belongs there"),
    (("plans.example.org", "'[website name]'"), "2: `site` still holds `[website name]`; write what belongs there"),
    (("Each kind of page", "xxx"), "13: `how_tested` still holds `xxx`; write what belongs there"),
    (("The menu cannot", "Some ??? cannot"), "8: `what` still holds `???`; write what belongs there"),
    (
        ("email: access@example.org\nphone: 01632 960 001\ndays: 10\n", ""),
        "1: the accessibility statement names no contact; add `form:`, `email:`, `phone:` or `address:`",
    ),
    (
        ("days: 10\n", ""),
        "1: the accessibility statement does not say how soon readers are answered; add `days:` with a number of days",
    ),
    (
        ("partially", "fully"),
        "6: `compliance` is fully, but something is listed as not accessible; "
        "write `compliance: partially`, or remove what is mended",
    ),
    (
        ("non_compliance:\n  - {what: The menu cannot be opened with a keyboard., "
         "fails: [2.1.1 (keyboard), 2.4.7 (focus visible)]}\n", ""),
        "6: `compliance` is partially, but nothing is listed as not accessible; "
        "list it under `non_compliance:`, `disproportionate_burden:` or `out_of_scope:`",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), UNFINISHED, ids=[said[:40] for _, said in UNFINISHED])
def test_what_is_not_finished_is_a_warning(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert change[0] in GOOD
    assert warnings(tmp_path, GOOD.replace(*change)) == [f"data/accessibility.yml:{said} [statement-unfinished]"]


def test_a_link_is_no_placeholder(tmp_path: Path) -> None:
    text = GOOD.replace("Each kind of page,", "All [kinds](https://www.example.org/kinds) of page,")
    assert warnings(tmp_path, text) == []


@pytest.mark.parametrize(("newest", "old"), [("2026-01-12", False), ("2026-01-13", True)])
def test_a_review_of_more_than_a_year_before_the_newest_report_is_a_warning(
    tmp_path: Path, newest: str, old: bool
) -> None:
    wanted = (
        "data/accessibility.yml:10: the accessibility statement was last reviewed on 12 January 2025, more than a year "
        "before 13 January 2026; go through it, mend what has changed, and set `reviewed` [statement-old]"
    )
    assert warnings(tmp_path, GOOD, newest=newest) == ([wanted] if old else [])


def test_this_sites_own_statement_is_on_its_page(site: Path) -> None:
    html = (site / "accessibility/index.html").read_text(encoding="utf-8")
    statement = check(ROOT / "data").site.statement
    assert statement
    for barrier in statement.barriers:
        assert barrier.what.partition(".")[0] in html
