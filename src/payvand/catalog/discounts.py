"""How much discount somebody may give without asking."""

from dataclasses import dataclass
from decimal import Decimal

from payvand.catalog.models import DiscountLimit
from payvand.catalog.totals import HUNDRED, ZERO, Totals
from payvand.kernel.access import Actor
from payvand.kernel.models import Role


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """The highest discount and the lowest margin, in percent, that need nobody's approval; None for any margin."""

    discount: Decimal = HUNDRED
    margin: Decimal | None = None

    def covers(self, totals: Totals) -> bool:
        """Whether a document as it was worked out needs no approval."""
        if totals.discount_percent > self.discount:
            return False
        margin = totals.margin_percent
        return self.margin is None or margin is None or margin >= self.margin


def allowed_discount(actor: Actor) -> Allowed:
    """What an actor may give: the widest of what the roles may. A role without a limit has none; nobody has nothing."""
    if actor.grants.everything:
        return Allowed()
    roles = list(Role.objects.filter(users=actor.user_id, archived_at=None).values_list("pk", flat=True))
    if not roles:
        return Allowed(discount=ZERO)
    limits = list(DiscountLimit.objects.current().filter(role__in=roles))
    if len(limits) < len(roles):
        return Allowed()
    margins = [limit.least_margin for limit in limits]
    known = [margin for margin in margins if margin is not None]
    return Allowed(
        discount=max(limit.percent for limit in limits),
        margin=min(known) if len(known) == len(margins) else None,
    )
