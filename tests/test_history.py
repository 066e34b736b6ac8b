"""What follows from the fictional plan's reports, day by day, held against files that a colleague can read.

After a wanted change: `UPDATE_GOLDEN=1 make test`, then read the difference before you commit it.
"""

import dataclasses
import os
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from conftest import ROOT
from planpress.check import check
from planpress.model import PlanData
from planpress.pages import View
from planpress.views.changes import changes, report_days
from planpress.views.counts import sentence
from planpress.views.exceptions import due_next, exceptions, progress
from planpress.views.rating import Rating
from planpress.views.series import series
from planpress.views.state import ActionState, newest_date, state

PLAN = check(ROOT / "data").site.plan_by_id["example-2025-27"]
BRISTOL = check(ROOT / "data").site.plan_by_id["bristol-2016-17"]
DAYS = [day.date for day in report_days(PLAN)]


def held_to(name: str, lines: Iterator[str]) -> None:
    """Compares lines with a golden file, whole."""
    file = Path(__file__).parent / "golden" / name
    text = "\n".join(lines) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def action_line(item: ActionState) -> str:
    said = [item.meaning or "not reported", str(item.due or "no date")]
    said += [item.late_words] if item.late else []
    said += [item.slip_words] if item.moves else []
    said += (
        [f"milestones done: {', '.join(step.ref for step in item.steps if step.done) or 'none'}"] if item.steps else []
    )
    return f"{item.ref}: {'; '.join(said)}"


def state_lines(day: date) -> Iterator[str]:
    view = View.of(PLAN, day)
    yield sentence(view.state, view.state.actions)
    yield view.kpi_sentence
    yield (progress(view.state) or "").words if progress(view.state) else "No progress."  # type: ignore[union-attr]
    yield exceptions(view.state, list(view.standings.values())).sentence
    yield f"Due in 90 days: {', '.join(item.ref for item in due_next(view.state)) or 'nothing'}"
    yield ""
    yield from map(action_line, view.state.actions)
    yield ""
    for ref, one in view.standings.items():
        yield f"{ref} [{one.rating}] {one.sentence}"
        for line in one.more:
            yield f"    {line}"
        for aim, rating, words in one.outcomes:
            yield f"    {aim.words} by {aim.due}: {rating}: {words}"


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_state_at_each_report(day: date) -> None:
    held_to(f"state-{day}.txt", state_lines(day))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_changes_by_each_report(day: date) -> None:
    before = max((other for other in DAYS if other < day), default=None)
    found = changes(PLAN, before, day)
    held_to(
        f"changes-{day}.txt",
        (f"{one.kind.words}: {one.of} {one.ref} {one.says}.{' ' + one.why if one.why else ''}" for one in found),
    )


def test_the_state_at_the_last_report_is_the_present() -> None:
    assert newest_date(PLAN) == DAYS[-1]
    assert picture(PLAN, DAYS[-1]) == picture(PLAN, None)


def picture(plan: PlanData, day: date | None) -> tuple[object, ...]:
    """All that is said of a plan at a date, comparable."""
    view = View.of(plan, day)
    actions = [
        (item.ref, item.text, item.lead, item.meaning, item.due, item.late_words, item.slip_words)
        for item in view.state.actions
    ]
    steps = [(item.ref, step.ref, step.said) for item in view.state.actions for step in item.steps]
    kpis = [(ref, one.rating, one.sentence, one.more, one.outcomes) for ref, one in view.standings.items()]
    return (*actions, *steps, *[str(kpi) for kpi in kpis])


@given(some.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_reports_of_one_day_give_the_same_state_in_any_order(chance: random.Random) -> None:
    shuffled = list(PLAN.reports)
    chance.shuffle(shuffled)
    shuffled.sort(key=lambda report: report.date)
    other = dataclasses.replace(PLAN, reports=tuple(shuffled))
    for day in DAYS:
        assert picture(other, day) == picture(PLAN, day)


@given(some.integers(0, len(PLAN.reports)), some.integers(-30, 600))
@settings(max_examples=40, deadline=None)
def test_a_later_report_never_alters_an_earlier_day(number: int, days: int) -> None:
    cut = dataclasses.replace(PLAN, reports=PLAN.reports[:number])
    later = {report.date for report in PLAN.reports[number:]}
    day = DAYS[0] + timedelta(days=days)
    if later and day >= min(later):
        day = min(later) - timedelta(days=1)
    added = {c.action for r in PLAN.reports[number:] for c in r.changes if c.added}
    full = list(picture(PLAN, day))
    assert [line for line in picture(cut, day) if not (isinstance(line, tuple) and line[0] in added)] == full


def test_bristols_targets_by_their_dates() -> None:
    """Department for Education statistics: 19a, 19b and 18a met their targets by March and September 2017."""
    standings = View.of(BRISTOL).standings
    met = {ref: one.outcomes[0][1] for ref, one in standings.items() if one.rating is not Rating.NO_READING}
    assert met == {
        "3a": Rating.OFF, "3b": Rating.OFF, "18a": Rating.MET, "18b": Rating.OFF, "19a": Rating.MET, "19b": Rating.MET,
    }  # fmt: skip
    assert {ref: standings[ref].outcomes[0][2] for ref in met} == {
        "3a": "3%, 0.5 points over the 2.5% due by March 2017 (31 March 2017)",
        "3b": "22.4%, 7.4 points over the 15% due by March 2017 (year ending March 2017)",
        "18a": "9.4%, 6.6 points better than the 16% due by September 2017 (year to September 2017)",
        "18b": "17.1%, 7.1 points over the 10% due by September 2017 (30 September 2017)",
        "19a": "23.1%, 0.9 points better than the 24% due by March 2017 (year ending March 2017)",
        "19b": "12%, 3 points better than the 15% due by March 2017 (year ending March 2017)",
    }


def test_a_closed_plan_counts_nothing_late_since() -> None:
    assert not any(item.late for item in state(BRISTOL).actions)
    before = BRISTOL.plan.closed - timedelta(days=1) if BRISTOL.plan.closed else date.max
    assert sum(item.late for item in state(BRISTOL, before).actions) == 55


def test_official_figures_agree_with_the_statistics() -> None:
    """Every figure of 19a as the Department for Education published it (re-referrals within 12 months, Bristol)."""
    published = "34.4 26.9 30.2 24.8 23.1 26.7 31.2 29.4 23.3 26.1 22.5 25.2 23.2"
    points = series(BRISTOL, newest_date(BRISTOL))["19a"].points
    assert [point.words for point in points] == [f"{figure}%" for figure in published.split()]
    withheld = series(BRISTOL, newest_date(BRISTOL))["3a"].points
    assert [point.reading.symbol or str(point.value) for point in withheld] == (
        ["3.6%", "2.9%", "2.5%", "6.6%", "3%", "c", "c", "0%", "c", "c", "c", "c", "4%"]
    )
