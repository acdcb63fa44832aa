"""Contracts: drafted from a template, sent and sealed, asked for again, signed, ended; and quotes out of deals."""

from datetime import UTC, date, datetime, timedelta

import pytest

from payvand.kernel import clock, records
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError, Invalid
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.testing.world import World, make_world
from payvand.parties.testing import make_organisation
from payvand.sales.commands.contract import (
    chase_contract,
    draft_contract,
    send_contract,
    sign_contract,
    terminate_contract,
)
from payvand.sales.commands.quote_version import quote_opportunity
from payvand.sales.models import Contract, ContractState
from payvand.sales.reactions.document import let_time_pass_for_documents
from payvand.sales.testing.document import make_issued, make_product, make_quote, make_tax

pytestmark = pytest.mark.django_db

NOWRUZ = datetime(2025, 3, 21, 8, tzinfo=UTC)
BODY = "{customer} buys from {seller} for {value} ({words}), no. {number}, {start} to {end}."


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture(autouse=True)
def spring():
    with clock.at(NOWRUZ):
        yield


def make_contract(**more):
    values = {"name": "Sale", "language": "en", "body": BODY}
    template = records.create(named("sales.contracttemplate"), values, actor=system())
    return draft_contract.run(make_issued().pk, actor=system(), template=Reference(id=template.pk), **more)


def again(contract):
    return Contract.objects.get(pk=contract.pk)


def facts(contract):
    told = Fact.objects.filter(object="sales.contract", subject_id=contract.pk).order_by("id")
    return [fact.name for fact in told]


def test_a_template_is_filled_with_what_is_known():
    contract = make_contract(start_on=date(2025, 3, 21))

    assert contract.body == (
        "Kian Trading buys from Payvand for 3,550,000 Rial "
        "(three million, five hundred and fifty thousand Rials), no. {number}, 21 March 2025 to …………."
    )


def test_a_template_runs_nothing_and_knows_its_places():
    for body in ("{customer.__class__}", "{secret}", "{0}"):
        with pytest.raises(DomainError) as refused:
            values = {"name": "Bad", "language": "en", "body": body}
            records.create(named("sales.contracttemplate"), values, actor=system())
        assert (refused.value.code, refused.value.field) == ("unknown_place", "body")


def test_sending_numbers_and_seals_the_text():
    contract = make_contract()

    send_contract.run(contract.pk, actor=system())

    sent = again(contract)
    assert (sent.number, sent.state, sent.return_by) == ("1404-000001", ContractState.SENT, date(2025, 3, 28))
    assert "no. 1404-000001" in sent.body
    with pytest.raises(DomainError) as refused:
        records.update(named("sales.contract"), contract.pk, {"body": "Other"}, actor=system())
    assert refused.value.code == "sealed"
    with pytest.raises(DomainError):
        records.delete(named("sales.contract"), contract.pk, actor=system())


def test_a_contract_without_text_takes_no_number():
    contract = make_contract()
    records.update(named("sales.contract"), contract.pk, {"body": ""}, actor=system())

    with pytest.raises(DomainError) as refused:
        send_contract.run(contract.pk, actor=system())

    assert refused.value.code == "no_text"
    assert again(contract).number == ""


def test_what_is_not_returned_is_asked_for_twice_and_then_goes_to_the_leader(world):
    contract = make_contract()
    records.update(
        named("sales.contract"), contract.pk, {"team": Reference(id=world.north.pk)}, actor=system()
    )
    send_contract.run(contract.pk, actor=system())

    for week in (1, 2, 3):
        with clock.at(NOWRUZ + timedelta(days=8 * week)):
            let_time_pass_for_documents()
            let_time_pass_for_documents()

    assert facts(contract)[-3:] == [
        "sales.contract_reminded",
        "sales.contract_reminded",
        "sales.contract_escalated",
    ]
    assert Fact.objects.get(name="sales.contract_escalated").payload["leader"] == "Ben"
    assert again(contract).return_by == date(2025, 4, 21)


def test_a_contract_is_signed_once_and_not_before_it_was_sent():
    contract = make_contract()
    with pytest.raises(DomainError):
        sign_contract.run(contract.pk, actor=system())
    send_contract.run(contract.pk, actor=system())
    for day, code in ((date(2025, 3, 20), "before_sent"), (date(2025, 3, 22), "in_future")):
        with pytest.raises(DomainError) as refused:
            sign_contract.run(contract.pk, actor=system(), on=day)
        assert refused.value.code == code

    sign_contract.run(contract.pk, actor=system())

    assert again(contract).state == ContractState.SIGNED
    with pytest.raises(DomainError):
        sign_contract.run(contract.pk, actor=system())
    with pytest.raises(DomainError):
        chase_contract.run(contract.pk, actor=system())


def test_its_end_is_told_once_before_and_closes_it_after():
    contract = make_contract(start_on=date(2025, 3, 21), end_on=date(2025, 6, 20))
    send_contract.run(contract.pk, actor=system())
    sign_contract.run(contract.pk, actor=system())

    for day in (60, 61, 62):
        with clock.at(NOWRUZ + timedelta(days=day)):
            let_time_pass_for_documents()
    with clock.at(NOWRUZ + timedelta(days=92)):
        let_time_pass_for_documents()

    assert facts(contract)[-2:] == ["sales.contract_ending", "sales.contract_ended"]
    assert again(contract).state == ContractState.ENDED


def test_a_contract_is_terminated_with_a_reason():
    contract = make_contract()
    send_contract.run(contract.pk, actor=system())

    terminate_contract.run(contract.pk, actor=system(), reason="Bankrupt")

    assert (again(contract).state, again(contract).close_reason) == (ContractState.TERMINATED, "Bankrupt")


@pytest.mark.parametrize(
    ("values", "field"),
    [({"value": "-1"}, "value"), ({"value": "1e20"}, "value"), ({"end_on": "2025-01-01"}, "end_on")],
)
def test_what_cannot_be_is_refused_at_its_field(values, field):
    party = make_organisation()
    given = {"name": "x", "party": Reference(id=party.pk), "start_on": "2025-03-21", **values}

    with pytest.raises(DomainError) as refused:
        records.create(named("sales.contract"), given, actor=system())

    assert refused.value.field == field
    assert not Contract.objects.exists()


def test_a_draft_of_a_quote_makes_no_contract():
    with pytest.raises(DomainError) as refused:
        draft_contract.run(make_quote().pk, actor=system(), template=Reference(id=1))

    assert str(refused.value) == "Issue the quote first."


def make_deal(**values):
    pipeline = records.create(named("sales.pipeline"), {"name": "Sales"}, actor=system())
    stage = {"pipeline": Reference(id=pipeline.pk), "name": "First talk", "probability": "20"}
    made = records.create(named("sales.stage"), stage, actor=system())
    deal = {"name": "Spring order", "stage": Reference(id=made.pk), **values}
    return records.create(named("sales.opportunity"), deal, actor=system())


def test_a_quote_of_a_deal_takes_over_its_customer_and_products():
    make_tax()
    product, party = make_product("Paper", "1000"), make_organisation()
    deal = make_deal(party=Reference(id=party.pk), amount="5000")
    line = {"opportunity": Reference(id=deal.pk), "product": Reference(id=product.pk), "quantity": "4"}
    records.create(named("sales.opportunityline"), line, actor=system())

    quote = quote_opportunity.run(deal.pk, actor=system())

    assert (quote.party, quote.opportunity, quote.name) == (party, deal, "Spring order")
    assert [(one.description, one.unit_price) for one in quote.lines.all()] == [("Paper", 1000)]
    assert quote.total == 4400


def test_a_deal_without_customer_asks_for_one():
    deal = make_deal()

    with pytest.raises(DomainError) as refused:
        quote_opportunity.run(deal.pk, actor=system())

    assert str(refused.value) == "Say first which customer this is."
    assert not isinstance(refused.value, Invalid)
