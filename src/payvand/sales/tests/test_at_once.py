"""Several at once on one deal or account: one of them does it, the other is told, and nothing is done twice."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from payvand.culture.money import Money
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Fact
from payvand.parties.testing import make_person
from payvand.sales.commands.opening import open_account
from payvand.sales.commands.opportunity import lose_opportunity, win_opportunity
from payvand.sales.models import StageChange
from payvand.sales.models.ledger import LedgerEntry, PartyBalance
from payvand.sales.testing.opportunity import again, link, make_deal, make_reason, make_way, refused
from payvand.sales.testing.receivables import rial

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = system()


def at_once(*attempts: Callable[[], object]) -> list[str]:
    """What became of attempts that begin in the same instant: "done", or the code of the refusal."""
    barrier, said = threading.Barrier(len(attempts)), []

    def attempt(one: Callable[[], object]) -> None:
        try:
            barrier.wait()
            one()
            said.append("done")
        except DomainError as error:
            said.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=(one,)) for one in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


def test_two_who_win_one_deal_at_once_win_it_once():
    deal = make_deal(make_way().talks, amount="IRR 100")

    said = at_once(*[lambda: win_opportunity.run(deal.pk, actor=ROOT)] * 2)

    assert said == ["done", "not_applicable"]
    assert again(deal).is_won
    assert Fact.objects.filter(name="sales.opportunity_won", subject_id=deal.pk).count() == 1
    assert StageChange.objects.filter(opportunity=deal).count() == 2


def test_who_wins_and_who_loses_one_deal_at_once_do_not_both():
    deal, reason = make_deal(make_way().talks), make_reason()

    said = at_once(
        lambda: win_opportunity.run(deal.pk, actor=ROOT),
        lambda: lose_opportunity.run(deal.pk, reason=link(reason), note="Too dear", actor=ROOT),
    )

    assert said == ["done", "not_applicable"]
    assert StageChange.objects.filter(opportunity=deal, left_at=None).count() == 1


def test_two_who_open_one_account_at_once_open_it_once():
    party = make_person("Dora Ahmadi")

    said = at_once(*[lambda: open_account.run(party.pk, amount=rial(500), actor=ROOT)] * 2)

    assert said == ["done", "opened_already"]
    assert [entry.amount for entry in LedgerEntry.objects.filter(party=party)] == [500]


def test_an_account_begins_with_what_is_owed_or_had_in_each_currency():
    party = make_person("Dora Ahmadi")

    open_account.run(party.pk, amount=rial(500), actor=ROOT)
    open_account.run(
        party.pk, amount=Money(amount=rial(7).amount, currency="USD"), side="has_with_us", actor=ROOT
    )

    balances = PartyBalance.objects.filter(party=party).order_by("amount_currency")
    assert {one.amount_currency: one.amount for one in balances} == {"IRR": 500, "USD": -7}
    refused("not_positive", open_account.run, party.pk, amount=rial(0), actor=ROOT)
