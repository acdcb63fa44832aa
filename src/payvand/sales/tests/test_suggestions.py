"""Suggestions: found in what customers bought, taken up once, and not repeated to whoever said no."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from payvand.catalog.testing import make_product
from payvand.culture.locale import default_for
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Reference
from payvand.kernel.kinds.time import today_in
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.world import make_world
from payvand.parties.testing import make_person
from payvand.sales.commands.invoice import issue_invoice
from payvand.sales.commands.suggestion import dismiss_suggestion, suggest, take_suggestion
from payvand.sales.models import Opportunity, Suggestion
from payvand.sales.panels.suggestion import of_party
from payvand.sales.suggesting import bought_together, broken_rhythms
from payvand.sales.testing.receivables import make_invoice, rial

pytestmark = pytest.mark.django_db
ROOT = system()
TODAY = today_in(ROOT.locale)


def sell(party, *products, on=None):
    """An issued invoice with a line for each product."""
    invoice = make_invoice(party, issued=False)
    for product in products:
        line = {
            "invoice": Reference(id=invoice.pk),
            "product": Reference(id=product.pk),
            "unit_price": rial(100),
            "tax_percent": 0,
        }
        create(named("sales.invoiceline"), line, actor=ROOT)
    issue_invoice.run(invoice.pk, actor=ROOT, on=on)


def test_goods_go_together_by_support_confidence_and_lift():
    tea, sugar, oil = 1, 2, 3
    baskets = {
        1: frozenset({tea, sugar}), 2: frozenset({tea, sugar}), 3: frozenset({tea, sugar}), 4: frozenset({tea}),
        5: frozenset({oil}), 6: frozenset({oil}), 7: frozenset({oil, tea}),
    }  # fmt: skip

    found = list(bought_together(baskets))

    assert {(one.party, one.product) for one in found} == {(4, sugar), (7, sugar)}
    assert found[0].why == {"bought": tea, "customers": 3, "percent": 60, "lift": 1.4}


@pytest.mark.parametrize(
    ("waited", "is_found"), [(30, False), (36, False), (38, True), (119, True), (130, False)]
)
def test_rhythm_is_broken_after_its_usual_time_and_lost_in_the_end(waited, is_found):
    days = [TODAY - timedelta(days=waited + 30 * back) for back in (2, 1, 0)]

    assert bool(list(broken_rhythms([(1, days)], TODAY))) == is_found


def test_two_purchases_make_no_rhythm():
    days = [TODAY - timedelta(days=70), TODAY - timedelta(days=40)]

    assert not list(broken_rhythms([(1, days)], TODAY))


@pytest.mark.requirement("S1-4", "S4-60")
def test_suggestion_becomes_a_deal_once_and_is_not_repeated():
    make_world()
    pipeline = create(named("sales.pipeline"), {"name": "Sales"}, actor=ROOT)
    create(named("sales.stage"), {"pipeline": Reference(id=pipeline.pk), "name": "New"}, actor=ROOT)
    tea, sugar, oil = (make_product(name) for name in ("Tea", "Sugar", "Oil"))
    customers = [make_person(f"Customer {place}") for place in range(6)]
    for party in customers[:3]:
        sell(party, tea, sugar)
    sell(customers[3], tea)
    for party in customers[4:]:
        sell(party, oil)

    first, second = suggest(TODAY, actor=ROOT), suggest(TODAY, actor=ROOT)
    found = Suggestion.objects.get()
    reason: Any = of_party(customers[3], replace(ROOT, locale=default_for("en")))["lines"]
    take_suggestion.run(found.pk, actor=ROOT)
    with pytest.raises(DomainError) as twice:
        take_suggestion.run(found.pk, actor=ROOT)

    assert (first, second) == (1, 0)
    assert (found.party_id, found.product_id, found.kind) == (customers[3].pk, sugar.pk, "cross_sell")
    assert "Of those who buy “Tea”, 75%" in reason[0].why
    assert Opportunity.objects.get().party_id == customers[3].pk
    assert twice.value.code == "not_applicable"
    assert suggest(TODAY, actor=ROOT) == 0


def test_dismissed_suggestion_rests_and_what_is_likely_no_more_passes():
    party = make_person("Dora")
    for back in (100, 70, 40):
        make_invoice(party, 5, on=TODAY - timedelta(days=back))
    suggest(TODAY, actor=ROOT)
    dismiss_suggestion.run(Suggestion.objects.get().pk, actor=ROOT, reason="Shop is closed")

    rests = suggest(TODAY, actor=ROOT)
    again = suggest(TODAY + timedelta(days=1), actor=ROOT)
    other = make_person("Sara")
    for back in (100, 70, 40):
        make_invoice(other, 5, on=TODAY - timedelta(days=back))
    suggest(TODAY, actor=ROOT)
    make_invoice(other, 5)
    suggest(TODAY, actor=ROOT)

    assert (rests, again) == (0, 0)
    assert sorted(Suggestion.objects.values_list("state", flat=True)) == ["dismissed", "passed"]
