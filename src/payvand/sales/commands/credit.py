"""Agrees with a customer how much it may owe, and how long."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.facts import record
from payvand.parties.models import Party
from payvand.sales.facts.receivables import CreditAgreed
from payvand.sales.models.credit import CreditTerms


@command("sales.agree_credit", label=_("Agree credit terms"), on=Party, action="approve", icon="credit-card")
def agree_credit(
    party: Party,
    *,
    limit: Annotated[Money | None, Input(label=_("credit limit"), help=_("Empty: no limit."))] = None,
    days: Annotated[int, Input(label=_("days to pay"))] = 0,
    actor: Actor,
) -> None:
    """Set how much the customer may owe before an order asks for approval, and when its invoices fall due."""
    terms = CreditTerms.objects.select_for_update(no_key=True).filter(party=party).first() or CreditTerms(
        party=party
    )
    terms.agree(limit, days)
    terms.updated_at = clock.now()
    terms.save()
    record(CreditAgreed(limit=limit, days=days), about=party, actor=actor)
