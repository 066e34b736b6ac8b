"""Charts: where things are drawn, what is said to those who do not see them, and that nothing breaks them."""

import re
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planpress.check import check
from planpress.kpi import Kpi
from planpress.pages import View
from planpress.render import Renderer
from planpress.report import Reading, Report
from planpress.views.charts import KpiChart, kpi_chart, sparkline, status_bars, timeline
from planpress.views.charts.axes import day_ticks, days, tick_words, values
from planpress.views.charts.due import Columns
from planpress.views.charts.paper import End, beside, fit, n, wrap
from planpress.views.rating import standing
from planpress.views.series import Given, Point, Series, aim
from planpress.yamltree import PLACE, At

DATA = Path(__file__).parent.parent / "data"


def record(**values: Any) -> dict[str, Any]:
    """Fields as the loader gives them: with their place."""
    return {PLACE: At("kpis.yml", 1, {}), **values}


REPORT = Report.model_validate(record(date="2026-10-14", title="Figures of the year"))


def make(readings: list[dict[str, Any]], horizon: date | None = None, **kpi: Any) -> Series:
    """A series of readings, sorted by their period; the KPI counts children unless it is said otherwise."""
    base = {"ref": "1a", "title": "Children seen", "theme": "1", "unit": "number", "better": "higher"}
    made = Kpi.model_validate(record(**base | kpi))
    found = [Reading.model_validate(record(**reading)) for reading in readings]
    points = sorted((Point((Given(REPORT, one),)) for one in found), key=lambda point: point.period.last)
    aims = tuple(sorted((aim(made, target) for target in made.targets), key=lambda one: one.due.last))
    as_at = date(2026, 10, 14)
    return Series(made, as_at, horizon or as_at, tuple(points), aims, ())


def chart(*readings: dict[str, Any], **kpi: Any) -> KpiChart:
    made = kpi_chart(standing(make(list(readings), **kpi)))
    assert made is not None
    return made


THREE = (
    {"period": "2026-01-31", "value": "40"},
    {"period": "2026-02-28", "value": "60"},
    {"period": "2026-03-31", "value": "80"},
)


def test_lines_points_and_ticks_lie_where_figures_and_days_are() -> None:
    made = chart(*THREE)

    assert made.value_ticks == (("186", "0"), ("145", "20"), ("104", "40"), ("63", "60"), ("22", "80"))
    assert [(tick.x, tick.lines) for tick in made.day_ticks] == [
        ("34", ("31 Jan", "2026")),
        ("284", ("31 Mar", "2026")),
    ]
    assert [mark.x for mark in made.marks] == ["34", "152.6", "284"]
    assert [(line.kind, line.d) for line in made.lines] == [
        ("figure", "M" + "L".join(f"{mark.x} {mark.y}" for mark in made.marks))
    ]
    assert [mark.y for mark in made.marks] == ["104", "63", "22"]
    assert [(label.kind, [text for _, text in label.lines]) for label in made.labels] == [("newest", ["80"])]


def test_a_missing_figure_is_a_gap_and_never_zero() -> None:
    made = chart(
        {"period": "2026-01-31", "value": "40"},
        {"period": "2026-02-28", "symbol": "c"},
        {"period": "2026-03-31", "suppressed": "fewer than 6 children"},
        {"period": "2026-04-30", "value": "80"},
        {"period": "2026-05-31", "value": "80"},
    )

    assert [mark.y for mark in made.marks] == ["104", "22", "22"]
    assert [(line.kind, line.d.count("L")) for line in made.lines] == [("figure", 1)]
    assert [strip.kind for strip in made.strips] == ["gap"]
    assert [text for label in made.labels if label.kind == "gap" for _, text in label.lines] == ["withheld"]
    assert made.notes == ("c: withheld so that nobody can be identified.", "Withheld: fewer than 6 children.")


def test_the_line_is_broken_where_a_new_series_begins() -> None:
    made = chart(*THREE[:2], THREE[2] | {"new_series": "A stricter scale."})

    assert [line.d.count("L") for line in made.lines] == [1]
    assert len(made.rules) == 1
    assert [text for label in made.labels if label.kind == "rule" for _, text in label.lines] == ["New series"]
    assert made.notes == ("New series from 31 March 2026: a stricter scale.",)


def test_the_target_runs_from_the_baseline_with_its_strip_and_name() -> None:
    baseline, target = record(value="20", period="2025-12-31"), record(value="100", due="2026-06-30")
    made = chart(*THREE, baseline=baseline, targets=[target], tolerance="10")

    assert [line.kind for line in made.lines] == ["target", "figure"]
    assert [surface.kind for surface in made.surfaces] == ["close"]
    assert [mark.kind for mark in made.marks] == ["target", "baseline", "figure", "figure", "figure"]
    assert [(label.kind, *(text for _, text in label.lines)) for label in made.labels] == [
        ("newest", "80"), ("baseline", "Baseline 20"), ("target", "Target", "100"),
    ]  # fmt: skip
    assert made.notes == (
        "The dashed line runs from the baseline to the target.",
        "The pale strip shows how far off still counts as close (10).",
    )


def test_a_target_without_a_baseline_is_a_step_and_a_range_is_a_surface() -> None:
    step = chart(*THREE, targets=[record(value="60", due="2026-03-31")])
    span = chart(*THREE, targets=[record(between=["50", "60"], due="2026-03-31")])

    assert [
        (line.kind, len(set(re.findall(r" ([\d.]+)", line.d)))) for line in step.lines if line.kind == "target"
    ] == [("target", 1)]
    assert [surface.kind for surface in span.surfaces] == ["range"]
    assert "The shaded range is the target." in span.notes


def test_figures_after_a_plan_closed_are_paler() -> None:
    series = make([*THREE], horizon=date(2026, 2, 28), targets=[record(value="70", due="2026-02")])
    made = kpi_chart(standing(series))

    assert made is not None
    assert [line.kind for line in made.lines] == ["target", "target-late", "figure", "figure-after"]
    assert [mark.kind for mark in made.marks] == ["target", "figure", "figure", "after"]
    assert ("rule", "Plan closed") in [(label.kind, label.lines[0][1]) for label in made.labels]
    assert made.notes[-1] == "Paler figures are from after the plan closed on 28 February 2026."


def test_a_provisional_figure_is_hollow_and_comparisons_are_named_at_their_ends() -> None:
    england = [{"compare": [record(who="England", value=value)]} for value in ("50", "55", "58")]
    made = chart(THREE[0] | england[0], THREE[1] | england[1], THREE[2] | england[2] | {"provisional": "yes"})

    assert made.marks[-1].kind == "figure-provisional"
    assert made.lines[0].kind == "other-1"
    assert [text for label in made.labels if label.kind == "other-1" for _, text in label.lines] == ["England", "58"]
    assert made.notes == ("A hollow point is provisional.",)


def test_figures_that_add_up_are_bars_without_the_target_of_the_year() -> None:
    quarters = [{"period": f"2026/27-Q{quarter}", "value": str(quarter + 3)} for quarter in (1, 2)]
    made = chart(*quarters, cumulative="yes", targets=[record(value="24", due="2027-03")])

    assert [strip.kind for strip in made.strips] == ["bar", "bar"]
    assert made.lines == ()
    assert made.title == "The year so far adds up to 9"
    assert made.notes == (
        "Each bar is the figure of one period.",
        "The target (24 by March 2027) is for the figures of a year added up, so it is not drawn.",
    )


def test_fewer_than_two_figures_make_no_chart() -> None:
    assert kpi_chart(standing(make([]))) is None
    assert kpi_chart(standing(make([THREE[0], {"period": "2026-02-28", "symbol": "c"}]))) is None
    assert sparkline(make([THREE[0]])) is None


def test_a_small_line_is_broken_at_gaps() -> None:
    gap = {"period": "2026-04-30", "symbol": "c"}
    more = [{"period": f"2026-0{month}-30", "value": str(month)} for month in (5, 6)]
    spark = sparkline(make([*THREE, gap, *more]))

    assert spark is not None
    assert (spark.d.count("M"), spark.d.count("L")) == (2, 3)
    assert (spark.x, spark.d.endswith(f"{spark.x} {spark.y}")) == ("76", True)


def test_what_a_chart_shows_is_said_in_sentences() -> None:
    baseline, target = record(value="20%", period="2025-12-31"), record(value="100%", due="2026-06-30")
    percent = [reading | {"value": reading["value"] + "%"} for reading in THREE]
    made = chart(
        *percent, {"period": "2026-04-30", "symbol": "x"}, unit="%", baseline=baseline, targets=[target],
        compare=[record(who="England", value="70%", period="2026-01-31")],
    )  # fmt: skip

    assert made.title == "The newest figure is not published"
    assert made.subtitle == "KPI 1a: Children seen, January 2026 to April 2026"
    assert made.description == (
        "Line chart of 3 figures. The first is 40% (31 January 2026), the last 80% (31 March 2026). "
        "The highest is 80% (31 March 2026), the lowest 40% (31 January 2026). "
        "The baseline is 20% (31 December 2025). The target is 100% or more by 30 June 2026. "
        "For 1 period there is no figure. It is compared with England. The table below has every figure."
    )
    assert made.source == "Figures of the year"


@pytest.mark.parametrize(
    ("figures", "title", "wanted"),
    [
        (("40", "60", "80"), "Children seen", "Children seen rose from 40 to 80"),
        (("80", "60", "40"), "% of children seen (snapshot)", "Children seen fell from 80 to 40"),
        (("80", "60", "40"), "Children seen within the 45 days of the law", "The figure fell from 80 to 40"),
        (("9 / 15", "12 / 15", "13 / 16"), "Homes judged good", "Rose from 9 of 15 to 13 of 16"),
        (("80", "80", "80"), "Children seen", "Children seen stayed at 80"),
        (("80", "60", "80"), "Children seen", "The figure is back at 80"),
    ],
)
def test_the_title_says_in_ten_words_what_happened(figures: tuple[str, ...], title: str, wanted: str) -> None:
    made = chart(*(reading | {"value": value} for reading, value in zip(THREE, figures, strict=True)), title=title)

    assert made.title == wanted


@pytest.mark.parametrize(
    ("numbers", "unit", "words"),
    [
        ((0, 0), "number", ["0", "1", "2", "3", "4"]),
        ((0, 93), "%", ["0%", "25%", "50%", "75%", "100%"]),
        ((5840, 6390), "£", ["£5,800", "£6,000", "£6,200", "£6,400"]),
        ((-4, 6), "number", ["−5", "0", "5", "10"]),
        ((0, 1_500_000), "£", ["£0", "£0.5m", "£1.0m", "£1.5m"]),
        ((Decimal("0.6"), Decimal("0.93")), "ratio", ["0%", "25%", "50%", "75%", "100%"]),
    ],
)
def test_an_axis_has_round_numbers(numbers: tuple[Any, Any], unit: str, words: list[str]) -> None:
    assert tick_words(values([Decimal(number) for number in numbers], 0, 100), unit) == words


def test_labels_at_the_right_are_moved_apart() -> None:
    labels = beside([End("a", 50, ("Target", "80%")), End("b", 51, ("82%",)), End("c", 120, ("England",))], 200, 0, 130)

    tops = [float(label.lines[0][0]) for label in labels]
    assert tops == sorted(tops)
    assert tops[1] - float(labels[0].lines[1][0]) >= 13
    assert [bool(label.leader) for label in labels] == [True, True, False]


def test_text_is_parted_between_words_and_cut_with_a_sign() -> None:
    assert wrap("Statistical neighbours") == ("Statistical", "neighbours")
    assert wrap("North and South West and East and all the others") == ("North and", "South West", "and East…")
    assert fit("Special needs and disabilities", 80) == "Special ne…"


FIGURE = st.one_of(
    st.decimals(1 - 10**12, 10**12 - 1, places=3),
    st.integers(-3, 3).map(Decimal),
    st.sampled_from([Decimal(0), Decimal(10) ** 13 - 1, Decimal("0.000001"), Decimal("9999999999999.999999")]),
)
DAY = st.one_of(st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.dates(date(1952, 1, 1), date(2148, 12, 31)))
PERIOD = st.one_of(
    DAY.map(lambda day: day.isoformat()),
    DAY.map(lambda day: f"{day.year}-{day.month:02}"),
    st.integers(1952, 2148).map(lambda year: f"{year}/{(year + 1) % 100:02}"),
)


def text(number: Decimal) -> str:
    return f"{number:f}"


@st.composite
def any_series(draw: st.DrawFn) -> Series:
    """Any series: figures, symbols, breaks, comparisons, targets, baselines, in any order and at any time."""

    def reading(period: str) -> dict[str, Any]:
        kind = draw(st.integers(0, 9))
        made: dict[str, Any] = {"period": period}
        made |= {"symbol": "c"} if kind == 0 else {"suppressed": "few"} if kind == 1 else {"value": text(draw(FIGURE))}
        made |= {"new_series": "New."} if kind == 2 else {"provisional": "yes"} if kind == 3 else {}
        who = draw(st.lists(st.sampled_from(["England", "A very long name of a region in the north"]), unique=True))
        return made | {"compare": [record(who=one, value=text(draw(FIGURE))) for one in who]}

    targets: list[dict[str, Any]] = []
    for due in draw(st.lists(PERIOD, max_size=3)):
        low, high = sorted(draw(st.tuples(FIGURE, FIGURE)))
        kind = draw(st.sampled_from(["value", "at_least", "at_most", "exactly", "between"]))
        form = {"between": [text(low), text(high)]} if kind == "between" and low < high else {"value": text(low)}
        targets.append(record(due=due, **form if kind == "between" else {kind: text(high)}))
    more: dict[str, Any] = {"targets": targets}
    more |= {"baseline": record(value=text(draw(FIGURE)), period=draw(PERIOD))} if draw(st.booleans()) else {}
    more |= {"tolerance": "5"} if draw(st.booleans()) else {}
    more |= {"cumulative": "yes"} if draw(st.booleans()) else {}
    more["unit"] = draw(st.sampled_from(["%", "number", "£", "ratio", "days"]))
    more["better"] = draw(st.sampled_from(["higher", "lower", "neither"]))
    readings = [reading(period) for period in draw(st.lists(PERIOD, max_size=12, unique=True))]
    return make(readings, horizon=draw(st.one_of(st.none(), DAY)), **more)


def coordinates(made: Any) -> list[tuple[str, float]]:
    """Every number of a chart's geometry, with the name of its field; words are left out."""
    found: list[tuple[str, float]] = []
    for field in fields(made):
        value = getattr(made, field.name)
        if field.name in {
            "x",
            "y",
            "left",
            "right",
            "top",
            "bottom",
            "zero",
            "width",
            "height",
            "rules",
            "d",
            "leader",
        }:
            for one in value if isinstance(value, tuple) else (value,):
                assert not re.search("nan|inf|e", str(one))
                found += [(field.name, float(number)) for number in re.findall(r"-?\d+(?:\.\d+)?", str(one))]
        elif field.name == "lines" and value and isinstance(value[0], tuple):
            found += [("y", float(y)) for y, _ in value]
        elif isinstance(value, tuple):
            for one in value:
                found += coordinates(one) if is_dataclass(one) else []
    return found


@settings(max_examples=300, deadline=None)
@given(any_series())
def test_no_series_breaks_a_chart(series: Series) -> None:
    made = kpi_chart(standing(series))
    spark = sparkline(series)

    valued = sum(point.value is not None for point in series.points)
    assert (made is None) == (valued < 2)
    if spark:
        assert all(0 <= number <= 80 for _, number in coordinates(spark))
    if made:
        assert all(0 <= number <= 320 for _, number in coordinates(made)), coordinates(made)
        assert len(made.title.split()) <= 10
        assert 2 <= len(made.value_ticks) <= 6
        assert all(float(right.x) - float(left.x) >= 28 for left, right in zip(made.day_ticks, made.day_ticks[1:]))  # noqa: B905
        assert made.description.endswith("The table below has every figure.")


@given(st.lists(FIGURE, min_size=1), st.booleans())
def test_an_axis_holds_every_figure(numbers: list[Decimal], zero: bool) -> None:
    axis = values(numbers, 0, 100, zero)

    assert axis.low <= min(numbers) <= max(numbers) <= axis.high
    assert all(0 <= axis.y(number) <= 100 for number in numbers)
    assert axis.from_zero or not zero


@given(DAY, st.integers(0, 100_000))
def test_days_are_labelled_without_touching(first: date, length: int) -> None:
    last = min(first + timedelta(days=length), date(2200, 12, 31))
    ticks = [float(tick.x) for tick in day_ticks(days([first, last], 40, 240), last)]

    assert ticks
    assert all(after - before >= 28 for before, after in zip(ticks, ticks[1:]))  # noqa: B905, RUF007
    assert all(40 <= tick <= 240 for tick in ticks)


@given(DAY, st.integers(0, 100_000))
def test_the_plan_s_time_has_at_most_eight_columns(first: date, length: int) -> None:
    last = min(first + timedelta(days=length), date(2200, 12, 31))
    columns = Columns(first, last)

    assert 1 <= columns.count <= 8
    assert all(0 <= columns.of(day) < columns.count for day in (first, last))
    assert all(0 <= (columns.x(day) or 0) <= 320 for day in (first, last))


def test_a_coordinate_has_one_decimal_at_most() -> None:
    assert [n(number) for number in (12.0, 12.34, -0.01, 99.96)] == ["12", "12.3", "0", "100"]


@pytest.fixture(scope="module")
def views() -> dict[str, View]:
    return {plan.id: View.of(plan) for plan in check(DATA).site.plans}


def test_the_bars_count_every_action_of_every_theme(views: dict[str, View]) -> None:
    state = views["example-2025-27"].state
    bars = status_bars(state)

    assert bars is not None
    assert bars.title == "15 of 29 actions are complete"
    assert bars.description == (
        "Theme 1, Help and protection: 2 on track, 1 ongoing, 5 complete, 1 complete and checked and 1 not yet reported. "
        "Theme 2, Children in care and care leavers: 1 at risk, 4 complete, 1 complete and checked and 1 not yet reported. "
        "Theme 3, Special needs and disabilities: 1 on track, 1 at risk, 1 off track, 1 paused, 1 ongoing and 3 complete. "
        "Theme 4, Leadership and workforce: 1 on track, 1 at risk, 1 ongoing and 1 complete."
    )
    assert sum(int(part.number) for row in bars.rows for part in row.parts) == len(state.live)
    assert all(float(part.x) + float(part.width) <= 320 for row in bars.rows for part in row.parts)


def test_a_plan_without_any_status_has_no_bars(views: dict[str, View]) -> None:
    assert status_bars(views["bristol-2016-17"].state) is None


def test_the_timeline_counts_every_action_with_a_date(views: dict[str, View]) -> None:
    state = views["example-2025-27"].state
    made = timeline(state)

    assert made is not None
    assert made.title == "15 of 26 dated actions are done and 4 are late"
    assert made.description == (
        "26 actions by due date: 15 done, 4 late, 5 not done yet and 2 with no status published. "
        "Most are due in April to June 2026 (6). 7 reports were made in this time."
    )
    assert made.notes == (
        "The number says how many actions.",
        "A triangle marks a report.",
        "3 actions without a single date are not shown.",
    )
    assert [column[1:] for column in made.columns[:4]] == [("Apr", "2025"), ("Jul", ""), ("Oct", ""), ("Jan", "2026")]
    assert sum(int(dot.number) for row in made.rows for dot in row.dots) == 26
    assert all(0 <= float(dot.x) <= 303 for row in made.rows for dot in row.dots)


def test_a_plan_without_any_status_says_so_on_its_timeline(views: dict[str, View]) -> None:
    made = timeline(views["bristol-2016-17"].state)

    assert made is not None
    assert made.title == "56 actions have a due date"
    assert made.kinds == (("silent", "No status published"),)
    assert made.now_label is not None
    assert [words for _, words in made.now_label.lines] == ["Closed 31 Dec 2017"]


def test_every_chart_has_its_words_and_neither_style_nor_script(views: dict[str, View]) -> None:
    renderer = Renderer()
    draw = {name: renderer.block(f"charts.{name}") for name in ("kpi_chart", "status_bars", "timeline", "sparkline")}
    for view in views.values():
        drawn = [draw["status_bars"](status_bars(view.state), "bars"), draw["timeline"](timeline(view.state), "time")]
        drawn += [draw["kpi_chart"](kpi_chart(one), f"kpi-{ref}") for ref, one in view.standings.items()]
        for html in filter(str.strip, drawn):
            name = re.search(r'aria-labelledby="(\S+) (\S+)"', html)
            assert name is not None
            assert f'<title id="{name[1]}">' in html
            assert f'<desc id="{name[2]}">' in html
            assert not re.search(
                r"style=|<script|currentColor|var\(|nan|inf\b", html.replace('stroke="currentColor"', "")
            )
            assert html.count("<figure") == html.count("</figure>") == 1
            assert len(html) < 12_000
        small = [draw["sparkline"](sparkline(one.series)) for one in view.standings.values()]
        assert all('aria-hidden="true"' in html and len(html) < 600 for html in small if html)
