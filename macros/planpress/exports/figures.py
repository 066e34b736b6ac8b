"""The tables of a plan's KPIs: the measures as they stand, their targets and every figure ever reported."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planpress.exports.columns import Column, Kind, Table, says, table
from planpress.exports.export import Links
from planpress.kpi import Baseline, Comparison, Kpi
from planpress.pages.page import View
from planpress.period import Period
from planpress.quantity import Quantity
from planpress.record import Source
from planpress.report import Compared, Reading, Report
from planpress.views.rating import Standing
from planpress.views.series import Aim, Given, Series

RATING = "How the newest figure stands against its target: met, close, off-target, no-target, no-reading or suppressed."


def kpis(view: View, links: Links) -> Table:
    """One row for each KPI, as it stands."""
    plan = view.plan

    def aim(row: Standing) -> Aim | None:
        point = row.series.newest
        return row.series.aim_at(point.period.last if point else row.series.horizon)

    columns: tuple[Column[Standing], ...] = (
        Column("ref", "Ref", says(Kpi, "ref"), lambda row: row.series.ref),
        Column("shown_as", "Shown as", says(Kpi, "shown_as"), lambda row: row.series.kpi.shown_as),
        Column("title", "Measure", says(Kpi, "title"), lambda row: row.series.kpi.title, long=True),
        Column("theme_ref", "Theme", says(Kpi, "theme"), lambda row: row.series.kpi.theme),
        Column("theme", "Theme's title", "The theme's title.", lambda row: plan.theme_by_ref[row.series.kpi.theme].title),
        Column("unit", "Unit", says(Kpi, "unit"), lambda row: row.series.kpi.unit),
        Column("better", "Better", says(Kpi, "better"), lambda row: row.series.kpi.better),
        Column("frequency", "Frequency", says(Kpi, "frequency"), lambda row: row.series.kpi.frequency.words if row.series.kpi.frequency else None),
        Column("owner", "Owner", says(Kpi, "owner"), lambda row: row.series.kpi.owner),
        Column("rating", "Rating", RATING, lambda row: row.rating),
        Column("sentence", "In a sentence", "The rating's reason.", lambda row: row.sentence, long=True),
        Column("newest_value", "Newest figure", "The newest figure.", lambda row: _number(_newest(row)), Kind.NUMBER),
        Column("newest_period", "Newest period", "The period of the newest figure.", lambda row: row.series.newest.period.words if row.series.newest else None),
        Column(
            "newest_period_end", "Newest period ends", "The last day of that period.",
            lambda row: row.series.newest.period.last if row.series.newest else None, Kind.DAY,
        ),
        Column("target_low", "Target, at least", "The target that applies: the figure to reach or pass.", lambda row: _number(found.low if (found := aim(row)) else None), Kind.NUMBER),
        Column("target_high", "Target, at most", "The target that applies: the figure not to pass.", lambda row: _number(found.high if (found := aim(row)) else None), Kind.NUMBER),
        Column("target_due", "Target due", "The last day of the target's date.", lambda row: found.due.last if (found := aim(row)) else None, Kind.DAY),
        Column("tolerance", "Tolerance", says(Kpi, "tolerance"), lambda row: row.series.kpi.tolerance, Kind.NUMBER),
        Column("baseline_value", "Baseline", says(Baseline, "value"), lambda row: _number(base.value if (base := row.series.kpi.baseline) else None), Kind.NUMBER),
        Column("baseline_period", "Baseline's period", says(Baseline, "period"), lambda row: base.period.words if (base := row.series.kpi.baseline) else None),
        Column("definition", "Definition", says(Kpi, "definition"), lambda row: row.series.kpi.definition, long=True),
        Column("source", "Source", says(Kpi, "source"), lambda row: row.series.kpi.source),
        Column("withdrawn", "Withdrawn on", "The day it left the plan.", lambda row: row.series.withdrawn[0].date if row.series.withdrawn else None, Kind.DAY),
        Column("note", "Note", says(Kpi, "note"), lambda row: row.series.kpi.note, long=True),
        Column("address", "Address", "Its permanent page.", lambda row: links(f"{plan.id}/kpis/{row.series.ref}/"), Kind.LINK),
    )  # fmt: skip
    return table("kpis", "KPIs", "One row for each KPI, as it stands.", ("ref",), columns, view.standings.values())


def targets(view: View, links: Links) -> Table:
    """One row for each target, those taken away included."""
    columns: tuple[Column[tuple[Series, Aim]], ...] = (
        Column("kpi_ref", "KPI", "The KPI it is for.", lambda row: row[0].ref),
        Column("target", "Target", "What is to be reached, in words.", lambda row: row[1].words),
        Column("at_least", "At least", "The figure to reach or pass.", lambda row: _number(row[1].low), Kind.NUMBER),
        Column("at_most", "At most", "The figure not to pass.", lambda row: _number(row[1].high), Kind.NUMBER),
        Column("due", "Due", "By when.", lambda row: row[1].due.words),
        Column("due_date", "Due date", "The last day of that date.", lambda row: row[1].due.last, Kind.DAY),
        Column("in_force", "In force", "Whether it still stands: false when a report took it away before it was due.", lambda row: row[1].dropped is None, Kind.FLAG),
        Column("set_on", "Set on", "The day of the report that set it; empty for the plan's first targets.", lambda row: row[1].since.date if row[1].since else None, Kind.DAY),
        Column("dropped_on", "Taken away on", "The day of the report that took it away.", lambda row: row[1].dropped.date if row[1].dropped else None, Kind.DAY),
        Column("reason", "Reason", "Why it was set or taken away.", lambda row: row[1].reason or None, long=True),
    )  # fmt: skip
    rows = (
        (one.series, aim) for one in view.standings.values() for aim in (*one.series.aims, *one.series.past_aims)
    )  # fmt: skip
    return table(
        "targets", "Targets", "One row for each target of a KPI, those taken away included.", (), columns, rows
    )


@dataclass(frozen=True)
class Figure:
    """One figure: of the plan's own area as a whole, of a part of it, or of others."""

    kpi: Kpi
    period: Period
    whose: str
    """Who else's figure it is; empty for the plan's own."""
    value: Quantity | None
    reading: Reading | None = None
    """The reading that it belongs to; None for figures that the KPI itself compares with."""
    report: Report | None = None
    replaced: bool = False
    breakdown: str = ""
    part: str = ""
    source: str | None = None

    @property
    def own(self) -> Reading | None:
        """The reading, if the figure is the reading's own: not that of a part or of others."""
        return self.reading if not self.whose and not self.part else None

    @property
    def symbol(self) -> str | None:
        """The official symbol that stands in place of the figure; c where an editor wrote why it is withheld."""
        if not self.own:
            return None
        return "c" if self.own.suppressed else self.own.symbol


def _figures(view: View) -> Iterator[Figure]:
    for one in view.standings.values():
        kpi = one.series.kpi
        for point in one.series.points:
            for given in point.given:
                yield from _of_reading(kpi, given, given is not point.given[-1])
        for other in kpi.compare:
            yield Figure(kpi, other.period, other.who, other.value, source=other.source)


def _of_reading(kpi: Kpi, given: Given, replaced: bool) -> Iterator[Figure]:
    reading, report = given.reading, given.report
    source = reading.source or report.source_title
    yield Figure(kpi, reading.period, "", reading.value, reading, report, replaced, source=source)
    for breakdown, parts in reading.by.items():
        for part, value in parts.items():
            yield Figure(kpi, reading.period, "", value, reading, report, replaced, breakdown, part, source)
    for other in reading.compare:
        yield Figure(kpi, reading.period, other.who, other.value, reading, report, replaced, source=source)


def readings(view: View, links: Links) -> Table:
    """One row for each figure, with its parts and those of others."""
    columns: tuple[Column[Figure], ...] = (
        Column("kpi_ref", "KPI", "The KPI it is of.", lambda row: row.kpi.ref),
        Column("title", "Measure", says(Kpi, "title"), lambda row: row.kpi.title, long=True),
        Column("period", "Period", says(Reading, "period"), lambda row: row.period.words),
        Column("period_kind", "Kind of period", "What kind of span it is: day, month, quarter, year …", lambda row: row.period.kind),
        Column("period_start", "Period starts", "Its first day.", lambda row: row.period.first, Kind.DAY),
        Column("period_end", "Period ends", "Its last day.", lambda row: row.period.last, Kind.DAY),
        Column("whose", "Whose", f"{says(Compared, 'who')} Empty for the plan's own figures.", lambda row: row.whose or None),
        Column("breakdown", "Breakdown", "How the figure is broken down; empty for a whole figure.", lambda row: row.breakdown or None),
        Column("part", "Part", "The part of the breakdown.", lambda row: row.part or None),
        Column("value", "Figure", "The figure as a number: 74 for 74%, pounds for money, to six decimals for a ratio.", lambda row: _number(row.value), Kind.NUMBER),
        Column("value_as_written", "As written", "The figure as it was reported, with its unit.", lambda row: row.value.text if row.value else None),
        Column("unit", "Unit", says(Kpi, "unit"), lambda row: row.kpi.unit),
        Column("numerator", "Top of the ratio", "The first number of a ratio: 4 in 4 of 7.", lambda row: row.value.parts[0] if row.value and row.value.parts else None, Kind.NUMBER),
        Column("denominator", "Bottom of the ratio", "The second number of a ratio: 7 in 4 of 7.", lambda row: row.value.parts[1] if row.value and row.value.parts else None, Kind.NUMBER),
        Column("symbol", "Symbol", says(Reading, "symbol"), lambda row: row.symbol),
        Column("withheld_because", "Why withheld", says(Reading, "suppressed"), lambda row: row.own.suppressed if row.own else None),
        Column("provisional", "Provisional", says(Reading, "provisional"), lambda row: row.reading.provisional if row.reading and not row.whose else None, Kind.FLAG),
        Column("replaced", "Replaced", "Whether a later report corrected it.", lambda row: row.replaced, Kind.FLAG),
        Column("reported", "Reported on", says(Report, "date"), lambda row: _date(row.report), Kind.DAY),
        Column("report", "Report", says(Report, "title"), lambda row: row.report.title if row.report else None),
        Column("correction", "Correction", says(Reading, "correction"), lambda row: row.own.correction if row.own else None, long=True),
        Column("new_series", "New series", says(Reading, "new_series"), lambda row: row.own.new_series if row.own else None, long=True),
        Column("note", "Note", says(Reading, "note"), lambda row: row.own.note if row.own else None, long=True),
        Column("source", "Source", says(Comparison, "source"), lambda row: row.source),
        Column("licence", "Licence", says(Source, "licence"), lambda row: row.report.licence if row.report else None),
    )  # fmt: skip
    return table(
        "readings", "Readings", "One row for each figure ever reported of a KPI, its parts and those of others included.",
        (), columns, _figures(view),
    )  # fmt: skip


def _date(report: Report | None) -> date | None:
    return report.date if report else None


def _newest(row: Standing) -> Quantity | None:
    return row.series.newest.value if row.series.newest else None


def _number(value: Quantity | None) -> Decimal | None:
    return value.number if value else None
