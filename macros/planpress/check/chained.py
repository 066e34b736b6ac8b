"""Small numbers that follow from several sums, one after the other: a withheld part of a withheld part; a part of a
breakdown over the year, over the KPIs that add up, or over two reports."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from planpress.check.counted import counts, listed
from planpress.check.subtraction import small
from planpress.check.worked_out import days, side_by_side
from planpress.kpi import Kpi
from planpress.model import PlanData
from planpress.period import Period
from planpress.problem import Problem
from planpress.quantity import Quantity
from planpress.record import Record


@dataclass(frozen=True)
class Cell:
    """A count: of a KPI for a period, or of one part of it."""

    ref: str
    period: Period
    breakdown: str = ""
    part: str = ""
    rest: str = ""
    """Set for what its parts, or the shorter periods of this kind, leave of it: no report names that."""

    def named(self, period: Period) -> str:
        """What a message calls it beside others of a period."""
        part = f" {self.part}" if self.part else ""
        return f"{self.ref}{part}" + ("" if self.period.key == period.key else f" for {self.period}")


@dataclass
class _Sums:
    """What is known, and what adds up to what."""

    known: dict[Cell, Decimal] = field(default_factory=dict)
    given: dict[Cell, tuple[int, Record]] = field(default_factory=dict)
    """Where each cell was last given or withheld: the report's place in the order, and the reading."""
    sums: list[tuple[Cell, list[Cell]]] = field(default_factory=list)
    sources: dict[Cell, list[Cell]] = field(default_factory=dict)
    """For a count that was worked out: the published ones that it was worked out of."""

    def take(self, cell: Cell, figure: Quantity | None, kpi: Kpi, order: int, record: Record) -> None:
        found = counts(kpi, figure) if figure else ()
        if len(found) == 1:
            self.known[cell] = found[0]
        if figure is None or len(found) == 1:
            self.given[cell] = order, record

    def worked_out(self) -> Iterator[Cell]:
        """Every count that one sum after the other gives, until none gives more."""
        waiting, news = self.sums, True
        while news:
            news, later = False, []
            for total, cells in waiting:
                members = [total, *cells]
                unknown = [one for one in members if one not in self.known]
                if len(unknown) > 1:
                    later.append((total, cells))
                elif unknown:
                    (cell,) = unknown
                    parts = sum((self.known[one] for one in cells if one != cell), Decimal(0))
                    value = parts if cell == total else self.known[total] - parts
                    if value >= 0:
                        self.known[cell], news = value, True
                        used = [one for one in members if one != cell]
                        self.sources[cell] = list(
                            dict.fromkeys(base for one in used for base in self.sources.get(one, [one]))
                        )
                        yield cell
            waiting = later


def chained(plan: PlanData, below: dict[str, int]) -> Iterator[Problem]:
    """Every small count of people that can be worked out of the figures of all reports together."""
    kpis = [kpi for kpi in plan.kpis if kpi.ref in below]
    sums = _Sums()
    for order, report in enumerate(plan.reports):
        for kpi in kpis:
            for reading in report.kpis.get(kpi.ref, ()):
                sums.take(Cell(kpi.ref, reading.period), reading.value, kpi, order, reading)
                for breakdown, parts in reading.by.items():
                    for part, figure in parts.items():
                        sums.take(Cell(kpi.ref, reading.period, breakdown, part), figure, kpi, order, reading)
    sums.sums = list(_adding_up(kpis, list(sums.given)))
    for cell in sums.worked_out():
        value, bases = sums.known[cell], [one for one in sums.sources[cell] if one in sums.given]
        if bases and small(value, below[cell.ref]):
            _, record = max((sums.given[one] for one in bases), key=lambda found: found[0])
            part = f" of {cell.part}" if cell.part else ""
            message = (
                f"KPI {cell.ref}: {'what is left of ' if cell.rest else ''}its figure{part} for {cell.period} can be worked out of "
                f"{listed([one.named(cell.period) for one in bases])}, and is fewer than {below[cell.ref]} people"
            )
            hint = "withhold one of these figures too: write `symbol: c`, or leave out the part"
            yield Problem(record.at.path, record.at.of("period"), message, hint, "small-number-follows", cell.ref)


def _adding_up(kpis: list[Kpi], cells: list[Cell]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Each total with what adds up to it."""
    names: dict[tuple[str, str], list[str]] = {}
    rows: dict[tuple[str, str, str], list[Period]] = {}
    for cell in cells:
        if cell.part and cell.part not in names.setdefault((cell.ref, cell.breakdown), []):
            names[cell.ref, cell.breakdown].append(cell.part)
        rows.setdefault((cell.ref, cell.breakdown, cell.part), []).append(cell.period)
    there = set(cells)
    periods = {(cell.ref, cell.period) for cell in cells}
    for ref, period in sorted(periods, key=lambda one: (one[0], one[1].key)):
        for (other, breakdown), parts in names.items():
            if other == ref and any(Cell(ref, period, breakdown, part) in there for part in parts):
                found = [Cell(ref, period, breakdown, part) for part in parts]
                rest = [Cell(ref, period, breakdown, rest="parts")] if there.issuperset(found) else []
                yield Cell(ref, period), [*found, *rest]
    for kpi in (one for one in kpis if one.parts):
        for cell in dict.fromkeys(
            Cell(kpi.ref, one.period, one.breakdown, one.part) for one in cells if one.ref in (kpi.ref, *kpi.parts)
        ):
            yield cell, [Cell(ref, cell.period, cell.breakdown, cell.part) for ref in kpi.parts]
    for kpi in (one for one in kpis if one.cumulative):
        for (ref, breakdown, part), held in rows.items():
            for whole in held if ref == kpi.ref else ():
                inside = [one for one in held if one != whole and whole.first <= one.first and one.last <= whole.last]
                kinds = {kind: [one for one in inside if one.kind == kind] for kind in [one.kind for one in inside]}
                for kind, those in {**kinds, "any": side_by_side(inside)}.items():
                    left = days(whole) - sum(map(days, those))
                    rest = [Cell(ref, whole, breakdown, part, rest=kind)] if left > 0 else []
                    if those:
                        yield (
                            Cell(ref, whole, breakdown, part),
                            [*(Cell(ref, one, breakdown, part) for one in those), *rest],
                        )
