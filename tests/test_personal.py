"""Personal details and words of exempt matter in a plan's files: what is found, what is not, and where. All are made up."""

import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from planpress.check import Found, check
from planpress.check.personal import found_in, nhs_number, pages

GOOD = ROOT / "tests/problems/_base"


def checked(folder: Path, file: str, text: str) -> Found:
    """The good plan with one file replaced or added."""
    shutil.copytree(GOOD, folder / "data")
    (folder / "data" / file).write_text(text, encoding="utf-8")
    return check(folder / "data")


def report(text: str) -> str:
    return (
        f"date: 2025-01-15\ntitle: First report\nsummary: >-\n  {text}\nkpis:\n  1a: {{period: 2024-12, value: 81%}}\n"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ring the manager on 01632 960123.", "phone-number"),
        ("Ring the manager on (020) 7946 0018.", "phone-number"),
        ("Ring +44 7700 900 123 at night.", "phone-number"),
        ("Ring 07700900123 at night.", "phone-number"),
        ("Write to jo.bloggs@anytown.gov.uk.", "e-mail-address"),
        ("The family moved to SW1A 1AA in May.", "postcode"),
        ("The family moved to SW1A1AA in May.", "postcode"),
        ("The record of 943 476 5919 was audited.", "nhs-number"),
        ("The record of 9434765919 was audited.", "nhs-number"),
        ("The child was born on 12 March 2011.", "birth-date"),
        ("The child was born on\n  12 March 2011.", "birth-date"),
        ("The child (born 12/03/2011) moved.", "birth-date"),
        ("The child, DOB known, moved.", "birth-date"),
        ("Their date of birth is 2011-03-12.", "birth-date"),
        ("The child was aged 5 on 12 March 2016.", "birth-date"),
        ("An audit of case 12345 found this.", "case-number"),
        ("An audit of LCS ID 1234567 found this.", "case-number"),
        ("See our letter, ref. 2024/CP/118.", "case-number"),
        ("The court decided BS21C00123.", "case-number"),
        ("The pupil A123456789012 came back.", "case-number"),
        ("The carer AB 12 34 56 C was paid.", "case-number"),
        ("The appendix is exempt.", "exempt-matter"),
        ("By paragraph 2 of Schedule 12A.", "exempt-matter"),
        ("NOT FOR PUBLICATION", "exempt-matter"),
        ("OFFICIAL-SENSITIVE", "exempt-matter"),
        ("Private and confidential", "exempt-matter"),
        ("This was told in Part 2.", "exempt-matter"),
        ("This was told in closed session.", "exempt-matter"),
        ("A restricted paper tells why.", "exempt-matter"),
    ],
)
def test_a_detail_is_found_once(text: str, code: str) -> None:
    assert [one[0] for one in found_in(report(text))] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "We spent 1,234,567,890 pounds from 2016 to 2025, and 0.25% more than in 2024 2025.",
        "The record of 943 476 5918 was audited.",
        "See https://anytown.gov.uk/papers/01632960123/case-12345?id=9434765919 for more.",
        "Write to improvement@example.org.",
        "Care leavers aged 19 to 21 and children born in 2011 and after took part on 12 March 2025.",
        "In case 100 children come, 2,500 places are free.",
        "Under Part 2 of the Act, see reference 4, exemptions apply.",
        "The plan of 2024/25 has 12a and 12b, 31 March 2025.",
    ],
)
def test_what_is_no_detail_is_left_alone(text: str) -> None:
    assert list(found_in(report(text))) == []


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("9434765919", True),  # the example of the NHS Data Dictionary
        ("9434765918", False),
        ("0000000000", False),
        ("943476591", False),
    ],
)
def test_an_nhs_number_has_a_check_digit(number: str, right: bool) -> None:
    assert nhs_number(number) is right


def test_each_field_and_each_comment_is_read(tmp_path: Path) -> None:
    text = """\
date: 2025-01-15
title: First report
# Ask jo.bloggs@anytown.gov.uk before this is published.
actions:
  1.1.1:
    status: on-track
    progress: |
      The examples are being chosen.

      Call 01632 960123 about them.
kpis:
  1a: {period: 2024-12, value: 81%, note: An audit of case 12345 found this.}
"""
    found = checked(tmp_path, "plan/reports/2025-01-15.yml", text)
    assert [f"{one} [{one.code} {one.ref}]" for one in found.warnings] == [
        "data/plan/reports/2025-01-15.yml:3: a comment holds an e-mail address; take it out: name the post; contacts"
        " belong into accessibility.yml [e-mail-address 2025-01-15]",
        "data/plan/reports/2025-01-15.yml:10: `progress` holds what looks like a telephone number; take it out: name the"
        " post [phone-number 1.1.1]",
        "data/plan/reports/2025-01-15.yml:12: `note` holds what looks like the number of a case or a person; take it out,"
        " and out of the history too: see the guide [case-number 1a]",
    ]


def test_a_reason_may_name_exempt_matter(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "data")
    (tmp_path / "data/plan/reports/2025-01-15.yml").write_text(report("That paper was exempt."), encoding="utf-8")
    accept = (
        "- {check: exempt-matter, refs: 2025-01-15, reason: It says that a paper was exempt and not what was in it.}\n"
    )
    (tmp_path / "data/plan/accept.yml").write_text(accept, encoding="utf-8")
    found = check(tmp_path / "data")
    assert (found.problems, found.warnings) == ([], [])
    assert [one.code for one in found.accepted] == ["exempt-matter"]


def test_the_contacts_of_the_accessibility_statement_may_stand_anywhere(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "data")
    text = (ROOT / "data/accessibility.yml").read_text(encoding="utf-8")
    contact = "email: access@anytown.gov.uk\nphone: 01632 960123\naddress: Town Hall, SW1A 1AA\ndays: 10\n"
    before, _, after = text.partition("no_contact:")
    (tmp_path / "data/accessibility.yml").write_text(
        before + contact + after[after.index("\ncompliance") :], encoding="utf-8"
    )
    said = "Ask access@anytown.gov.uk, (01632) 960 123, or write to SW1A 1AA."
    (tmp_path / "data/plan/reports/2025-01-15.yml").write_text(report(said), encoding="utf-8")
    found = check(tmp_path / "data")
    assert [one.code for one in [*found.problems, *found.warnings] if one.code != "statement-old"] == []


def test_what_all_plans_share_is_read_too(tmp_path: Path) -> None:
    text = "- {term: Front door, means: The service on 01632 960123.}\n"
    found = checked(tmp_path, "glossary.yml", text)
    assert [str(one) for one in found.warnings] == [
        "data/glossary.yml:1: the text holds what looks like a telephone number; take it out: name the post"
    ]


def test_hand_written_pages_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "index.md").write_text(
        '# Exempt papers\n\nRing 01632 960123, or write to\njo@anytown.gov.uk.\n\nThe word "exempt" means this.\n'
    )
    (tmp_path / "guide/board.html").write_text("<p>This paper is exempt.</p>\n")
    site = check(GOOD).site
    assert [f"{one} [{one.code}]" for one in sorted(pages(tmp_path, "docs", site))] == [
        "docs/guide/board.html:1: the page holds words that mark what the public may not see; make sure that nothing here "
        "comes from such a paper [exempt-matter]",
        "docs/index.md:3: the page holds what looks like a telephone number; take it out: name the post [phone-number]",
        "docs/index.md:4: the page holds an e-mail address; take it out: name the post; contacts belong into "
        "accessibility.yml [e-mail-address]",
    ]


def test_the_pages_of_this_repository_and_of_new_sites_hold_none() -> None:
    site = check(ROOT / "data").site
    starter = ROOT / "macros/planpress/starter"
    assert [str(one) for folder in (ROOT / "docs", starter) for one in pages(folder, folder.name, site)] == []
