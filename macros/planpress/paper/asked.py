"""What was asked for on the command line: the plan and the days. What cannot be done is said in one line."""

import re
from datetime import date
from pathlib import Path

from planpress.check import check
from planpress.model import PlanData, Site
from planpress.period import day_words, near
from planpress.problem import did_you_mean
from planpress.views.changes import report_days


class NotPossible(Exception):
    """What was asked for cannot be made; its text says why and what to do."""


def plan_of(asked: Path) -> tuple[PlanData, Site]:
    """The plan of a folder such as data/our-plan, or of a name in data/, with the plans beside it.

    Only the plan's own files must be without problems: another plan's mistake does not keep a paper from its board.
    Raises NotPossible.
    """
    folder = Path("data") if asked == Path(asked.name) else asked.parent
    found = check(folder, folder.as_posix())
    problems = [problem for problem in found.problems if problem.path.startswith(f"{folder.as_posix()}/{asked.name}/")]
    if problems:
        raise NotPossible("\n".join(map(str, problems)))
    plan = found.site.plan_by_id.get(asked.name)
    if plan is None:
        hint = did_you_mean(asked.name, found.site.plan_by_id, "" if found.site.plans else "go to your site's folder")
        raise NotPossible(f"there is no plan `{asked.name}` in {folder.as_posix()}; {hint}")
    return plan, found.site


def day_of(text: str, option: str) -> date:
    """The day that an option gives. Raises NotPossible."""
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        day = date.fromisoformat(text)
        near(day, day, text)
        return day
    except ValueError:
        raise NotPossible(f"{option}: `{text}` is not a day; write it as 2026-10-14") from None


def after_publication(plan: PlanData, day: date, option: str) -> date:
    """The day, unless the plan had not been published by then. Raises NotPossible."""
    published = plan.plan.published
    if day < published.first:
        raise NotPossible(
            f"{option}: {day_words(day)} is before the plan was published ({published}); give a later day"
        )
    return day


def report_day(plan: PlanData, day: date) -> date:
    """The day, if the plan was reported on then. Raises NotPossible, with the days there are."""
    days = [one.date for one in report_days(plan)]
    if day not in days:
        known = f"there are those of {', '.join(map(str, days))}" if days else "it has none yet"
        raise NotPossible(f"--report: the plan has no report of {day}; {known}")
    return day


def period(plan: PlanData, first: date, last: date) -> tuple[date, date]:
    """The first and the last day of a paper's period. Raises NotPossible."""
    if first > last:
        raise NotPossible(f"--from {first} is after --to {last}; give the earlier day to --from")
    return first, after_publication(plan, last, "--to")
