"""The customer's own page: read, accept by name and one-time code, decline; nobody is signed in there."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client, override_settings

from payvand.kernel import clock
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Fact
from payvand.sales.commands.acceptance import make_acceptance_code
from payvand.sales.commands.quote import issue_quote
from payvand.sales.commands.quote_version import new_quote_version
from payvand.sales.models import Acceptance, AcceptanceCode, Quote, QuoteState
from payvand.sales.testing.document import make_issued, make_quote

pytestmark = pytest.mark.django_db

NOWRUZ = datetime(2025, 3, 21, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def spring():
    with clock.at(NOWRUZ):
        yield


@pytest.fixture
def quote() -> Quote:
    return make_issued()


@pytest.fixture
def customer() -> Client:
    return Client(headers={"user-agent": "A phone"})


def code_of(quote):
    return make_acceptance_code.run(quote.pk, actor=system())


def accept(customer, quote, code, name="Dora Ahmadi"):
    return customer.post(f"/q/{quote.token}?language=en", {"do": "accept", "name": name, "code": code})


def state(quote):
    return Quote.objects.get(pk=quote.pk).state


@pytest.mark.parametrize(
    ("language", "direction", "total"),
    [("fa", "rtl", "۳۵۵٬۰۰۰ تومان"), ("ar", "rtl", "3,550,000"), ("en", "ltr", "3,550,000")],
)
def test_the_page_speaks_the_customers_language(customer, quote, language, direction, total):
    answer = customer.get(f"/q/{quote.token}?language={language}")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'lang="{language}" dir="{direction}"' in page
    assert total in page
    assert "1404-000001" in page
    assert answer.headers["Cache-Control"].startswith("max-age=0")


def test_a_name_and_the_right_code_accept_and_keep_who_when_from_where_and_what(customer, quote):
    answer = accept(customer, quote, code_of(quote))

    kept = Acceptance.objects.get()
    assert answer.status_code == 302
    assert (kept.name, kept.way, kept.address, kept.agent) == (
        "Dora Ahmadi",
        "online",
        "127.0.0.1",
        "A phone",
    )
    assert (kept.at, kept.content) == (NOWRUZ, quote.content)
    assert state(quote) == QuoteState.ACCEPTED
    assert Fact.objects.get(name="sales.quote_accepted").actor_kind == "process"
    assert "Dora Ahmadi" in customer.get(f"/q/{quote.token}?language=en").content.decode()


def test_a_code_may_be_typed_in_persian_digits(customer, quote):
    code = code_of(quote).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    accept(customer, quote, f" {code} ")

    assert state(quote) == QuoteState.ACCEPTED


def test_a_code_is_kept_as_a_hash_only_and_told_to_nobody(quote):
    code = code_of(quote)

    assert code not in AcceptanceCode.objects.get().hash
    assert code not in str(list(Fact.objects.values_list("payload", flat=True)))


def test_the_same_acceptance_posted_twice_is_answered_calmly_and_kept_once(customer, quote):
    code = code_of(quote)
    accept(customer, quote, code)

    again = accept(customer, quote, code)

    assert again.status_code == 422
    assert "accepted already" in again.content.decode()
    assert Acceptance.objects.count() == 1
    assert Fact.objects.filter(name="sales.quote_accepted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_acceptance_posted_at_once_is_kept_once():
    quote = make_issued()
    code, answers = code_of(quote), []

    def post() -> None:
        with clock.at(NOWRUZ):
            answers.append(accept(Client(), quote, code).status_code)
        connection.close()

    posting = [threading.Thread(target=post) for _twice in range(2)]
    for one in posting:
        one.start()
    for one in posting:
        one.join(timeout=120)

    assert sorted(answers) == [302, 422]
    assert Acceptance.objects.count() == 1


def test_five_wrong_codes_kill_the_code_and_accept_nothing(customer, quote):
    code = code_of(quote)
    wrong = "000000" if code != "000000" else "111111"

    answers = [accept(customer, quote, wrong) for _try in range(5)]
    late = accept(customer, quote, code)

    assert {answer.status_code for answer in answers} == {422}
    assert AcceptanceCode.objects.get().tries == 5
    assert "cannot be used any more" in late.content.decode()
    assert state(quote) == QuoteState.SENT


def test_a_code_dies_after_ten_minutes(customer, quote):
    code = code_of(quote)

    with clock.at(NOWRUZ + timedelta(minutes=10)):
        answer = accept(customer, quote, code)

    assert answer.status_code == 422
    assert state(quote) == QuoteState.SENT


def test_only_the_newest_code_counts(customer, quote):
    old, new = code_of(quote), code_of(quote)

    if old != new:
        accept(customer, quote, old)
        assert state(quote) == QuoteState.SENT
    accept(customer, quote, new)

    assert state(quote) == QuoteState.ACCEPTED


def test_codes_are_limited_by_the_hour(quote):
    for _turn in range(5):
        code_of(quote)

    with pytest.raises(DomainError) as refused:
        code_of(quote)

    assert refused.value.code == "too_many_codes"


def test_without_mail_the_seller_is_told_that_a_code_is_wanted(customer, quote):
    answer = customer.post(f"/q/{quote.token}?language=en", {"do": "code"})

    assert "by phone" in answer.content.decode()
    assert Fact.objects.filter(name="sales.acceptance_code_asked", subject_id=quote.pk).exists()
    assert not AcceptanceCode.objects.exists()


def test_with_mail_the_code_goes_to_the_address_on_the_quote(customer, quote, mailoutbox, settings):
    Quote.objects.filter(pk=quote.pk).update(buyer={"name": "Kian", "email": "dora@example.com"})
    with override_settings(PAYVAND=replace(settings.PAYVAND, mail_url="smtp://localhost")):
        customer.post(f"/q/{quote.token}?language=en", {"do": "code"})

    sent = mailoutbox[0]
    assert sent.to == ["dora@example.com"]
    assert "1404-000001" in sent.subject


def test_an_expired_quote_is_not_accepted_and_says_so(customer, quote):
    code = code_of(quote)

    with clock.at(NOWRUZ + timedelta(days=15)):
        seen = customer.get(f"/q/{quote.token}?language=en").content.decode()
        answer = accept(customer, quote, code)

    assert "has expired" in seen
    assert answer.status_code == 422
    assert state(quote) == QuoteState.SENT


def test_a_name_is_asked_for(customer, quote):
    answer = accept(customer, quote, code_of(quote), name="  ")

    assert answer.status_code == 422
    assert state(quote) == QuoteState.SENT


def test_a_customer_declines_with_a_reason(customer, quote):
    without = customer.post(f"/q/{quote.token}?language=en", {"do": "decline", "reason": " "})

    customer.post(f"/q/{quote.token}?language=en", {"do": "decline", "reason": "Too <b>dear</b>"})

    assert without.status_code == 422
    found = Quote.objects.get(pk=quote.pk)
    assert (found.state, found.decline_reason) == (QuoteState.DECLINED, "Too <b>dear</b>")


def test_a_wrong_address_opens_nothing(customer):
    draft = make_quote()

    for token in ("x" * 43, str(draft.pk), "None"):
        assert customer.get(f"/q/{token}").status_code == 404
        assert customer.get(f"/q/{token}/quote.pdf").status_code == 404


def test_a_copy_of_the_address_of_an_old_version_does_not_accept_the_new_one(customer, quote):
    second = new_quote_version.run(quote.pk, actor=system())
    issue_quote.run(second.pk, actor=system())

    answer = customer.get(f"/q/{quote.token}?language=en")

    assert "newer version" in answer.content.decode()


@pytest.mark.parametrize("language", ["fa", "ar", "en"])
def test_the_customer_and_the_seller_get_a_pdf(customer, quote, language):
    answer = customer.get(f"/q/{quote.token}/quote.pdf?language={language}")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
