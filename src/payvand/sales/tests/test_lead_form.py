"""Public forms: one lead for each sending, in the form's language, where its sites allow it and nowhere else."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from payvand.kernel import clock
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Fact
from payvand.kernel.outbox import deliver_all
from payvand.kernel.testing.world import make_world
from payvand.sales.models import FormSubmission, Lead, LeadForm
from payvand.sales.pages.lead_form import opened_now
from payvand.sales.testing.lead import make_form, make_rule

pytestmark = pytest.mark.django_db

GIVEN = {"name": "سارا کریمی", "phone": "۰۹۱۲۱۲۳۴۵۶۷"}


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True)


def ticket(form: LeadForm, age: timedelta = timedelta(minutes=1)) -> str:
    with clock.at(datetime.now(UTC) - age):
        return opened_now(form)


def send(client: Client, form: LeadForm, **values: str):
    return client.post(form.path, {"ticket": ticket(form), **GIVEN, **values})


def text_of(answer) -> str:
    return unescape(answer.content.decode())


@pytest.mark.requirement("S1-44", "S0-8")
def test_stranger_sends_a_form_and_is_a_lead(client):
    form = make_form(campaign="Spring", thanks="We call you today.")

    shown = client.get(form.path)
    answer = send(client, form, phone="89326444-021", need="Two ovens")

    lead = Lead.objects.get()
    assert shown.status_code == 200
    assert "Set-Cookie" not in shown.headers
    assert answer.status_code == 200
    assert "We call you today." in text_of(answer)
    assert (lead.phone, lead.need) == ("+982189326444", "Two ovens")
    assert (lead.source, lead.campaign, lead.owner) == ("website", "Spring", None)
    assert Fact.objects.get(name="sales.form_sent").payload["form"] == "Ask us"


@pytest.mark.requirement("S4-58")
def test_same_sending_twice_is_one_and_a_later_one_touches_the_lead(client):
    form, once = make_form(), None
    once = {"ticket": ticket(form), **GIVEN}

    answers = [client.post(form.path, once).status_code for _again in range(2)]
    touched_by_repeat = Lead.objects.get().touches
    send(client, form, email="sara@example.ir")

    lead = Lead.objects.get()
    assert answers == [200, 200]
    assert touched_by_repeat == 1
    assert (lead.touches, lead.email) == (2, "sara@example.ir")
    assert FormSubmission.objects.count() == 2


def test_lead_of_a_form_is_given_to_somebody(client):
    world = make_world()
    make_rule("Website", world.ann, condition="source is website", answer_minutes=30)

    send(client, make_form())
    deliver_all()

    lead = Lead.objects.get()
    assert lead.owner == world.ann
    assert lead.first_response_due_at is not None


@pytest.mark.parametrize(
    ("language", "said", "direction"),
    [("fa", "این فیلد", "rtl"), ("ar", "", "rtl"), ("en", "A value is needed here.", "ltr")],
)
def test_errors_stand_beside_their_fields_in_the_language_of_the_form(client, language, said, direction):
    form = make_form(language=language)

    answer = send(client, form, name="", phone="12", need="Ovens")

    page = text_of(answer)
    assert answer.status_code == 422
    assert f'lang="{language}" dir="{direction}"' in page
    assert page.count("field-error") >= 2
    assert "Ovens" in page
    assert language != "en" or said in page
    assert not Lead.objects.exists()


def test_field_that_people_do_not_see_catches_programs(client):
    form = make_form()

    answer = send(client, form, website="http://spam.example")

    assert answer.status_code == 200
    assert not Lead.objects.exists()


@pytest.mark.parametrize("age", [timedelta(seconds=0), timedelta(days=3)])
def test_too_quick_and_too_old_must_be_sent_once_more(client, age):
    form = make_form()

    answer = client.post(form.path, {"ticket": ticket(form, age), **GIVEN})

    assert answer.status_code == 422
    assert "once more" in text_of(answer)
    assert "سارا کریمی" in text_of(answer)
    assert not Lead.objects.exists()


def test_ticket_of_another_form_or_a_false_one_is_worth_nothing(client):
    form, other = make_form(), make_form("Other")

    for false in (ticket(other), "x", "", ticket(form)[:-1]):
        assert client.post(form.path, {"ticket": false, **GIVEN}).status_code == 422

    assert not Lead.objects.exists()


def test_one_network_address_sends_only_so_often(client):
    form = make_form(hourly_limit=2)

    answers = [send(client, form, phone=f"0912123456{number}").status_code for number in range(3)]

    assert answers == [200, 200, 429]
    assert Lead.objects.count() == 2


def test_only_named_sites_may_embed_it(client):
    open_form, closed = make_form(hosts="https://www.example.ir/shop\n*.example.com"), make_form("Closed")

    embedded, alone = client.get(open_form.path), client.get(closed.path)

    assert "frame-ancestors www.example.ir *.example.com" in embedded.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded.headers
    assert "frame-ancestors 'none'" in alone.headers["Content-Security-Policy"]
    assert alone.headers["X-Frame-Options"] == "DENY"


def test_consent_is_asked_by_a_tick_and_kept_with_its_words(client):
    form = make_form(consent_text="You may write to me.", ask_consent="required")

    refused = send(client, form)
    send(client, form, consent="true")

    assert "Please agree to this." in text_of(refused)
    assert Lead.objects.get().consented_at is not None
    assert Fact.objects.get(name="sales.form_sent").payload["consent"] == "You may write to me."


@pytest.mark.requirement("S4-52")
def test_address_of_a_poster_or_a_campaign_is_kept(client):
    form = make_form(campaign="Spring")

    page = text_of(client.get(f"{form.path}?utm_campaign=Metro&code=QR-17"))
    send(client, form, campaign="Metro", code="QR-17")

    assert 'name="campaign" value="Metro"' in page
    assert (Lead.objects.get().campaign, Lead.objects.get().code) == ("Metro", "QR-17")


def test_what_a_form_does_not_ask_it_does_not_take(client):
    form = make_form(ask_need="no")

    send(client, form, need="x", owner="1", score="99", status="converted")

    lead = Lead.objects.get()
    assert (lead.need, lead.owner, lead.score, lead.status) == ("", None, 0, "new")


@pytest.mark.parametrize("path", ["/f/nothing", "/f/nothing.json"])
def test_address_that_is_none_or_out_of_use_is_not_found(client, path):
    form = make_form()
    LeadForm.objects.filter(pk=form.pk).update(is_active=False)

    assert client.post(path, {}).status_code == 404
    assert client.get(form.path).status_code == 404


def post_json(client: Client, form: LeadForm, body: object, **headers: str):
    return client.post(f"{form.path}.json", body, content_type="application/json", headers=headers)


def test_programs_send_json_and_a_key_makes_a_repeat_harmless(client):
    form = make_form(hosts="www.example.ir")
    key = {"Idempotency-Key": "order-17", "Origin": "https://www.example.ir"}

    first, again = (post_json(client, form, GIVEN, **key) for _time in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == {"thanks": "Thank you!"}
    assert first.headers["Access-Control-Allow-Origin"] == "https://www.example.ir"
    assert Lead.objects.get().touches == 1


def test_json_that_cannot_be_taken_gets_a_problem_that_names_the_fields(client):
    form = make_form()

    wrong = post_json(client, form, {"name": "Sara", "phone": "12"})
    broken = post_json(client, form, "[1")
    foreign = post_json(client, form, GIVEN, Origin="https://evil.example")

    assert wrong.status_code == 422
    assert [error["field"] for error in wrong.json()["errors"]] == ["phone"]
    assert broken.json()["code"] == "no_object"
    assert foreign.json()["code"] == "other_site"
    assert "Access-Control-Allow-Origin" not in foreign.headers
    assert not Lead.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"hosts": "not a host!"}, "hosts"),
        ({"hosts": "'self'; script-src *"}, "hosts"),
        ({"ask_phone": "optional", "ask_email": "no"}, "ask_phone"),
    ],
)
def test_form_that_would_not_work_is_refused(values, field):
    with pytest.raises(DomainError) as refused:
        make_form(**values)

    assert refused.value.field == field
    assert not LeadForm.objects.exists()


def test_consent_to_messages_is_nobodys_duty(client):
    form = make_form(consent_text="You may write to me.")

    answer = send(client, form)

    assert answer.status_code == 200
    assert Lead.objects.get().consented_at is None
    assert Fact.objects.get(name="sales.form_sent").payload["consent"] == ""
