"""Small numbers of people: what may be shown, what can be worked out, and that following the advice withholds enough.

Each message is a case in `tests/problems`, in a folder that begins with `small-number`.
"""

import re
import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planpress.check import check
from planpress.check.subtraction import counts_of, gives_away, share_gives_away, whole_counts
from planpress.quantity import parse_quantity

PLAN = """\
title: A plan
organisation: A council
published: 2025-01
starts: 2025-01
summary: A plan to try out.
"""
THEME = """\
ref: '1'
title: A theme
actions:
  - {ref: '1.1', action: Do something., kpis: all}
"""


def found(kpis: str, *reports: str) -> list[str]:
    """What the check says of small numbers, without paths, in a plan with these KPIs and reports."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "data/plan"
        for name in ("themes", "reports"):
            (plan / name).mkdir(parents=True)
        (plan / "plan.yml").write_text(PLAN, encoding="utf-8")
        (plan / "themes/1.yml").write_text(THEME, encoding="utf-8")
        (plan / "kpis.yml").write_text(kpis, encoding="utf-8")
        for month, lines in enumerate(reports, 4):
            text = f"date: 2025-{month:02}-16\ntitle: A report\n{lines}"
            (plan / f"reports/2025-{month:02}-16.yml").write_text(text, encoding="utf-8")
        all_found = check(Path(folder) / "data")
        said = [*all_found.problems, *all_found.warnings]
        return [f"{one.code} {one.ref}: {one.message}" for one in said if one.code != "kpi-unused"]


def kpi(ref: str, unit: str = "number", more: str = "people: yes") -> str:
    return f"- {{ref: {ref}, title: Children, theme: 1, unit: '{unit}', better: neither, {more}}}\n"


def figures(**values: str) -> str:
    """Figures of March 2025; `c` for one withheld."""
    lines = [
        f"  {ref.removeprefix('k')}: {{period: 2025-03, {'symbol' if value == 'c' else 'value'}: {value}}}\n"
        for ref, value in values.items()
    ]
    return "kpis:\n" + "".join(lines)


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("number", "0"),  # nobody
        ("number", "5"),
        ("ratio", "0 / 40"),  # nobody of many
        ("ratio", "40 / 40"),  # all of many
        ("ratio", "5 / 10"),
        ("%", "2%"),  # of how many is not said
        ("rate per 10,000", "3.5"),
    ],
)
def test_what_may_be_shown(unit: str, value: str) -> None:
    assert found(kpi("2", unit), figures(k2=value)) == []


@pytest.mark.parametrize("value", ["1", "4"])
def test_a_small_number_of_no_people_may_be_shown(value: str) -> None:
    assert found(kpi("2", more="people: no"), figures(k2=value)) == []


def test_a_small_number_of_a_kpi_that_does_not_say_is_asked_about() -> None:
    assert found(kpi("2", more=""), figures(k2="4")) == [
        "people-unsaid 2: KPI 2 does not say whether it counts people, and 4 would be few"
    ]


def test_a_family_without_a_total_is_asked_about() -> None:
    kpis = kpi("2a") + kpi("2b") + kpi("2c")
    assert found(kpis, figures(k2a="30", k2b="27", k2c="c")) == [
        "small-number-in-family 2a: KPI 2a: if this is the total of its family, it gives away the figure withheld for 2c"
    ]
    assert found(kpis, figures(k2a="30", k2b="20", k2c="c")) == []


def test_a_figure_once_given_counts_as_known() -> None:
    """A later report withholds the second part, but the earlier report still shows it."""
    kpis = kpi("2", more="people: yes, parts: [2a, 2b, 2c]") + kpi("2a") + kpi("2b") + kpi("2c")
    first = figures(k2="30", k2a="18", k2b="9")
    second = "kpis:\n  2b: {period: 2025-03, symbol: c, correction: Withheld.}\n  2c: {period: 2025-03, symbol: c}\n"
    assert [line.partition(":")[0] for line in found(kpis, first, second)] == ["small-number-follows 2"]


def test_parts_that_must_all_be_one_are_given_away() -> None:
    rule = "people: yes, suppress_below: 3"
    kpis = kpi("2", more=f"{rule}, parts: [2a, 2b, 2c]") + "".join(kpi(ref, more=rule) for ref in ("2a", "2b", "2c"))
    assert found(kpis, figures(k2="3", k2a="c", k2b="c", k2c="c")) == [
        "small-number-follows 2: KPI 2: its figure for March 2025 gives away the figure withheld for 2a, 2b and 2c"
    ]
    assert found(kpis, figures(k2="4", k2a="c", k2b="c", k2c="c")) == []


def test_what_others_reached_is_not_held_against_the_plan() -> None:
    text = "kpis:\n  2: {period: 2025-03, value: 12, compare: [{who: A neighbour, value: 3}]}\n"
    assert found(kpi("2"), text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Of the rest, 3 children had to move.", "3 children"),
        ("Two young people left.", "Two young people"),
        ("This was one of the families we know.", "one of the families"),
        ("There were 4 re-opened referrals and 3 new referrals.", "3 new referrals"),
    ],
)
def test_a_small_number_in_a_text_is_a_warning(text: str, said: str) -> None:
    lines = f'summary: "{text}"\n{figures(k2="12")}'
    assert found(kpi("2"), lines) == [
        f"small-number-in-text 2025-04-16: `summary` says “{said}”, fewer than 5, so that somebody could be made out"
    ]
    assert found(kpi("2", more="people: no"), lines) == []


@pytest.mark.parametrize(
    "text",
    [
        "Fewer than 5 children moved.",
        "We helped 12 children and 1,004 families.",
        "Children aged 3 children's centres know.",
        "Each social worker sees 4 schools.",
        "In version 2.1 children are counted once.",
    ],
)
def test_other_numbers_in_a_text_are_not(text: str) -> None:
    assert found(kpi("2"), f'summary: "{text}"\n{figures(k2="12")}') == []


def test_a_percentage_beside_the_number_it_is_of_in_its_note() -> None:
    lines = "kpis:\n  2: {period: 2025-03, value: 4%, note: We asked all of the 50 care leavers.}\n"
    assert found(kpi("2", "%"), lines) == [
        "small-number-in-text 2: `note` says “of the 50”: 4% of that gives away fewer than 5 people"
    ]
    assert found(kpi("2", "%"), lines.replace("50", "500")) == []


@pytest.mark.parametrize(
    ("total", "shown", "withheld", "below", "tells"),
    [
        (30, [18, 9], [None], 5, True),  # 3
        (30, [18], [None, None], 5, False),  # 12, in two unknown parts
        (30, [27], [None, None], 5, True),  # 3 together
        (30, [25], [None] * 5, 5, True),  # 5 in five parts of at least 1: 1 each
        (8, [], [4, 4], 5, True),  # both "fewer than 5": 4 each
        (8, [], [4, None], 5, False),
        (27, [18, 9], [None], 5, False),  # nobody
        (40, [18, 9], [None], 5, False),  # 13 is withheld, but not small
    ],
)
def test_sums(total: int, shown: list[int], withheld: list[int | None], below: int, tells: bool) -> None:
    assert gives_away(total, shown, withheld, below) is tells  # type: ignore[arg-type]


@given(st.integers(5, 200), st.data(), st.integers(0, 2))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_a_percentage_stands_for_the_counts_that_round_to_it(whole: int, data: st.DataObject, digits: int) -> None:
    part = data.draw(st.integers(0, whole))
    share = parse_quantity(f"{100 * part / whole:.{digits}f}%")
    assert set(counts_of(share, whole)) >= {
        n for n in range(whole + 1) if f"{100 * n / whole:.{digits}f}%" == share.text
    }  # type: ignore[arg-type]
    assert not part or whole in whole_counts(share, part)  # type: ignore[arg-type]
    if 0 < part < 5 and not share_gives_away(share, whole, 5):  # type: ignore[arg-type]
        assert len(counts_of(share, whole)) > 1  # type: ignore[arg-type]


KPIS = (
    kpi("2", more="people: yes, parts: [2a, 2b, 2c]") + kpi("2a") + kpi("2b") + kpi("2c")
    + kpi("3", "%", "people: yes, numerator: 2a, denominator: '2'")
)  # fmt: skip


def follow_the_advice(values: dict[str, str]) -> dict[str, str]:
    """Withholds what the check asks for, again and again until it finds nothing more."""
    for _ in range(10):
        problems = found(KPIS, figures(**values))
        if not problems:
            return values
        for problem in problems:
            code, ref = re.match(r"(\S+) (\S+):", problem).groups()  # type: ignore[union-attr]
            if code == "small-number" or ref == "3":
                values = values | {f"k{ref}": "c"}
            else:
                shown = [name for name in ("k2a", "k2b", "k2c") if values[name] != "c"]
                smallest = min(shown, key=lambda name: (values[name] == "0", int(values[name])), default="k2")
                values = values | {smallest: "c"}
    raise AssertionError(f"the check never comes to an end: {values}")


@given(st.tuples(*[st.integers(0, 12)] * 3).filter(sum), st.integers(0, 1))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_whoever_follows_the_advice_gives_no_small_number_away(parts: tuple[int, int, int], digits: int) -> None:
    """The attack here is every one there is: all tables that fit what is published are written down. A number is given
    away if it is the same in all of them."""
    truth = dict(zip(("k2a", "k2b", "k2c"), parts, strict=True)) | {"k2": sum(parts)}
    share = f"{100 * parts[0] / sum(parts):.{digits}f}%"
    published = follow_the_advice({name: str(value) for name, value in truth.items()} | {"k3": share})
    possible: dict[str, set[int]] = {name: set() for name in truth}
    for guess in product(range(16), repeat=3):
        table = dict(zip(("k2a", "k2b", "k2c"), guess, strict=True)) | {"k2": sum(guess)}
        fits = all(
            published[name] in (str(value), "c") and (value or published[name] != "c") for name, value in table.items()
        )
        if fits and published["k3"] in ("c", f"{100 * guess[0] / (sum(guess) or 1):.{digits}f}%"):
            for name, value in table.items():
                possible[name].add(value)
    for name, value in truth.items():
        if 0 < value < 5:
            assert published[name] == "c"
            assert len(possible[name]) != 1, (name, truth, published)


TREE = kpi("1", more="people: yes, parts: [2, 3]") + kpi("2", more="people: yes, parts: [2a, 2b]") + "".join(map(kpi, ("2a", "2b", "3")))  # fmt: skip
YEAR = kpi("9", more="people: yes, cumulative: yes")


def periods(**values: str) -> str:
    """Figures of KPI 9 by period, as `2024_H1="20"`; with what a breakdown has after a stroke."""
    lines = []
    for period, value in values.items():
        figure, _, parts = value.partition("|")
        by = f", by: {{locality: {{{parts}}}}}" if parts else ""
        name = "symbol" if figure == "c" else "value"
        lines.append(f"    - {{period: {period[1:].replace('_', '-')}, {name}: {figure}{by}}}\n")
    return "kpis:\n  9:\n" + "".join(lines)


def test_a_chain_of_sums_gives_a_small_number_away() -> None:
    """30 is no small number, but it is what its parts add up to."""
    few = "and is fewer than 5 people"
    assert found(TREE, figures(k1="100", k3="70", k2="c", k2a="28", k2b="c")) == [
        f"small-number-follows 2b: KPI 2b: its figure for March 2025 can be worked out of 1, 3 and 2a, {few}"
    ]
    assert found(TREE, figures(k1="32", k3="c", k2="c", k2a="20", k2b="10")) == [
        f"small-number-follows 3: KPI 3: its figure for March 2025 can be worked out of 1, 2a and 2b, {few}"
    ]
    assert found(TREE, figures(k1="100", k3="70", k2="c", k2a="20", k2b="c")) == []
    assert found(TREE, figures(k1="100", k3="c", k2="c", k2a="28", k2b="c")) == []


def test_a_half_year_that_is_withheld_can_be_worked_out_itself() -> None:
    given = periods(y2024="40", y2024_H1="20", y2024_H2="c", y2024_Q3="18", y2024_Q4="c")
    assert found(YEAR, given) == [
        "small-number-follows 9: KPI 9: its figure for October to December 2024 can be worked out of 9 for 2024, "
        "9 for January to June 2024 and 9 for July to September 2024, and is fewer than 5 people"
    ]


def test_a_part_of_a_breakdown_follows_from_the_year() -> None:
    given = periods(y2024="160|North: 22, South: 138", y2024_H1="80|North: 20, South: 60")
    assert found(YEAR, given) == [
        "small-number-follows 9: KPI 9: what is left of its figure of North for 2024 can be worked out of 9 North and "
        "9 North for January to June 2024, and is fewer than 5 people"
    ]


def test_a_part_of_a_breakdown_follows_from_the_same_part_of_other_kpis() -> None:
    kpis = kpi("1", more="people: yes, parts: [2, 3]") + kpi("2") + kpi("3")
    rows = {"1": ("100", "North: 30, South: 70"), "2": ("60", "North: 28, South: 32"), "3": ("40", "")}
    lines = [
        f"  {ref}: {{period: 2025-03, value: {value}, by: {{locality: {{{by}}}}}}}\n"
        for ref, (value, by) in rows.items()
    ]
    given = "kpis:\n" + "".join(lines).replace(", by: {locality: {}}", "")
    assert found(kpis, given) == [
        "small-number-follows 3: KPI 3: its figure of North for March 2025 can be worked out of 1 North and 2 North, "
        "and is fewer than 5 people"
    ]


@pytest.mark.parametrize("reports", [("c|North: 18", "20"), ("20", "c|North: 18")])
def test_a_total_and_its_parts_in_two_reports_are_added_together(reports: tuple[str, str]) -> None:
    first, second = (periods(y2025_03=one) for one in reports)
    said = found(kpi("9"), first, second.replace("}\n", ", correction: Now known}\n"))
    assert [line for line in said if line.startswith("small-number")] == [
        "small-number-follows 9: KPI 9: what is left of its figure for March 2025 can be worked out of 9 and 9 North, "
        "and is fewer than 5 people"
    ]
