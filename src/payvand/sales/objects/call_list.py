"""How people meet call lists and whom they hold."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Object, Section, View, register
from payvand.sales.commands.call_list import fill_from_leads, fill_from_parties, log_call
from payvand.sales.models import CallList, CallListEntry

call_lists = register(
    Object(
        model=CallList,
        icon="phone-outgoing",
        columns=["name", "campaign", "owner", "team", "created_at"],
        form=[Section(_("Call list"), ["name", "campaign", "script", "owner", "team"])],
        search={"name": 3},
        views=[View(_("My call lists"), "owner is me")],
        commands=[fill_from_parties, fill_from_leads],
    )
)

entries = register(
    Object(
        model=CallListEntry,
        icon="phone",
        columns=[
            "call_list", "position", "name", "phone", "status", "outcome", "attempts", "called_at", "due_at", "note",
            "party", "lead",
        ],
        form=[
            Section(_("Whom to call"), ["call_list", "name", "phone", "organisation", "position", "party", "lead"]),
            Section(
                _("What came of it"),
                ["status", "outcome", "attempts", "called_at", "called_by", "due_at", "note"],
            ),
        ],
        search={"name": 2, "phone": 2},
        sort=["call_list", "position", "id"],
        views=[
            View(_("To call"), "status is todo"),
            View(_("Interested"), "outcome is interested", sort=["-called_at"]),
        ],
        commands=[log_call],
        parent="call_list",
        party="party",
    )
)  # fmt: skip
