"""The dashboard of sales: the figures that matter, and how they came about."""

from django.utils.translation import gettext_lazy as _

from payvand.insight.dashboard import Chart, Dashboard, Tile, register_dashboard

register_dashboard(
    Dashboard(
        name="sales",
        label=_("Sales at a glance"),
        of="sales.opportunity",
        filters=("owner", "team", "pipeline"),
        empty=_("As soon as there are deals, this page tells what was won, why deals are lost, and what is coming."),
        tiles=[
            Tile(measure="sales.won_value", icon="trophy"),
            Tile(measure="sales.won_count", icon="circle-check"),
            Tile(measure="sales.win_rate", icon="target-arrow"),
            Tile(measure="sales.mean_cycle_days", icon="clock"),
            Tile(measure="sales.new_count", icon="sparkles"),
            Tile(measure="sales.average_deal", icon="cash"),
            Tile(measure="sales.pipeline_value", icon="filter"),
            Tile(measure="sales.weighted_value", icon="chart-pie"),
        ],
        charts=[
            Chart(
                label=_("Won value by month"), measure="sales.won_value", by=("month",), form="columns",
                span="past_year", wide=True,
            ),
            Chart(
                label=_("Open deals by stage"), measure="sales.pipeline_value", form="funnel",
                by=("pipeline", "stage_position", "stage"),
            ),
            Chart(label=_("Why deals are lost"), measure="sales.lost_count", by=("lost_reason",)),
            Chart(label=_("Won value by owner"), measure="sales.won_value", by=("owner",)),
            Chart(label=_("Won value by team"), measure="sales.won_value", by=("team",)),
            Chart(label=_("Win rate by month"), measure="sales.win_rate", by=("month",), form="line", span="past_year"),
            Chart(label=_("Won value by source"), measure="sales.won_value", by=("source",)),
            Chart(
                label=_("Expected value by month"), measure="sales.expected_value", by=("month",), form="columns",
                span="coming_year", wide=True,
            ),
        ],
    )
)  # fmt: skip
