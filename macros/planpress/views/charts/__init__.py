"""Charts as geometry: every coordinate and every word worked out, so that a template only prints them."""

from planpress.views.charts.bars import StatusBars, status_bars
from planpress.views.charts.due import Timeline, timeline
from planpress.views.charts.kpi import kpi_chart
from planpress.views.charts.parts import KpiChart
from planpress.views.charts.spark import Spark, sparkline

__all__ = [
    "KpiChart",
    "Spark",
    "StatusBars",
    "Timeline",
    "kpi_chart",
    "sparkline",
    "status_bars",
    "timeline",
]
