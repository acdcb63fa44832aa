"""From a form on a website, or a cold call, to a deal: the story of a lead in plain words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from payvand.kernel import clock
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact
from payvand.kernel.outbox import deliver_all
from payvand.kernel.testing.world import make_world
from payvand.parties.models import Party
from payvand.sales.commands.call_list import log_call, take_call
from payvand.sales.commands.lead import disqualify_lead, put_off_lead, qualify_lead, respond_to_lead
from payvand.sales.commands.lead_conversion import convert_lead
from payvand.sales.models import CallListEntry, Lead, Opportunity
from payvand.sales.pages.lead_form import opened_now
from payvand.sales.reactions.lead import score_after_changes, wake
from payvand.sales.testing.lead import (
    make_call_list,
    make_form,
    make_formula,
    make_reason,
    make_rule,
    make_score_rule,
)
from payvand.sales.testing.opportunity import make_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    make_way()
    return make_world()


@pytest.mark.requirement("S0-8", "S1-9", "S1-44", "S4-52", "S4-55", "S4-58", "S4-62", "S4-64")
def test_a_visitor_asks_on_our_site_and_becomes_a_deal(world, client):
    ann = world.actor("ann")
    # Ann answers what comes from the website, within half an hour of work.
    make_rule("Website", world.ann, condition="source is website", answer_minutes=30)
    # The administrator finds buyers worth more, and whoever was spoken with.
    formula = make_formula("Fit")
    make_score_rule(formula, "Buys", 30, condition='job_title contains "buyer"')
    make_score_rule(formula, "Spoken with", 20, fact="sales.lead_responded", half_life_days=14)
    form = make_form("Ask us", campaign="Spring", ask_job_title="optional", ask_organisation="optional")

    # A visitor fills in the form, with Persian digits and the area code behind, and sends it twice by a double click.
    with clock.at(datetime.now(UTC) - timedelta(minutes=1)):
        ticket = opened_now(form)
    said = {
        "ticket": ticket, "name": "سارا کریمی", "phone": "۸۹۳۲۶۴۴۴-۰۲۱", "organisation": "Kian Trading",
        "job_title": "Buyer", "need": "Two ovens",
    }  # fmt: skip
    for _click in range(2):
        assert Client().post(form.path, said).status_code == 200
    deliver_all()

    # There is one lead; Ann has it, knows until when to answer, and why it counts.
    lead = Lead.objects.get()
    assert (lead.phone, lead.owner, lead.score) == ("+982189326444", world.ann, 30)
    assert lead.first_response_due_at is not None

    # She calls, hears what they ask, finds them worth it, and converts them.
    respond_to_lead.run(
        lead.pk, actor=ann, topic="Ovens", questions="When can you deliver?", objection="price"
    )
    deliver_all()
    lead.refresh_from_db()
    assert lead.score == 50
    qualify_lead.run(lead.pk, actor=ann)
    convert_lead.run(lead.pk, actor=ann)

    # The person, the company and the deal know one another, and tell where all began.
    lead.refresh_from_db()
    deal, kian = Opportunity.objects.get(), Party.objects.organisations().get()
    assert (lead.status, lead.opportunity, deal.party, deal.owner) == ("converted", deal, kian, world.ann)
    assert (deal.source, deal.campaign) == ("website", "Spring")
    client.force_login(world.ann, backend="payvand.ui.authentication.PasswordBackend")
    origin = client.get(f"/sales/opportunity/{deal.pk}?tab=origin").content.decode()
    record = client.get(f"/sales/lead/{lead.pk}").content.decode()
    assert "سارا کریمی" in origin
    assert "Spoken with" in record


@pytest.mark.requirement("S0-3")
def test_a_cold_call_leaves_a_trail_with_dates_up_to_the_deal(world):
    ann = world.actor("ann")
    calls = make_call_list("Bakeries", actor=ann)
    first = CallListEntry(call_list=calls, name="Bakery", phone="+982188776655", position=1)
    first.created_at = first.updated_at = clock.now()
    first.save()

    # Ann works the list; the baker wants to hear more.
    entry = take_call.run(calls.pk, actor=ann)
    assert entry == first.pk
    log_call.run(first.pk, actor=ann, outcome="interested", note="Wants prices")
    lead = Lead.objects.get()
    respond_to_lead.run(lead.pk, actor=ann, topic="Prices")
    convert_lead.run(lead.pk, actor=ann)

    # Call, talk, conversion and deal stand in the order in which they happened.
    names = [
        "sales.call_logged", "sales.lead_responded", "sales.lead_converted", "sales.opened_from_lead",
    ]  # fmt: skip
    told = Fact.objects.filter(name__in=names).order_by("id")
    assert [fact.name for fact in told] == names
    assert Opportunity.objects.get().source == "cold_call"


@pytest.mark.requirement("S4-63", "S4-55")
def test_not_now_comes_back_by_itself_and_no_has_a_reason(world):
    ann = world.actor("ann")
    make_rule("Everything", world.ann)
    form, start = make_form(), datetime.now(UTC) - timedelta(days=40)
    with clock.at(start - timedelta(minutes=1)):
        ticket = opened_now(form)
    with clock.at(start):
        Client().post(form.path, {"ticket": ticket, "name": "Reza", "phone": "09121234567"})
        deliver_all()
        lead = Lead.objects.get()

        # Their budget comes next month; on that day the lead is new again, and must be answered again.
        put_off_lead.run(lead.pk, actor=ann, until=(start + timedelta(days=30)).date())
    with clock.at(start + timedelta(days=31)):
        wake()
        deliver_all()
    lead.refresh_from_db()
    assert (lead.status, lead.owner) == ("new", world.ann)
    assert lead.first_response_due_at is not None
    assert lead.first_response_due_at > start + timedelta(days=30)

    # They bought elsewhere: the reason is one of the tree, and counts for the whole branch.
    reason = make_reason("Bought elsewhere", make_reason("Competitor"))
    disqualify_lead.run(lead.pk, actor=ann, reason=Reference(id=reason.pk))
    assert Lead.objects.filter(reason__path__startswith="Competitor").count() == 1
    score_after_changes()
