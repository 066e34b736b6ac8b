"""Small numbers of people: a figure that is one, and figures from which one can be worked out, are problems.

What a plan's files hold is published, whatever the pages show, and stays in Git. So a small number may not be in them.
Zero may be shown, and so may all of a group, as long as the group itself is not small: official statistics of children
in care show true zeros, and "0 children in homes that are not registered" is what a plan hopes to say.
"""

from collections.abc import Iterator
from itertools import chain

from planpress.check.chained import chained
from planpress.check.counted import BELOW, Known, Table, counts, known_from, leaves, linked, listed, people
from planpress.check.references import unknown_ref
from planpress.check.subtraction import small
from planpress.check.worked_out import shares, sums, years
from planpress.kpi import Kpi
from planpress.model import PlanData
from planpress.problem import Problem
from planpress.quantity import Quantity, number_words
from planpress.record import Record
from planpress.report import Reading


def unknown(plan: PlanData) -> Iterator[Problem]:
    """A KPI that is said to add up from, or to be worked out of, one that does not exist or itself."""
    for kpi in plan.kpis:
        known = [other.ref for other in plan.kpis if other is not kpi]
        for field in ("parts", "numerator", "denominator"):
            value = getattr(kpi, field)
            for name in value if isinstance(value, tuple) else (value,) if value else ():
                if name not in known:
                    yield unknown_ref(kpi, field, name, "KPI", known)


def revealing(plan: PlanData) -> Iterator[Problem]:
    """Every small number of people in the figures, and every one that can be worked out of them.

    Reports are read in their order, since a later one may publish what an earlier one withheld. A figure once given
    counts as known, though a later report may withhold it: the earlier report is still there.
    """
    below = people(plan)
    if not below:
        return
    found = list(_revealing(plan, below))
    # A chain of sums goes on from each of those: once they are mended, it may be broken.
    yield from found or chained(plan, below)


def _revealing(plan: PlanData, below: dict[str, int]) -> Iterator[Problem]:
    kpis = [kpi for kpi in plan.kpis if kpi.ref in below]
    known: Table = {}
    for kpi in kpis:
        if kpi.baseline:
            first = kpi.baseline
            known[kpi.ref, first.period.key] = Known(kpi.ref, first.value, None, first, first.period)
            hint = "remove `baseline:` and say in `note:` that it is withheld"
            yield from _few(kpi, first, "value", first.value, below[kpi.ref], hint)
    names: dict[tuple[str, str], list[str]] = {}
    told: set[tuple[str, ...]] = set()
    for path, readings in _readings(plan, below):
        for kpi, reading in readings:
            yield from _reading(kpi, reading, below[kpi.ref], names)
            old = known.get((kpi.ref, reading.period.key))
            if reading.value or not (old and old.figure):
                known[kpi.ref, reading.period.key] = known_from(kpi.ref, reading)
        for kpi in kpis:
            limit = max(below[ref] for ref in (kpi.ref, *linked(kpi)))
            for tale, line_owner, message, hint in chain(
                sums(kpi, known, limit, path), years(kpi, known, limit, path), shares(kpi, known, limit, path)
            ):
                if tale not in told:
                    told.add(tale)
                    field = "value" if getattr(line_owner, "value", None) else "period"
                    yield Problem(
                        line_owner.at.path, line_owner.at.of(field), f"KPI {kpi.ref}: {message}", hint,
                        "small-number-follows", kpi.ref,
                    )  # fmt: skip


def _readings(plan: PlanData, below: dict[str, int]) -> Iterator[tuple[str, list[tuple[Kpi, Reading]]]]:
    for report in plan.reports:
        found = [
            (plan.kpi_by_ref[ref], reading)
            for ref, readings in report.kpis.items()
            if ref in below and ref in plan.kpi_by_ref
            for reading in readings
        ]
        if found:
            yield report.at.path, found


def _few(kpi: Kpi, record: Record, field: str, figure: Quantity, below: int, hint: str) -> Iterator[Problem]:
    found = next((count for count in counts(kpi, figure) if small(count, below)), None)
    if found is not None:
        verb = "shows" if figure.parts and found in figure.parts else "leaves"
        what = f"{figure} {verb} {number_words(found)}," if figure.parts else f"{number_words(found)} is"
        message = f"KPI {kpi.ref}: {what} fewer than {below} people, so that somebody could be made out"
        yield Problem(record.at.path, record.at.of(field), message, hint, "small-number", kpi.ref)


def _reading(kpi: Kpi, reading: Reading, below: int, names: dict[tuple[str, str], list[str]]) -> Iterator[Problem]:
    if reading.value:
        hint = "write `symbol: c` in place of `value`"
        yield from _few(kpi, reading, "value", reading.value, below, hint)
    for breakdown, parts in reading.by.items():
        for part, figure in parts.items():
            hint = f"leave {part} out, and one more part with it, best the next smallest"
            yield from _few(kpi, reading, "by", figure, below, hint)
        ever = names.setdefault((kpi.ref, breakdown), [])
        ever += [part for part in parts if part not in ever]
        cells = [Known(part, parts.get(part)) for part in ever]
        cells += [] if len(cells) > len(parts) else [Known("the rest")]
        if reading.value and leaves(kpi, reading.value, cells, below):
            message = (
                f"KPI {kpi.ref}: by {breakdown}, {reading.value} less {listed(parts)} leaves fewer than {below} people, "
                "so that somebody could be made out"
            )
            hint = "leave out one more part, best the smallest"
            yield Problem(reading.at.path, reading.at.of("by"), message, hint, "small-number-follows", kpi.ref)


def families(plan: PlanData) -> Iterator[Problem]:
    """A family of KPIs of which one looks like the total of the others, and would give away a withheld one."""
    below = people(plan)
    known: Table = {}
    for _, readings in _readings(plan, below):
        for kpi, reading in readings:
            old = known.get((kpi.ref, reading.period.key))
            if reading.value or not (old and old.figure):
                known[kpi.ref, reading.period.key] = known_from(kpi.ref, reading)
    told: set[str] = set()
    for (ref, period), total in known.items():
        kpi = plan.kpi_by_ref[ref]
        others = [
            known[other.ref, period]
            for other in plan.kpis_by_name.get(kpi.family, ())
            if other is not kpi and (other.ref, period) in known
        ]
        if kpi.parts or ref in told or not total.figure or not total.record:
            continue
        if leaves(kpi, total.figure, others, below[ref]):
            told.add(ref)
            hidden = listed([one.name for one in others if not one.figure])
            message = f"KPI {ref}: if this is the total of its family, it gives away the figure withheld for {hidden}"
            hint = "withhold one more of them, and name the parts in `parts:` of the total"
            at = total.record.at
            yield Problem(at.path, at.of("value"), message, hint, "small-number-in-family", ref)


def unsaid(plan: PlanData) -> Iterator[Problem]:
    """A small count of a KPI that does not say whether it counts people."""
    asked: set[str] = set(people(plan))
    for report in plan.reports:
        for ref, readings in report.kpis.items():
            kpi = plan.kpi_by_ref.get(ref)
            for reading in readings:
                if not kpi or kpi.people is not None or ref in asked or not reading.value:
                    continue
                few = next((count for count in counts(kpi, reading.value) if small(count, BELOW)), None)
                if few is not None:
                    asked.add(ref)
                    message = f"KPI {ref} does not say whether it counts people, and {number_words(few)} would be few"
                    hint = "add `people: yes` or `people: no` to it in kpis.yml"
                    yield Problem(reading.at.path, reading.at.of("value"), message, hint, "people-unsaid", ref)
