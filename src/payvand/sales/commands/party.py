"""The command by which a deal begins on its customer's page."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Link, Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.parties.models import Party
from payvand.sales.models import Opportunity, Stage


@command("sales.new_opportunity", label=_("New opportunity"), on=Party, action="view", icon="target-arrow")
def new_opportunity(
    party: Party,
    *,
    name: Annotated[str, Input(label=_("name"), help=_("What it is about."))],
    amount: Annotated[Money | None, Input(label=_("amount"))] = None,
    expected_close: Annotated[date | None, Input(label=_("expected close date"))] = None,
    stage: Annotated[Reference | None, Input(label=_("stage"), kind=Link(target="sales.stage"))] = None,
    next_step: Annotated[str, Input(label=_("next step"))] = "",
    actor: Actor,
) -> Opportunity:
    """Begin a deal with a party, in the first stage of the first pipeline unless another is named."""
    customer, contact = (party.organisation_id or party.pk), (party.pk if party.organisation_id else None)
    values = {
        "name": name,
        "party": Reference(id=customer),
        "contact": Reference(id=contact) if contact else None,
        "amount": amount,
        "expected_close": expected_close,
        "stage": stage or Reference(id=first_stage().pk),
        "next_step": next_step,
    }
    given = {key: value for key, value in values.items() if value not in (None, "")}
    made = create(named("sales.opportunity"), given, actor=actor)
    assert isinstance(made, Opportunity)
    return made


def first_stage() -> Stage:
    """Where a deal begins where nobody says otherwise: the first open stage of the first pipeline."""
    stages = Stage.objects.current().open().filter(pipeline__archived_at__isnull=True)
    found: Stage | None = stages.order_by("pipeline__position", "pipeline", "position", "id").first()
    if found is None:
        raise DomainError("no_stage", _("There is no pipeline yet. An administrator makes one."), "stage")
    return found
