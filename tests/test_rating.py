"""Ratings and their sentences: examples to read, and no sequence of figures that makes them fail."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from planpress.kpi import Kpi
from planpress.period import parse_period
from planpress.report import Report
from planpress.views.rating import Rating, standing, summary
from planpress.views.series import Given, Series, _aims, _points
from planpress.yamltree import PLACE, At

HERE = At("kpis.yml", 1, {})


def placed(value: Any) -> Any:
    """Plain values as the loader would give them to the model."""
    if isinstance(value, dict):
        return {PLACE: HERE} | {key: placed(inner) for key, inner in value.items()}
    return [placed(inner) for inner in value] if isinstance(value, list) else str(value)


def made(kpi: dict[str, Any], readings: list[dict[str, Any]], as_at: str = "2026-12-31", horizon: str = "") -> Series:
    """A KPI's series from fields as an editor writes them."""
    base = {"ref": "1", "title": "Things done", "theme": "1", "unit": "%", "better": "higher"}
    record = Kpi.model_validate(placed(base | kpi))
    report = Report.model_validate(placed({"date": as_at, "title": "Report", "kpis": {"1": readings}}))
    aims, past = _aims(record, [])
    day = date.fromisoformat(as_at)
    points = _points(Given(report, reading) for reading in report.kpis["1"]) if readings else ()
    return Series(record, day, date.fromisoformat(horizon) if horizon else day, points, aims, past)


TARGET = {"targets": [{"value": "80%", "due": "2027-06"}]}
CASES: list[tuple[str, dict[str, Any], list[dict[str, Any]], Rating, str]] = [
    ("short", TARGET, [{"period": "2026-09", "value": "74%"}], Rating.OFF, "74%, 6 points short of the 80% due by June 2027."),
    ("close", TARGET | {"tolerance": 6}, [{"period": "2026-09", "value": "74%"}], Rating.CLOSE, "74%, 6 points short of the 80% due by June 2027."),
    ("met", TARGET, [{"period": "2026-09", "value": "80%"}], Rating.MET, "80%, exactly the 80% due by June 2027."),
    ("one point", TARGET, [{"period": "2026-09", "value": "79%"}], Rating.OFF, "79%, 1 point short of the 80% due by June 2027."),
    ("lower is better", TARGET | {"better": "lower"}, [{"period": "2026-09", "value": "82.5%"}], Rating.OFF, "82.5%, 2.5 points over the 80% due by June 2027."),
    ("zero target", {"better": "lower", "unit": "number", "targets": [{"value": "0", "due": "2026"}]}, [{"period": "2026-09", "value": "3"}], Rating.OFF, "3, 3 over the 0 due by the end of 2026."),
    ("zero target met", {"better": "lower", "unit": "number", "targets": [{"value": "0", "due": "2026"}]}, [{"period": "2026-09", "value": "0"}], Rating.MET, "0, exactly the 0 due by the end of 2026."),
    ("range", {"better": "neither", "unit": "number", "targets": [{"between": ["16", "18"], "due": "2026"}]}, [{"period": "2026-09", "value": "19"}], Rating.OFF, "19, 1 above the range of 16 to 18 due by the end of 2026."),
    ("in range", {"better": "neither", "unit": "number", "targets": [{"between": ["16", "18"], "due": "2026"}]}, [{"period": "2026-09", "value": "17"}], Rating.MET, "17, within the range of 16 to 18 due by the end of 2026."),
    ("ratio", {"unit": "ratio", "targets": [{"value": "4 / 7", "due": "2017-03"}]}, [{"period": "2016-12", "value": "3 / 7"}], Rating.OFF, "3 of 7, 1 short of the 4 of 7 due by March 2017."),
    ("money", {"unit": "£", "better": "lower", "targets": [{"value": "£4,000", "due": "2026"}]}, [{"period": "2026-09", "value": "£5,250"}], Rating.OFF, "£5,250, £1,250 over the £4,000 due by the end of 2026."),
    ("path", {"targets": [{"value": "60%", "due": "2026-03"}, {"value": "80%", "due": "2027-03"}]}, [{"period": "2026-03", "value": "61%"}], Rating.MET, "61%, 1 point better than the 60% due by March 2026."),
    ("path, next step", {"targets": [{"value": "60%", "due": "2026-03"}, {"value": "80%", "due": "2027-03"}]}, [{"period": "2026-04", "value": "61%"}], Rating.OFF, "61%, 19 points short of the 80% due by March 2027."),
    ("after the last target", {"targets": [{"value": "60%", "due": "2026-03"}]}, [{"period": "2026-11", "value": "59%"}], Rating.OFF, "59%, 1 point short of the 60% due by March 2026."),
    ("at most, though higher is better", {"targets": [{"at_most": "90%", "due": "2026"}]}, [{"period": "2026-09", "value": "95%"}], Rating.OFF, "95%, 5 points over the 90% due by the end of 2026."),
    ("no target", {}, [{"period": "2026-09", "value": "95%"}], Rating.NO_TARGET, "95%; no target is set."),
    ("nothing", TARGET, [], Rating.NO_READING, "No figure has been published. The target is 80% or more by June 2027."),
    ("withheld", TARGET, [{"period": "2026-09", "suppressed": "fewer than 6 children"}], Rating.SUPPRESSED, "The figure for September 2026 is not published: fewer than 6 children. The target is 80% or more by June 2027."),
    ("symbol", {}, [{"period": "2026-09", "symbol": "c"}], Rating.SUPPRESSED, "The figure for September 2026 is not published: withheld so that nobody can be identified."),
    ("cumulative", {"cumulative": "yes", "unit": "number", "targets": [{"value": "90", "due": "2026/27"}]}, [{"period": "2026/27-Q1", "value": "30"}, {"period": "2026/27-Q2", "value": "26"}], Rating.MET, "56 so far in the year; 45 would be its share by now of the 90 due by March 2027."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kpi", "readings", "rating", "sentence"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_rating_and_sentence(
    kpi: dict[str, Any], readings: list[dict[str, Any]], rating: Rating, sentence: str
) -> None:
    found = standing(made(kpi, readings))
    assert (found.rating, found.sentence) == (rating, sentence)


def test_figures_of_after_the_plan_closed_are_said_to_be_later() -> None:
    found = standing(made(TARGET, [{"period": "2026-09", "value": "74%"}], horizon="2026-08-31"))
    assert (found.rating, found.words, found.sentence, summary([found])) == (
        Rating.NO_READING,
        "Only later figures",
        "No figure has been published for the time of the plan, only for times after it closed."
        " The target is 80% or more by June 2027.",
        "Of 1 KPI, 1 has only figures of after the plan closed.",
    )


def test_a_fall_is_better_where_lower_is() -> None:
    readings = [{"period": "2016/17", "value": "24%"}, {"period": "2017/18", "value": "23.1%"}]
    found = standing(made({"better": "lower"}, readings))
    assert found.on_last and found.on_last.words == "down 0.9 points from 24% (year ending March 2017), which is better"


def test_a_new_series_is_never_held_against_the_old() -> None:
    readings = [
        {"period": "2016/17", "value": "30%"},
        {"period": "2017/18", "value": "70%", "new_series": "Adoption was added."},
    ]
    assert standing(made({}, readings)).on_last is None


def test_a_quarter_is_held_against_the_same_a_year_before() -> None:
    readings = [
        {"period": f"{year}-Q{quarter}", "value": f"{value}%"}
        for year, quarter, value in ((2025, 3, 50), (2026, 2, 70), (2026, 3, 60))
    ]
    found = standing(made({}, readings))
    assert found.on_last and found.on_last.travel == "worse"
    assert found.on_year and found.on_year.words == "up 10 points from 50% (July to September 2025), which is better"


def test_a_figure_gets_stale_a_cycle_after_the_next_was_due() -> None:
    kpi = {"frequency": "quarterly"}
    reading = [{"period": "2026-Q1", "value": "50%"}]
    assert [made(kpi, reading, as_at=day).stale for day in ("2026-06-30", "2026-09-30", "2026-10-01")] == [
        False,
        False,
        True,
    ]
    assert not made(kpi, reading, as_at="2027-10-01", horizon="2026-06-30").stale


numbers = some.one_of(
    some.integers(-1000, 10**9).map(str), some.decimals(-1000, 1000, places=3).map(str), some.just("0"),
)  # fmt: skip
days = some.dates(date(1990, 1, 1), date(2100, 1, 1))


@given(
    some.lists(some.tuples(days, some.one_of(numbers, some.sampled_from(["c", "x", "z", "k", "low", "u", ""]))), max_size=12, unique_by=lambda one: one[0]),
    some.lists(some.tuples(days, numbers), max_size=4),
    some.sampled_from(["higher", "lower", "neither"]),
    some.one_of(some.none(), some.tuples(days, numbers)),
    some.booleans(),
    some.sampled_from(["number", "days", "rate per 10,000"]),
    days,
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_no_sequence_of_figures_makes_a_rating_fail(
    figures: list[tuple[date, str]], aims: list[tuple[date, str]], better: str,
    baseline: tuple[date, str] | None, cumulative: bool, unit: str, horizon: date,
) -> None:  # fmt: skip
    readings = [
        {"period": day, ("value" if text[-1:].isdigit() else "symbol" if text else "suppressed"): text or "too few"}
        for day, text in figures
    ]
    kpi: dict[str, Any] = {
        "better": better,
        "unit": unit,
        "frequency": "monthly",
        "cumulative": "yes" if cumulative else "no",
    }
    kpi |= {"targets": [{"value": text, "due": day} for day, text in aims]}
    kpi |= {"baseline": {"value": baseline[1], "period": baseline[0]}} if baseline else {}
    found = standing(made(kpi, readings, as_at="2100-01-02", horizon=horizon.isoformat()))
    said = [found.sentence, *found.more, *(words for _, _, words in found.outcomes)]
    assert all(text and "None" not in text and "Decimal" not in text for text in said)
    assert found.series.counting == tuple(p for p in found.series.points if p.period.last <= horizon)
    assert (found.rating is Rating.NO_READING) == (not found.series.counting)


def test_periods_of_one_span_are_one_period() -> None:
    assert parse_period("2016/17").key == parse_period("2016/2017").key
    assert parse_period("Jun-17").key == parse_period("2017-06").key
    assert parse_period("2016").last - parse_period("2016").first == timedelta(days=365)
