"""How people meet leads, the talks with them, and the reasons for which nothing comes of one."""

from collections.abc import Mapping, Sequence

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.kinds import Choice, Option
from payvand.kernel.objects import ADMINISTRATION, Board, Computed, Mark, Object, Section, View, register
from payvand.sales.commands import lead as deeds
from payvand.sales.commands import lead_board as lead_board
from payvand.sales.commands.call_list import add_lead_to_call_list
from payvand.sales.commands.lead_assignment import assign_lead
from payvand.sales.commands.lead_capture import capture_lead, know_parties
from payvand.sales.commands.lead_conversion import convert_lead
from payvand.sales.commands.lead_reason import follow_names
from payvand.sales.models import DisqualifyReason, Lead, LeadTalk
from payvand.sales.models.lead import OPEN

ANSWERS = Choice(
    options=(
        Option(value="waiting", label=_("waiting"), tone="blue"),
        Option(value="overdue", label=_("overdue"), tone="red"),
        Option(value="in_time", label=_("answered"), tone="green"),
        Option(value="too_late", label=_("answered late"), tone="orange"),
    )
)
# Whether somebody answered, and in time; nothing for a lead that was closed without an answer.
ANSWER = Case(
    When(responded_at__gt=F("first_response_due_at"), then=Value("too_late")),
    When(responded_at__isnull=False, then=Value("in_time")),
    When(first_response_due_at__lt=Now(), status__in=[*OPEN], then=Value("overdue")),
    When(status__in=[*OPEN], then=Value("waiting")),
    default=Value(""),
    output_field=CharField(),
)


def overdue(pks: Sequence[int], actor: object) -> Mapping[int, Sequence[Mark]]:  # noqa: ARG001 - the seam
    """Which cards of the board wait for an answer for too long. One query."""
    late = Lead.objects.filter(
        pk__in=pks, first_response_due_at__lt=clock.now(), responded_at=None, status__in=[*OPEN]
    )
    mark = Mark(label=_("answer overdue"), tone="danger", icon="clock")
    return {pk: [mark] for pk in late.values_list("pk", flat=True)}


leads = register(
    Object(
        model=Lead,
        icon="user-question",
        columns=[
            "name", "organisation", "phone", "status", "score", "source", "answer", "touched_at", "owner",
        ],
        form=[
            Section(_("Who"), ["name", "phone", "email", "organisation", "job_title", "need"]),
            Section(_("Where from"), ["source", "campaign", "code", "touches", "touched_at", "consented_at"]),
            Section(_("Customer"), ["party", "budget", "province", "city"], folded=True),
            Section(_("Answer"), ["status", "first_response_due_at", "responded_at", "score"], folded=True),
            Section(
                _("Outcome"), ["reason", "wake_on", "opportunity", "converted_on"], folded=True
            ),
            Section(_("Responsible"), ["owner", "team"], folded=True),
        ],
        computed=[Computed(name="answer", label=_("answer"), kind=ANSWERS, expression=ANSWER)],
        search={"name": 4, "phone": 3, "email": 3, "organisation": 2},
        match=[["phone"], ["email"]],
        board_by=Board(
            "status", move="sales.move_lead", order=["-score"], lines=["organisation", "phone", "score", "owner"],
            marks=overdue, path=["new", "working", "qualified", "converted"],
        ),
        views=[
            View(_("My leads"), "owner is me and status in (new, working, qualified)", sort=["-score"]),
            View(_("New"), "status is new", sort=["-id"]),
            View(
                _("Answer overdue"), "answer is overdue", sort=["first_response_due_at"],
                columns=["name", "phone", "first_response_due_at", "source", "score", "owner"],
            ),
            View(_("Best first"), "status in (new, working, qualified)", sort=["-score"]),
            View(_("Without owner"), "owner is empty and status is new", sort=["-id"]),
            View(
                _("Not now"), "status is later", sort=["wake_on"],
                columns=["name", "organisation", "phone", "wake_on", "score", "owner"],
            ),
            View(
                _("Converted"), "status is converted", sort=["-converted_on"],
                columns=["name", "party", "opportunity", "converted_on", "source", "campaign", "owner"],
            ),
            View(
                _("Disqualified"), "status is disqualified", sort=["-updated_at"],
                columns=["name", "organisation", "reason", "source", "campaign", "owner"],
            ),
        ],
        commands=[
            deeds.take_up_lead, deeds.respond_to_lead, deeds.qualify_lead, convert_lead, deeds.put_off_lead,
            deeds.disqualify_lead, deeds.reopen_lead, assign_lead, add_lead_to_call_list, capture_lead,
        ],
        party="party",
        together=know_parties,
    )
)  # fmt: skip

talks = register(
    Object(
        model=LeadTalk,
        icon="message-circle",
        title="topic",
        columns=["lead", "talked_at", "channel", "outcome", "topic", "objection", "questions", "user"],
        form=[
            Section(_("Talk"), ["lead", "channel", "outcome", "talked_at", "user", "counterpart"]),
            Section(_("What it was about"), ["topic", "questions", "objection", "note"]),
        ],
        search={"topic": 2},
        sort=["-id"],
        parent="lead",
    )
)

reasons = register(
    Object(
        model=DisqualifyReason,
        icon="thumb-down",
        menu=ADMINISTRATION,
        columns=["path", "name", "parent", "position"],
        form=[Section(_("Reason"), ["name", "parent", "position"])],
        sort=["position", "id"],
        together=follow_names,
    )
)
