"""A draft of the next report: what is due, each with what was said last, ready to fill in.

Nobody's status is carried over: a field waits behind a `#` until somebody takes the `#` away, and a name with nothing
under it counts as absent. So the file passes the check at every moment, and what was not filled in is not published.
"""

import re
import textwrap
from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from planpress.editing.due import WRONG, Due, FigureDue, StepDue, due, last_figure, said
from planpress.editing.following import newest_period
from planpress.model import PlanData
from planpress.period import Cycle, Period, day_words
from planpress.status import Needs
from planpress.views.state import ActionState

WIDE = 116
"""Notes are broken at this width, as long lines are hard to read in an editor."""
QUARTER = Cycle("quarterly", "every quarter", 3)
"""How often a plan is taken to be reported on that does not say."""
EXAMPLES = {"%": "80%", "£": '"£1,200"', "ratio": "4 / 7"}


def owed(plan: PlanData, day: date) -> Due:
    """What the report of a day should speak of: what it is due to say until the report after it.

    What another file of the same day already says is left out.
    """
    cycle = plan.plan.reports or QUARTER
    found = due(plan, day, cycle.after(day) or day, day)
    told = {name for report in plan.reports if report.date == day for name in (*report.actions, *report.milestones)}
    return Due(
        found.state,
        found.until,
        tuple(one for one in found.actions if one.ref not in told),
        found.figures,
        tuple(one for one in found.steps if one.name not in told),
    )


def title(plan: PlanData, day: date, name: str = "") -> str:
    """What the report is likely to be called, by how often the plan is reported on."""
    cycle = plan.plan.reports or QUARTER
    if cycle.days or cycle.months not in (1, 3, 4, 6, 12):
        made = f"Report of {day_words(day)}"
    else:
        period = newest_period(cycle, day)
        quarter = f"Quarter {period.text[-1]} report, " if period.kind == "quarter" else "Report for the "
        made = f"{'Report for ' if period.kind in ('month', 'half year') else quarter}{period}"
    return f"{made}, {name.replace('-', ' ')}" if name else made


def draft(plan: PlanData, day: date, asked: Due, schema: str, name: str = "") -> str:
    """The text of the report file. `asked` is what it should speak of, `schema` the address of its JSON Schema or ""."""
    return "\n".join([*_head(plan, day, schema, name), *_actions(plan, asked), *_kpis(asked), *_steps(asked), ""])


def schema_of(plan: PlanData, lines: dict[str, str]) -> str:
    """Where the schema of reports lies, seen from a report, worked out from the first lines of the plan's files.

    `lines` gives the first line by path. It is the last report's, or else beside that of plan.yml.
    """
    newest = [report.at.path for report in plan.reports[-1:]]
    for path in (*newest, f"{plan.path}/plan.yml"):
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", lines.get(path, ""))
        if found and path in newest:
            return found[1]
        if found:
            up = "../" if not re.match(r"[a-z]+:|/", found[1]) else ""
            return f"{up}{found[1].removesuffix('plan.json')}report.json"
    return ""


def _head(plan: PlanData, day: date, schema: str, name: str) -> Iterator[str]:
    if schema:
        yield f"# yaml-language-server: $schema={schema}"
    yield "# A draft, to be filled in. A line that begins with # is a note to you and is not published."
    yield "# To say something, take the # away before a field such as #status: and write after its colon and a space."
    yield "# What you leave as it is counts as not said: an action then keeps its last status."
    yield "# Put quotation marks round a text that holds a colon followed by a space."
    yield "#"
    yield from _note("The statuses of this plan:", "")
    for status in plan.statuses:
        if not (status.until and status.until < day):
            needs = {Needs.RECOVERY: " Needs #recovery:.", Needs.EVIDENCE: " Needs #evidence:."}
            asks = needs[status.needs] if status.needs else ""
            yield from _note(f"  {status.id}: {status.description}{asks}", "")
    yield f"date: {day}"
    yield f"title: {title(plan, day, name)}"
    last = next((report.to for report in reversed(plan.reports) if report.to), None)
    bodies = ", ".join(plan.body_by_id)
    yield from _note(f"The body it is put to, of governance.yml: {bodies}.", "") if bodies else ()
    yield f"to: {last}" if last else "#to:"
    yield "# What readers should know in two or three sentences: what went well, what is late, what concerns you most."
    yield "#summary:"


def _actions(plan: PlanData, asked: Due) -> Iterator[str]:
    if asked.actions:
        yield ""
        yield from _note(
            f"Late, off track, at risk, or due by {day_words(asked.until)}. You can add any other action of the plan.",
            "",
        )
        yield "actions:"
    for one in asked.actions:
        yield from _note(f"{one.text.rstrip('.')} ({' and '.join(one.lead) or 'no post named'})")
        yield from _note(f"Now: {said(one)}; {_when(one)}.")
        newest = one.updates[-1] if one.updates else None
        if newest and newest.said.progress:
            words = textwrap.shorten(newest.said.progress, 240, placeholder=" …")
            yield from _note(f"Said on {day_words(newest.report.date)}: {words}")
        yield f"  {one.ref}:"
        yield "    #status:"
        yield "    #progress:"
        yield "    #next:"
        if one.meaning in WRONG or one.late:
            yield "    #recovery:"
        if any(status.needs is Needs.EVIDENCE for status in plan.statuses):
            yield "    #evidence:"
        if isinstance(one.due, Period):
            yield from _note("Only if its date moves, the new date and why:", "    ")
            yield "    #due:"
            yield "    #reason:"


def _when(one: ActionState) -> str:
    if one.due is None:
        return "no date"
    if isinstance(one.due, Cycle):
        return f"to be told of: {one.due}"
    return f"due {one.due}{f', {one.late_words}' if one.late else ''}"


def _kpis(asked: Due) -> Iterator[str]:
    if asked.figures:
        yield ""
        yield from _note("Figures that are due: take the # away and write the figure after `value: `.", "")
        yield "kpis:"
    for one in asked.figures:
        yield from _kpi(one)


def _kpi(one: FigureDue) -> Iterator[str]:
    kpi = one.series.kpi
    owner = kpi.owner or "no post named"
    unit = f"as in {EXAMPLES[kpi.unit]}" if kpi.unit in EXAMPLES else f"in {kpi.unit}"
    yield from _note(f"{kpi.title}, {unit} ({owner}); {last_figure(one.series)}.")
    yield f"  {kpi.ref}:"
    for period in one.periods:
        yield f"    #- {{period: {period.text}, value: }}"


def _steps(asked: Due) -> Iterator[str]:
    if asked.steps:
        yield ""
        yield from _note("Milestones that are due: take the # away where one was reached.", "")
        yield "milestones:"
    for one in asked.steps:
        yield from _note(_step(one))
        yield f"  #{one.name}: done"


def _step(one: StepDue) -> str:
    return f"{one.step.title} (due {one.step.due}{', late' if one.step.late else ''})"


def _note(words: str, indent: str = "  ") -> Iterator[str]:
    """A note of one or more lines. It holds the plan's own words, which cannot leave it: they have no line breaks."""
    yield from textwrap.wrap(
        " ".join(words.split()) if not words.startswith(" ") else words,
        WIDE,
        initial_indent=f"{indent}# ",
        subsequent_indent=f"{indent}#   ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def not_before(plan: PlanData, day: date) -> str:
    """Why no report can be drafted for a day, or ""."""
    published = plan.plan.published
    if day < published.first:
        return f"{day_words(day)} is before the plan was published ({published}); give a later day"
    last = plan.reports[-1].date if plan.reports else None
    if last and day < last:
        return (
            f"the plan was already reported on {day_words(last)}, and the next report says what has changed since; "
            f"give that day or a later one, such as {last + relativedelta(months=3)}"
        )
    return ""
