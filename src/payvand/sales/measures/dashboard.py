"""The dashboards of sales: the figures that matter, the course of deals, and what people do."""

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

STAGES = ("pipeline", "stage_position", "stage")

register_dashboard(
    Dashboard(
        name="course",
        label=_("The course of deals"),
        of="sales.opportunity",
        filters=("owner", "team", "pipeline"),
        empty=_("As soon as deals move on, this page tells where they wait, come back and are lost."),
        tiles=[
            Tile(measure="sales.velocity", icon="bolt"),
            Tile(measure="sales.win_rate", icon="target-arrow"),
            Tile(measure="sales.median_cycle_days", icon="clock"),
            Tile(measure="sales.slow_cycle_days", icon="hourglass"),
            Tile(measure="sales.stage_entries", icon="arrows-right-left"),
            Tile(measure="sales.stage_return_rate", icon="refresh"),
            Tile(measure="sales.lost_count", icon="mood-sad"),
            Tile(measure="sales.overdue_count", icon="calendar-time"),
        ],
        charts=[
            Chart(label=_("Half of the stays take at most"), measure="sales.stage_days", form="steps", by=STAGES),
            Chart(
                label=_("Eight of ten stays take at most"), measure="sales.slow_stage_days", form="steps", by=STAGES
            ),
            Chart(label=_("Goes on from the stage"), measure="sales.stage_conversion", form="steps", by=STAGES),
            Chart(label=_("Is lost from the stage"), measure="sales.stage_drop_off", form="steps", by=STAGES),
            Chart(label=_("Comes into the stage"), measure="sales.stage_entries", form="funnel", by=STAGES),
            Chart(label=_("Comes back into the stage"), measure="sales.stage_returns", form="steps", by=STAGES),
            Chart(
                label=_("Why deals are lost, by stage"), measure="sales.stage_losses", form="grid",
                by=("lost_reason", "stage"),
            ),
            Chart(
                label=_("Why deals are lost, by source"), measure="sales.lost_count", form="grid",
                by=("lost_reason", "source"),
            ),
        ],
    )
)  # fmt: skip

register_dashboard(
    Dashboard(
        name="people",
        label=_("People and their work"),
        of="sales.opportunity",
        filters=("owner", "team"),
        empty=_("As soon as there are deals, leads and activities, this page tells what comes of them."),
        tiles=[
            Tile(measure="activities.done_count", icon="circle-check"),
            Tile(measure="activities.reach_rate", icon="phone"),
            Tile(measure="activities.late_count", icon="calendar-time"),
            Tile(measure="sales.new_count", icon="sparkles"),
            Tile(measure="sales.lead_count", icon="user-plus"),
            Tile(measure="sales.lead_answer_hours", icon="clock"),
            Tile(measure="sales.lead_conversion", icon="filter"),
            Tile(measure="sales.win_rate", icon="target-arrow"),
        ],
        charts=[
            Chart(
                label=_("Activities by person"), measure="activities.done_count", form="grid", by=("owner", "kind"),
                wide=True,
            ),
            Chart(label=_("Win rate by owner"), measure="sales.win_rate", by=("owner",)),
            Chart(label=_("Conversion of leads by owner"), measure="sales.lead_conversion", by=("owner",)),
            Chart(label=_("Conversion of leads by source"), measure="sales.lead_conversion", by=("source",)),
            Chart(
                label=_("Conversion of leads by month"), measure="sales.lead_conversion", by=("month",), form="line",
                span="past_year",
            ),
            Chart(
                label=_("Why deals are lost, by owner"), measure="sales.lost_count", form="grid",
                by=("lost_reason", "owner"),
            ),
            Chart(
                label=_("Why leads are disqualified, by owner"), measure="sales.disqualified_count", form="grid",
                by=("reason", "owner"),
            ),
            Chart(
                label=_("Why leads are disqualified, by source"), measure="sales.disqualified_count", form="grid",
                by=("reason", "source"), wide=True,
            ),
        ],
    )
)  # fmt: skip
