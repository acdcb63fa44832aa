"""What deals add to their own pages and to those of their customers."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.models import Scope
from payvand.kernel.objects import Panel, extend
from payvand.sales.commands.party import new_opportunity
from payvand.sales.panels import opportunity, party_deals
from payvand.sales.panels.probability import probability
from payvand.ui.places import place

extend(
    "sales.opportunity",
    panels=[
        Panel(
            name="course", label=_("Course"), template="sales/deal_course.html", values=opportunity.course,
            place="strip",
        ),
        Panel(
            name="people", label=_("People"), template="sales/deal_people.html", values=opportunity.people, weight=10
        ),
        Panel(
            name="products", label=_("Products"), template="sales/deal_products.html", values=opportunity.products,
            weight=20,
        ),
        Panel(
            name="checklist", label=_("Stages and checklist"), template="sales/deal_stages.html",
            values=opportunity.checklist, weight=30,
        ),
        Panel(
            name="probability", label=_("Win probability"), template="sales/deal_probability.html",
            values=probability, weight=40,
        ),
    ],
)  # fmt: skip
extend(
    "parties.party",
    panels=[
        Panel(
            name="opportunities", label=_("Opportunities"), template="sales/party_deals.html",
            values=party_deals.of_party, weight=40,
        )
    ],
    commands=[new_opportunity],
)  # fmt: skip


def sees_deals(actor: Actor) -> bool:
    """Whether somebody may see deals at all."""
    return actor.grants.scope("sales.opportunity", "view") != Scope.NONE


place(
    "win-probability",
    _("Win probability"),
    "/sales/win-probability",
    "target-arrow",
    "sales",
    allowed=sees_deals,
)
