"""Parties merge with all that was sold to them: the books follow, and part again with them."""

from collections.abc import Mapping

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from payvand.activities.models import Activity
from payvand.kernel import records
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.parties.models import ContactPoint, Party, Relation
from payvand.parties.testing import make_organisation, make_person
from payvand.sales.commands.receipt import take_money
from payvand.sales.models import Invoice, LedgerEntry, Opportunity, Receipt
from payvand.sales.testing.opportunity import link, make_way
from payvand.sales.testing.receivables import make_invoice, rial
from payvand.sales.tests.test_ledger import STEP, balance, check_books, play
from payvand.timeline.entries import entries

pytestmark = pytest.mark.django_db
ROOT = system()
PARTIES = named("parties.party")


def give(
    party: Party, object_name: str, count: int, more: Mapping[str, object] | None = None, **values: str
) -> list[int]:
    """So many records of a party."""
    texts: list[dict[str, object]] = [
        {name: value % n for name, value in values.items()} for n in range(count)
    ]
    rows = [{**text, "party": {"id": party.pk}} | dict(more or {}) for text in texts]
    outcomes, _batch = records.write_many(named(object_name), rows, actor=ROOT, mode="create")
    assert all(one.did == "created" for one in outcomes), outcomes[0].errors
    return [one.id for one in outcomes if one.id]


def test_a_thousand_children_in_three_apps_follow_and_come_back_but_for_what_was_changed():
    kept, gone = make_person("Dora"), make_person("Dora Smith")
    activities = give(gone, "activities.activity", 500, subject="Call %s")
    addresses = give(gone, "parties.address", 100, name="Store %s", city="Tehran %s")
    stage = {"stage": link(make_way().new)}
    deals = give(gone, "sales.opportunity", 400, stage, name="Deal %s")
    own = give(kept, "activities.activity", 3, subject="Own %s")

    made = records.merge(PARTIES, kept.pk, gone.pk, actor=ROOT)
    followed = Activity.objects.filter(party=kept).count(), Opportunity.objects.filter(party=kept).count()
    other = make_person("Somebody else")
    records.update(named("activities.activity"), activities[7], {"party": Reference(id=other.pk)}, actor=ROOT)
    records.update(named("sales.opportunity"), deals[0], {"name": "Renamed"}, actor=ROOT)
    records.update(PARTIES, kept.pk, {"job_title": "Buyer"}, actor=ROOT)
    later = give(kept, "activities.activity", 1, subject="Later %s")
    left = records.part(made.pk, actor=ROOT)

    assert followed == (503, 400)
    back = set(Activity.objects.filter(party=gone).values_list("pk", flat=True))
    assert back == set(activities) - {activities[7]}
    assert set(Activity.objects.filter(party=kept).values_list("pk", flat=True)) == {*own, *later}
    assert set(Opportunity.objects.filter(party=gone).values_list("pk", flat=True)) == set(deals)
    assert Opportunity.objects.get(pk=deals[0]).name == "Renamed"
    assert gone.addresses.count() == len(addresses)
    assert [(one.what, one.count) for one in left] == [("activities", 1)]


def test_the_timeline_of_the_kept_party_tells_of_both():
    kept, gone = make_person("Dora"), make_person("Dora Smith")
    make_invoice(gone, 500)

    records.merge(PARTIES, kept.pk, gone.pk, actor=ROOT)

    names = [one.name for one in entries(PARTIES, kept.pk, ROOT).entries]
    assert names.count("record.created") >= 3
    assert {"sales.invoice_issued", "record.merged"} <= set(names)


def test_phones_are_not_doubled_and_one_stays_the_first():
    kept = make_person("Dora", phones="09121234567")
    gone = make_person("Dora Smith", phones="09121234567; 09351234567")
    ContactPoint.objects.filter(value="+989121234567").update(is_primary=True)

    made = records.merge(PARTIES, kept.pk, gone.pk, actor=ROOT)
    phones = sorted(kept.contact_points.values_list("value", "is_primary"))
    records.part(made.pk, actor=ROOT)

    assert phones == [("+989121234567", True), ("+989351234567", False)]
    assert sorted(gone.contact_points.values_list("value", flat=True)) == ["+989121234567", "+989351234567"]


def test_the_books_of_both_become_one_and_part_again():
    kept, gone = make_person("Dora"), make_person("Dora Smith")
    make_invoice(kept, 700)
    take_money.run(gone.pk, actor=ROOT, amount=rial(500))

    made = records.merge(PARTIES, kept.pk, gone.pk, actor=ROOT)
    together = [balance(kept), balance(gone), Invoice.objects.get().rest]
    check_books(kept)
    records.part(made.pk, actor=ROOT)

    assert together == [200, 0, 200]
    assert [balance(kept), balance(gone), Invoice.objects.get().rest] == [700, -500, 700]
    assert Receipt.objects.get().allocated == 0
    for party in (kept, gone):
        check_books(party)


def test_an_issued_invoice_stays_as_it_was_written_and_takes_the_party_that_was_kept():
    kept, gone = make_person("Dora"), make_person("Dora Smith")
    invoice = make_invoice(gone, 700)

    records.merge(PARTIES, kept.pk, gone.pk, actor=ROOT)
    take_money.run(kept.pk, actor=ROOT, amount=rial(700))
    invoice.refresh_from_db()
    other = make_person("Somebody else")
    with pytest.raises(DomainError) as refused:
        records.update(named("sales.invoice"), invoice.pk, {"party": Reference(id=other.pk)}, actor=ROOT)

    assert (invoice.party_id, invoice.state, invoice.buyer["name"]) == (kept.pk, "paid", "Dora Smith")
    assert refused.value.code in {"sealed", "read_only"}


def test_persons_are_not_merged_with_organisations_nor_companies_into_a_circle():
    person, shop = make_person("Dora"), make_organisation("Shop")
    group = make_organisation("Group")
    holding = make_organisation("Holding", parent=group)
    firm = make_organisation("Firm", parent=holding)
    refusals = []

    for kept, gone in ((person, shop), (group, firm), (firm, group)):
        with pytest.raises(DomainError) as refused:
            records.merge(PARTIES, kept.pk, gone.pk, actor=ROOT)
        refusals.append(refused.value.code)

    assert refusals == ["different_kinds", "circle", "circle"]


def test_relations_between_the_two_stay_with_the_one_that_goes():
    kept, gone, third = make_organisation("A"), make_organisation("B"), make_organisation("C")
    for party, other in ((kept, gone), (gone, kept), (gone, third)):
        values = {"party": Reference(id=party.pk), "kind": "partner_of", "other": Reference(id=other.pk)}
        records.create(named("parties.relation"), values, actor=ROOT)

    made = records.merge(PARTIES, kept.pk, gone.pk, actor=ROOT)
    around = Relation.objects.filter(party=kept, other=third).count()
    records.part(made.pk, actor=ROOT)

    assert around == 1
    assert sorted(Relation.objects.values_list("party", "other")) == sorted(
        [(kept.pk, gone.pk), (gone.pk, kept.pk), (gone.pk, third.pk)]
    )


@settings(
    max_examples=20,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=st.lists(STEP, max_size=4), other=st.lists(STEP, max_size=4), after=st.lists(STEP, max_size=3))
def test_whatever_was_sold_before_between_and_after_the_books_add_up(before, other, after):
    kept, gone = make_person("Dora"), make_person("Dora Smith")

    def tell(party, steps):
        for did, number, days in steps:
            try:
                play(party, did, number, days)
            except DomainError:
                continue

    tell(kept, before)
    tell(gone, other)
    made = records.merge(PARTIES, kept.pk, gone.pk, actor=ROOT)
    check_books(kept)
    tell(kept, after)
    check_books(kept)
    records.part(made.pk, actor=ROOT)

    for party in (kept, gone):
        check_books(party)
    both = LedgerEntry.objects.filter(party__in=[kept.pk, gone.pk]).aggregate(sum=Sum("amount"))["sum"]
    assert (both or 0) == balance(kept) + balance(gone)
