"""How people meet suggestions."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Object, Section, View, register
from payvand.sales.commands.suggestion import dismiss_suggestion, take_suggestion
from payvand.sales.models import Suggestion

suggestions = register(
    Object(
        model=Suggestion,
        icon="bulb",
        columns=["name", "kind", "party", "product", "strength", "state", "created_at", "owner"],
        form=[
            Section(
                _("Suggestion"),
                ["name", "kind", "party", "product", "contract", "owner", "team"],
            ),
            Section(_("Outcome"), ["state", "decided_on", "opportunity", "strength"], folded=True),
        ],
        views=[
            View(_("Open suggestions"), "state is open", sort=["-strength"]),
            View(_("Mine"), "state is open and owner is me", sort=["-strength"]),
            View(_("Taken up"), "state is taken", sort=["-decided_on"]),
            View(_("Dismissed"), "state is dismissed", sort=["-decided_on"]),
        ],
        commands=[take_suggestion, dismiss_suggestion],
        party="party",
    )
)
