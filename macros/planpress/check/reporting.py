"""Do reports agree with the plan's rules? What they give must be possible, complete, and in the KPI's own unit."""

from collections.abc import Iterator
from typing import Any

from planpress.kpi import Kpi
from planpress.model import PlanData
from planpress.period import day_words
from planpress.problem import Problem
from planpress.quantity import Quantity
from planpress.record import Record, line_of
from planpress.report import Reading, Report
from planpress.status import Needs


def impossible(plan: PlanData) -> Iterator[Problem]:
    """Figures that cannot be: of a period that has not ended, over 100%, in another unit, given twice without a word."""
    for kpi in plan.kpis:
        for record, field, figure in _figures_of(kpi):
            yield from _unit(kpi, record, field, figure)
        if kpi.ref.lower() == "all":
            yield Problem(
                kpi.at.path, kpi.at.of("ref"), "`all` means every KPI", "give this one another ref", "doubled-ref"
            )
        days = [target.due.last for target in kpi.targets]
        for target in kpi.targets:
            if days.count(target.due.last) > 1:
                message = f"KPI {kpi.ref} has two targets due by {target.due.end}"
                yield Problem(target.at.path, target.at.line, message, "keep one of them", "doubled-target")
    first: dict[tuple[str, str], Report] = {}
    for report in plan.reports:
        for ref, readings in report.kpis.items():
            measured = plan.kpi_by_ref.get(ref)
            if measured is None:
                continue
            for reading in readings:
                before = first.get((ref, reading.period.key))
                first[ref, reading.period.key] = report
                yield from _reading(measured, report, reading, before)


def _reading(kpi: Kpi, report: Report, reading: Reading, before: Report | None) -> Iterator[Problem]:
    at = reading.at
    if reading.period.last > report.date:
        message = f"KPI {kpi.ref}: {reading.period} had not ended when this was reported ({day_words(report.date)})"
        yield Problem(at.path, at.of("period"), message, "check the period or the report's date", "period-not-ended")
    if before and not reading.correction:
        message = f"KPI {kpi.ref}: a figure for {reading.period} was already reported on {day_words(before.date)}"
        hint = "add `correction:` with why it is given again; both figures stay on the KPI's page"
        yield Problem(at.path, at.of("period"), message, hint, "reported-twice")
    if not before and reading.correction:
        message = f"KPI {kpi.ref}: nothing was reported for {reading.period} that this could correct"
        yield Problem(
            at.path, at.of("correction"), message, "remove `correction:` or mend the period", "corrects-nothing"
        )
    for field, figure in _figures_in(reading):
        yield from _unit(kpi, reading, field, figure)


def _figures_in(reading: Reading) -> Iterator[tuple[str, Quantity]]:
    if reading.value:
        yield "value", reading.value
    for other in reading.compare:
        yield "compare", other.value
    for parts in reading.by.values():
        for part in parts.values():
            yield "by", part


def _figures_of(kpi: Kpi) -> Iterator[tuple[Record, str, Quantity]]:
    if kpi.baseline:
        yield kpi.baseline, "value", kpi.baseline.value
    for target in kpi.targets:
        for field in ("value", "at_least", "at_most", "exactly"):
            if getattr(target, field):
                yield target, field, getattr(target, field)
        for figure in target.between:
            yield target, "between", figure
    for other in kpi.compare:
        yield other, "value", other.value


def _unit(kpi: Kpi, record: Record, field: str, figure: Quantity) -> Iterator[Problem]:
    """A figure in another unit than its KPI's, or a percentage that cannot be."""
    unit = kpi.unit
    fits = {
        "%": figure.unit == "%",
        "£": figure.unit == "£",
        "ratio": figure.unit == "ratio",
    }.get(unit, figure.unit in ("", unit) or (figure.unit.startswith("per ") and "per" in unit))
    if not fits:
        example = {"%": "80%", "£": "£1,200", "ratio": "4 / 7"}.get(unit, "439")
        message = f"KPI {kpi.ref} is in `{unit}`, but this figure is `{figure}`"
        hint = f"write it as in {example}, or mend the KPI's `unit`"
        yield Problem(record.at.path, record.at.of(field), message, hint, "wrong-unit")
    elif unit == "%" and figure.number > 100 and not kpi.may_pass_100:
        message = f"KPI {kpi.ref}: {figure} is more than 100%"
        hint = "check the figure, or give the KPI `may_pass_100: yes`"
        yield Problem(record.at.path, record.at.of(field), message, hint, "over-100")
    elif unit == "ratio" and figure.parts and figure.parts[0] > figure.parts[1]:
        message = f"KPI {kpi.ref}: {figure} has more than all"
        yield Problem(record.at.path, record.at.of(field), message, "write the smaller number first", "over-100")


def twice_a_day(plan: PlanData) -> Iterator[Problem]:
    """Two files of one day that speak of the same thing: which came last would be chance."""
    first: dict[tuple[Any, ...], Report] = {}
    for report in plan.reports:
        said: list[tuple[str, str, int]] = []
        for table in ("actions", "milestones", "risks"):
            said += [(table, name, line_of(report, table, name)) for name in getattr(report, table)]
        for change in report.changes:
            fields = [name for name in ("added", "withdrawn", "wording", "lead", "target") if getattr(change, name)]
            due = change.target.due.key if change.target else ""
            said.append((f"changes ({fields[0]} {due})", change.action or change.kpi or "", change.at.line))
        for table, name, line in said:
            before = first.setdefault((report.date, table, name), report)
            if before is not report:
                message = f"`{name}` was already reported that day, in {before.at.path.rsplit('/', 1)[-1]}"
                yield Problem(report.at.path, line, message, "keep it in one of the two files", "twice-a-day")


def incomplete(plan: PlanData) -> Iterator[Problem]:
    """What the plan's own scheme asks of a status and the report does not give; a status that was out of use."""
    asked: dict[Needs, tuple[str, str]] = {
        Needs.RECOVERY: ("recovery", "say in `recovery:` what is being done to put it right"),
        Needs.EVIDENCE: ("evidence", "give in `evidence:` an address or say where it can be seen"),
    }
    for report in plan.reports:
        for ref, update in report.actions.items():
            status: Any = plan.status_by_id.get(update.status or "")
            if not status:
                continue
            at, line = update.at, update.at.of("status")
            if status.needs and not getattr(update, asked[status.needs][0]):
                message = f"action {ref} is reported as {status.id} without `{asked[status.needs][0]}`"
                yield Problem(at.path, line, message, asked[status.needs][1], f"no-{asked[status.needs][0]}")
            if status.until and report.date > status.until:
                message = f"the status `{status.id}` was in use until {day_words(status.until)}"
                yield Problem(at.path, line, message, "use one of the present statuses", "status-out-of-use")
