"""How people meet the history of deals through their stages: to read, never to write."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Object, Section, View, register
from payvand.sales.models import StageChange

stays = register(
    Object(
        model=StageChange,
        icon="history",
        title="called",
        columns=["called", "opportunity", "stage", "entered_at", "left_at", "left_to", "visit", "amount", "actor"],
        form=[
            Section(
                _("Stay in a stage"),
                ["opportunity", "stage", "called", "entered_at", "left_at", "left_to", "visit", "amount", "actor"],
            )
        ],
        sort=["-id"],
        parent="opportunity",
        read_only=True,
        views=[View(_("Came back"), "visit > 1", sort=["-entered_at"])],
    )
)  # fmt: skip
