"""The list of KPIs, and a page for each."""

from planpress.pages.page import Maker, Page, View
from planpress.period import Period
from planpress.quantity import Quantity
from planpress.views.charts import kpi_chart
from planpress.views.rating import Standing, summary
from planpress.views.series import Series


def kpi_list(view: View, make: Maker) -> Page:
    """Every KPI by theme."""
    return make(
        "kpis/", "kpis.html", view.plan.plan.at, "KPIs", summary(view.standings.values()),
        listed="KPIs", context={"standings": list(view.standings.values())},
    )  # fmt: skip


def kpi(view: View, one: Standing, make: Maker) -> Page:
    """One KPI with its figures, targets and definition."""
    plan, kpi = view.plan, one.series.kpi
    theme = plan.theme_by_ref[kpi.theme]
    trail = (
        (plan.name, f"{plan.id}/"),
        ("KPIs", f"{plan.id}/kpis/"),
        (f"Theme {theme.ref}: {theme.name}", f"{plan.id}/themes/{theme.ref}/"),
    )
    return make(
        f"kpis/{kpi.ref}/", "kpi.html", kpi.at, kpi.title, one.sentence, kind="KPI", number=one.series.shown,
        state="Withdrawn" if one.series.withdrawn else one.words, trail=trail,
        notes=((kpi.note,) if kpi.note else ()) + view.notes(kpi.ref),
        context={
            "standing": one, "series": one.series, "actions": view.named_by[kpi.ref], "theme": theme,
            "chart": kpi_chart(one), "others": list(dict.fromkeys(c.who for point in one.series.points for c in point.reading.compare)),
            "sources": list(dict.fromkeys(p.reading.source for p in one.series.points if p.reading.source)),
            "breakdowns": breakdowns(one.series),
        },
    )  # fmt: skip


def breakdowns(one: Series) -> list[tuple[str, Period, dict[str, Quantity]]]:
    """For each way a KPI is broken down, the newest period for which there are parts, with the parts."""
    newest: dict[str, tuple[str, Period, dict[str, Quantity]]] = {}
    for point in one.points:
        for kind, parts in point.reading.by.items():
            newest[kind] = (kind, point.period, parts)
    return list(newest.values())
