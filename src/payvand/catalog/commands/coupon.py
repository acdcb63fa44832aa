"""Using a coupon on a document, and giving it back. The row is locked, so that the last use is one use."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.catalog.facts import CouponGivenBack, CouponRedeemed
from payvand.catalog.models import Coupon
from payvand.culture.folding import fold
from payvand.kernel.access import Actor, visible
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds.time import today_in
from payvand.kernel.records.write import stamp

Document = Annotated[
    str, Input(label=_("document"), help=_("What it is used for, as in sales.order:12; each uses it once."))
]


# Whoever may see a coupon may use it on a document: the limits stand on the coupon itself.
@command("catalog.redeem_coupon", label=_("Redeem"), on=Coupon, action="view", icon="ticket")
def redeem_coupon(
    coupon: Coupon,
    *,
    reference: Document,
    customer: Annotated[int | None, Input(label=_("number of the customer"))] = None,
    on: Annotated[date | None, Input(label=_("date"))] = None,
    actor: Actor,
) -> None:
    """Use a coupon once for a document; doing it again for the same one changes nothing."""
    if coupon.redeem(reference, on or today_in(actor.locale), customer):
        told = CouponRedeemed(
            reference=reference, customer=customer, used=coupon.redeemed, limit=coupon.limit
        )
        record(told, about=_written(coupon), actor=actor)


@command("catalog.give_back_coupon", label=_("Give back"), on=Coupon, action="view", icon="arrow-back-up")
def give_back_coupon(coupon: Coupon, *, reference: Document, actor: Actor) -> None:
    """Take back the use of a document that came to nothing; where there was none nothing changes."""
    if coupon.give_back(reference):
        told = CouponGivenBack(reference=reference, used=coupon.redeemed, limit=coupon.limit)
        record(told, about=_written(coupon), actor=actor)


def coupon_named(code: str, *, actor: Actor) -> Coupon:
    """The coupon of a code as it was typed. Raises DomainError("no_such_coupon") where there is none."""
    found = visible(Coupon.objects.current().filter(code_fold=fold(code)), actor).first()
    if not isinstance(found, Coupon):
        raise DomainError("no_such_coupon", _("There is no coupon “%(code)s”.") % {"code": code}, "coupon")
    return found


def _written(coupon: Coupon) -> Coupon:
    stamp(coupon, adding=False)
    coupon.save(update_fields=["redeemed", "updated_at", "version"])
    return coupon
