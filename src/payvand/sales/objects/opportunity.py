"""How people meet deals, the people who have a say in them, and how the credit is shared."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.kinds import Link
from payvand.kernel.objects import Board, Many, Object, Section, View, register
from payvand.sales.commands.checklist import tick_off, untick
from payvand.sales.commands.opportunity import (
    change_pipeline,
    lose_opportunity,
    move_to_stage,
    reopen_opportunity,
    win_opportunity,
)
from payvand.sales.commands.together import with_deals, with_splits
from payvand.sales.models import Opportunity, OpportunityCompetitor, Split, Stakeholder
from payvand.sales.objects.deal_marks import deal_marks

OPEN = "closed_on is empty"

opportunities = register(
    Object(
        model=Opportunity,
        icon="target-arrow",
        columns=[
            "name", "party", "stage", "amount", "chance", "weighted", "expected_close", "next_step", "next_step_on",
            "owner",
        ],
        form=[
            Section(_("Deal"), ["name", "party", "contact", "stage", "amount", "owner", "team"]),
            Section(_("Forecast"), ["expected_close", "forecast", "probability"]),
            Section(_("Next step"), ["next_step", "next_step_on"]),
            Section(_("Recurring revenue"), ["recurring_amount", "recurring_months"], folded=True),
            Section(_("What they need"), ["need", "budget"], folded=True),
            Section(_("Origin"), ["source", "campaign", "reference", "opened_on"], folded=True),
            Section(
                _("Outcome"),
                ["competitors", "closed_on", "lost_reason", "competitor", "lost_note", "wake_on"],
                folded=True,
            ),
            Section(_("Signs"), ["stage_since", "last_activity_on", "slips", "learned"], folded=True),
        ],
        many=[
            Many(
                name="competitors",
                label=_("competitors"),
                kind=Link(target="sales.competitor"),
                model=OpportunityCompetitor,
                of="opportunity",
                value="competitor",
            ),
        ],
        search={"name": 4, "next_step": 1, "reference": 2},
        match=[["reference"]],
        board_by=Board(
            "stage", sum="amount", within="pipeline", tone="category", move="sales.move_to_stage",
            lines=["party", "expected_close", "next_step"], marks=deal_marks,
        ),
        commands=[
            win_opportunity, lose_opportunity, move_to_stage, change_pipeline, reopen_opportunity, tick_off, untick,
        ],
        together=with_deals,
        calendar_by="expected_close",
        views=[
            View(_("My open deals"), f"owner is me and {OPEN}", sort=["expected_close"]),
            View(_("All open deals"), OPEN, sort=["expected_close"]),
            View(
                _("Closing this month"), f"{OPEN} and expected_close in this month", sort=["expected_close"]
            ),
            View(_("Overdue"), f"{OPEN} and expected_close < today", sort=["expected_close"]),
            View(_("Without next step"), f"{OPEN} and next_step is empty", sort=["expected_close"]),
            View(
                _("Won this month"), 'stage.category is won and closed_on in this month', sort=["-closed_on"],
                columns=["name", "party", "amount", "closed_on", "source", "owner"],
            ),
            View(
                _("Lost deals"), "stage.category is lost", sort=["-closed_on"],
                columns=["name", "party", "amount", "closed_on", "lost_reason", "competitor", "owner"],
            ),
            View(
                _("To try again"), "stage.category is lost and wake_on is not empty", sort=["wake_on"],
                columns=["name", "party", "amount", "wake_on", "lost_reason", "competitor", "owner"],
            ),
            View(_("Without customer"), "party is empty"),
        ],
        party="party",
    )
)  # fmt: skip

stakeholders = register(
    Object(
        model=Stakeholder,
        icon="users-group",
        title="note",
        columns=["opportunity", "party", "role", "attitude", "note"],
        form=[Section(_("Person involved"), ["opportunity", "party", "role", "attitude", "note"])],
        sort=["opportunity", "id"],
        parent="opportunity",
        party="party",
    )
)

splits = register(
    Object(
        model=Split,
        icon="chart-pie",
        title="note",
        columns=["opportunity", "user", "percent", "note"],
        form=[Section(_("Shared credit"), ["opportunity", "user", "percent", "note"])],
        sort=["opportunity", "id"],
        parent="opportunity",
        together=with_splits,
    )
)
