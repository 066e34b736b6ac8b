"""Figures from which a withheld one can be worked out: totals, longer periods, percentages."""

from collections.abc import Iterable, Iterator

from planpress.check.counted import Known, Table, leaves, listed
from planpress.check.subtraction import part_gives_away, share_gives_away, small
from planpress.kpi import Kpi
from planpress.period import Period
from planpress.quantity import Quantity
from planpress.record import Record

Tale = tuple[tuple[str, ...], Record, str, str]
"""What to tell once, the record to name, the message and the hint."""


def sums(kpi: Kpi, known: Table, below: int, path: str) -> Iterator[Tale]:
    """Totals of other KPIs that give away a part."""
    for total in [one for (ref, _), one in known.items() if ref == kpi.ref and kpi.parts]:
        if total.figure and total.period:
            cells = [known.get((ref, total.period.key), Known(ref)) for ref in kpi.parts]
            if leaves(kpi, total.figure, cells, below):
                yield from _tale("sum", total, cells, path, "withhold one more of the parts too, best the smallest, or")


def years(kpi: Kpi, known: Table, below: int, path: str) -> Iterator[Tale]:
    """Figures of a cumulative KPI for a longer period that give away that of a shorter one within it."""
    mine = [one for (ref, _), one in known.items() if ref == kpi.ref and one.period] if kpi.cumulative else []
    for total in mine:
        inside = [one for one in mine if one is not total and _within(one.period, total.period)]
        kinds = {one.period.kind for one in inside if one.period}
        for some in [
            inside,
            *([one for one in inside if one.period and one.period.kind == kind] for kind in sorted(kinds)),
        ]:
            by_period = {one.period: one for one in some if one.period}
            cells = [
                Known(str(period), one.figure, one.most, one.record, period)
                for period in side_by_side(by_period)
                for one in [by_period[period]]
            ]
            if total.figure and cells:
                covered = sum(days(cell.period) for cell in cells)
                rest = [Known("the rest")] if covered < days(total.period) else []
                if leaves(kpi, total.figure, [*cells, *rest], below):
                    yield from _tale("year", total, cells, path, "withhold the figure of one more period too, or")


def _within(one: Period | None, other: Period | None) -> bool:
    return bool(one and other and other.first <= one.first and one.last <= other.last)


def days(period: Period | None) -> int:
    """How many days a period has."""
    return (period.last - period.first).days + 1 if period else 0


def side_by_side(periods: Iterable[Period]) -> list[Period]:
    """The longest periods that do not overlap, in their order."""
    chosen: list[Period] = []
    for here in sorted(periods, key=lambda one: (-days(one), one)):
        if all(here.last < one.first or one.last < here.first for one in chosen):
            chosen.append(here)
    return sorted(chosen)


def _tale(kind: str, total: Known, cells: list[Known], path: str, hint: str) -> Iterator[Tale]:
    """The story of one sum, told at the figure of this report that makes it possible."""
    shown, hidden = [one.name for one in cells if one.figure], [one.name for one in cells if not one.figure]
    record = _newest([total, *(one for one in cells if one.figure), *cells], path)
    if record and total.period:
        what = f"the figure withheld for {listed(hidden)}" if hidden else "a small number"
        less = f" less {listed(shown)}" if shown else ""
        message = f"its figure for {total.period}{less} gives away {what}"
        yield (kind, total.name, total.period.key, *hidden), record, message, f"{hint} the total: write `symbol: c`"


def _newest(cells: Iterable[Known], path: str) -> Record | None:
    return next((one.record for one in cells if one.record and one.record.at.path == path), None)


def shares(kpi: Kpi, known: Table, below: int, path: str) -> Iterator[Tale]:
    """Percentages that give a small count away beside the count they were made from, or that of all."""
    if not (kpi.numerator or kpi.denominator):
        return
    for share in [one for (ref, _), one in known.items() if ref == kpi.ref]:
        if not share.figure or share.figure.unit != "%" or not share.period:
            continue
        part = known.get((kpi.numerator or "", share.period.key), Known(kpi.numerator or ""))
        whole = known.get((kpi.denominator or "", share.period.key), Known(kpi.denominator or ""))
        withheld = [one.name for one in (part, whole) if one.record and not one.figure]
        record = _newest([share, whole, part], path)
        if not record or not (withheld or _tells(share.figure, part, whole, below)):
            continue
        if withheld:
            what = f"can give away the figure withheld for {listed(withheld)}"
        else:
            beside = listed([one.name for one in (part, whole) if one.figure])
            what = f"beside KPI {beside} gives away fewer than {below} people"
        message = f"{share.figure} for {share.period} {what}"
        yield ("share", kpi.ref, share.period.key), record, message, "write `symbol: c` in place of the percentage too"


def _tells(share: Quantity, part: Known, whole: Known, below: int) -> bool:
    if part.figure and whole.figure:
        return small(whole.figure.number - part.figure.number, below)
    if whole.figure:
        return share_gives_away(share, whole.figure.number, below)
    return bool(part.figure and part_gives_away(share, part.figure.number, below))
