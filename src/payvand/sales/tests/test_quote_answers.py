"""Quotes that went out: versions, answers, what time does to them, and who may touch them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from payvand.kernel import clock
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Fact
from payvand.kernel.outbox import deliver_all
from payvand.kernel.testing.world import World, make_world
from payvand.parties.models import Party
from payvand.parties.testing import make_organisation
from payvand.sales.commands.acceptance import accept_quote
from payvand.sales.commands.quote import (
    chase_quote,
    decline_quote,
    expire_quote,
    issue_proforma,
    issue_quote,
)
from payvand.sales.commands.quote_version import copy_quote, new_quote_version
from payvand.sales.models import Acceptance, Quote, QuoteLine, QuoteState
from payvand.sales.reactions.document import let_time_pass_for_documents
from payvand.sales.testing.document import make_issued, make_quote

pytestmark = pytest.mark.django_db

NOWRUZ = datetime(2025, 3, 21, 8, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture(autouse=True)
def spring():
    with clock.at(NOWRUZ):
        yield


def facts(quote):
    return [
        fact.name for fact in Fact.objects.filter(object="sales.quote", subject_id=quote.pk).order_by("id")
    ]


def again(quote):
    return Quote.objects.get(pk=quote.pk)


def refusal(error: pytest.ExceptionInfo[DomainError]) -> tuple[str, str | None]:
    return error.value.code, error.value.field


def test_a_new_version_keeps_the_number_and_takes_the_place_of_the_old_one():
    quote = make_issued()

    second = new_quote_version.run(quote.pk, actor=system())
    assert (second.number, second.state, second.revision) == ("", QuoteState.DRAFT, 2)
    assert again(quote).state == QuoteState.SENT
    assert second.total == quote.total
    with pytest.raises(DomainError) as refused:
        new_quote_version.run(quote.pk, actor=system())
    issue_quote.run(second.pk, actor=system())

    assert refused.value.code == "version_in_work"
    assert (again(second).number, again(quote).state) == ("1404-000001-2", QuoteState.SUPERSEDED)
    assert issue_quote.run(make_quote().pk, actor=system()).number == "1404-000002"
    with pytest.raises(DomainError) as late:
        again(quote).accept(date(2025, 3, 22), list(quote.lines.all()))
    assert late.value.code == "superseded"


def test_an_accepted_quote_is_not_superseded():
    quote = make_issued()
    second = new_quote_version.run(quote.pk, actor=system())
    accept_quote.run(quote.pk, actor=system(), name="Dora")

    with pytest.raises(DomainError) as refused:
        issue_quote.run(second.pk, actor=system())

    assert refused.value.code == "accepted_already"
    assert (again(quote).state, again(second).number) == (QuoteState.ACCEPTED, "")


def test_a_copy_is_a_quote_of_its_own():
    copy = copy_quote.run(make_issued().pk, actor=system())

    assert (copy.first, copy.revision, copy.state, copy.lines.count()) == (None, 1, QuoteState.DRAFT, 2)


def test_acceptance_is_kept_with_the_digest_and_told():
    quote = make_issued()

    accept_quote.run(quote.pk, actor=system(), name="Dora Ahmadi", note="By phone")
    deliver_all()

    kept = Acceptance.objects.get()
    assert (kept.quote_id, kept.name, kept.content, kept.way) == (
        quote.pk,
        "Dora Ahmadi",
        quote.content,
        "hand",
    )
    told = Fact.objects.get(name="sales.quote_accepted").payload
    assert (told["number"], told["total"]) == ("1404-000001", {"amount": "3550000", "currency": "IRR"})
    assert Party.objects.get(pk=quote.party_id).last_contact_on == date(2025, 3, 21)


def test_the_same_acceptance_twice_is_refused_calmly_and_once_kept():
    quote = make_issued()
    accept_quote.run(quote.pk, actor=system(), name="Dora")

    with pytest.raises(DomainError) as refused:
        accept_quote.run(quote.pk, actor=system(), name="Dora")

    assert str(refused.value) == "This quote has been accepted already."
    assert Acceptance.objects.count() == 1


def test_an_expired_quote_is_not_accepted_whether_the_clock_has_closed_it_or_not():
    quote = make_issued()

    with clock.at(NOWRUZ + timedelta(days=15)):
        with pytest.raises(DomainError) as open_still:
            accept_quote.run(quote.pk, actor=system(), name="Dora")
        let_time_pass_for_documents()
        with pytest.raises(DomainError) as closed:
            accept_quote.run(quote.pk, actor=system(), name="Dora")

    assert open_still.value.code == "expired"
    assert str(closed.value) == "This quote has expired. Ask for a new one."
    assert again(quote).state == QuoteState.EXPIRED
    assert not Acceptance.objects.exists()


def test_what_was_altered_behind_our_back_is_not_accepted():
    quote = make_issued()
    QuoteLine.objects.filter(quote=quote).update(quantity=99)

    with pytest.raises(DomainError) as refused:
        accept_quote.run(quote.pk, actor=system(), name="Dora")

    assert refused.value.code == "altered"


def test_a_declined_quote_keeps_its_reason():
    quote = make_issued()

    decline_quote.run(quote.pk, actor=system(), reason="Too dear")

    assert (again(quote).state, again(quote).decline_reason) == (QuoteState.DECLINED, "Too dear")


def test_time_asks_again_and_closes_what_ran_out():
    quote = make_issued()

    with clock.at(NOWRUZ + timedelta(days=5)):
        let_time_pass_for_documents()
        let_time_pass_for_documents()
    chased = again(quote)
    with clock.at(NOWRUZ + timedelta(days=15)):
        let_time_pass_for_documents()

    assert (chased.reminders, chased.answer_by) == (1, date(2025, 3, 29))
    assert facts(quote)[-2:] == ["sales.quote_unanswered", "sales.quote_expired"]
    for command in (expire_quote, chase_quote):
        with pytest.raises(DomainError):
            command.run(quote.pk, actor=system())


def test_a_proforma_has_a_number_of_its_own_series_once():
    make_issued()
    quote = make_issued()

    issue_proforma.run(quote.pk, actor=system())

    assert (again(quote).number, again(quote).proforma_number) == ("1404-000002", "1404-000001")
    with pytest.raises(DomainError):
        issue_proforma.run(quote.pk, actor=system())


def test_a_stranger_to_the_team_cannot_touch_a_quote(world):
    ann = world.actor("ann")
    quote = make_quote(party=make_organisation(actor=ann), actor=ann)

    for attempt in (issue_quote, copy_quote):
        with pytest.raises(DomainError):
            attempt.run(quote.pk, actor=world.actor("cleo"))

    assert again(quote).state == QuoteState.DRAFT
