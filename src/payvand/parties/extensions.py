"""What the register adds to its own page: the decision strip and the tabs beside the timeline."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Panel, extend
from payvand.parties import panels

extend(
    "parties.party",
    panels=[
        Panel(
            name="glance", label=_("At a glance"), template="parties/glance.html", values=panels.strip, place="strip"
        ),
        Panel(
            name="related", label=_("Related"), template="parties/related.html", values=panels.related, weight=10
        ),
        Panel(
            name="contact", label=_("Contact and consent"), template="parties/contact.html", values=panels.contact,
            weight=20,
        ),
        Panel(
            name="addresses", label=_("Addresses"), template="parties/addresses.html", values=panels.addresses,
            weight=30,
        ),
    ],
)  # fmt: skip
