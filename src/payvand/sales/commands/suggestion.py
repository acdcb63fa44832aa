"""Commands over suggestions: found as a set, taken up by one click, or dismissed."""

from datetime import date, timedelta
from typing import Annotated

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models import Product
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.facts import record
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create, write_many
from payvand.parties.models import Party
from payvand.sales.commands.party import first_stage
from payvand.sales.commands.writing import day_of, write
from payvand.sales.facts.suggestion import SuggestionDismissed, SuggestionTaken
from payvand.sales.models import Contract, Opportunity
from payvand.sales.models.suggestion import Suggestion, SuggestionState
from payvand.sales.suggesting import Likely, find_likely

# Who said no is left in peace for so long.
REST_DAYS = 180


def is_open(suggestion: Suggestion) -> bool:
    """Whether nobody has decided yet."""
    return suggestion.state == SuggestionState.OPEN


@command("sales.take_suggestion", label=_("Make a deal of it"), on=Suggestion, icon="target-arrow", primary=True,
         applies=is_open)  # fmt: skip
def take_suggestion(suggestion: Suggestion, *, actor: Actor) -> Opportunity:
    """Begin a deal with the customer, in the first stage of the first pipeline."""
    values = {
        "name": suggestion.name,
        "party": Reference(id=suggestion.party_id),
        "stage": Reference(id=first_stage().pk),
    }
    made = create(named("sales.opportunity"), values, actor=actor)
    assert isinstance(made, Opportunity)
    suggestion.take(made, day_of(None, actor))
    write(suggestion, "state", "decided_on", "opportunity")
    record(SuggestionTaken(kind=suggestion.kind, opportunity=made.pk), about=suggestion, actor=actor)
    return made


@command("sales.dismiss_suggestion", label=_("Dismiss"), on=Suggestion, icon="bulb-off", applies=is_open)
def dismiss_suggestion(
    suggestion: Suggestion, *, reason: Annotated[str, Input(label=_("reason"))] = "", actor: Actor
) -> None:
    """Put a suggestion aside; the same one does not come back for half a year."""
    suggestion.dismiss(day_of(None, actor))
    write(suggestion, "state", "decided_on")
    record(SuggestionDismissed(kind=suggestion.kind, reason=reason), about=suggestion, actor=actor)


def suggest(today: date, *, actor: Actor) -> int:
    """Write what is likely today and not suggested yet, as a set; what is likely no more passes. Returns how many."""
    with transaction.atomic():
        likely = {one.key: one for one in find_likely(today)}
        standing = Suggestion.objects.open().select_for_update(no_key=True).order_by("pk")
        keys = {_key(one): one.pk for one in standing}
        rested = Suggestion.objects.filter(
            state__in=(SuggestionState.DISMISSED, SuggestionState.TAKEN),
            decided_on__gt=today - timedelta(days=REST_DAYS),
        )
        known = {*keys, *(_key(one) for one in rested)}
        gone = [pk for key, pk in keys.items() if key not in likely]
        passed = {"state": SuggestionState.PASSED, "decided_on": today, "updated_at": clock.now()}
        Suggestion.objects.filter(pk__in=gone).update(**passed)
        return _write([one for key, one in likely.items() if key not in known], actor)


def _write(new: list[Likely], actor: Actor) -> int:
    parties = Party.objects.current().in_bulk({one.party for one in new})
    products = Product.objects.in_bulk({one.product for one in new if one.product})
    contracts = Contract.objects.in_bulk({one.contract for one in new if one.contract})
    fitting = [one for one in new if one.party in parties]
    rows = []
    for one in fitting:
        party = parties[one.party]
        what = (
            products[one.product].name
            if one.product
            else contracts[one.contract].name
            if one.contract
            else ""
        )
        rows.append(
            {
                "name": " · ".join(filter(None, (what, party.name)))[:200],
                "kind": one.kind.value,
                "party": Reference(id=one.party),
                "product": Reference(id=one.product) if one.product else None,
                "contract": Reference(id=one.contract) if one.contract else None,
                "owner": Reference(id=party.owner_id) if party.owner_id else None,
                "team": Reference(id=party.team_id) if party.team_id else None,
            }
        )
    outcomes, _batch = write_many(named("sales.suggestion"), rows, actor=actor, mode="create")
    made = Suggestion.objects.in_bulk([outcome.id for outcome in outcomes if outcome.id])
    for outcome, one in zip(outcomes, fitting, strict=True):
        if outcome.id in made:
            made[outcome.id].strength, made[outcome.id].why = one.strength, dict(one.why)
    Suggestion.objects.bulk_update(made.values(), ["strength", "why"], batch_size=500)
    return len(made)


def _key(one: Suggestion) -> tuple[str, int, int | None, int | None]:
    return (str(one.kind), one.party_id, one.product_id, one.contract_id)
