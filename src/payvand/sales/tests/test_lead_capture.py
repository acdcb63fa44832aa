"""One lead for each who comes, however often and by whatever way."""

from datetime import date

import pytest

from payvand.kernel import clock
from payvand.kernel.access import system
from payvand.kernel.errors import Denied, DomainError, Invalid
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.records import suspects
from payvand.kernel.testing.world import make_world
from payvand.sales.commands.lead import disqualify_lead, put_off_lead
from payvand.sales.commands.lead_capture import capture_lead
from payvand.sales.models import Lead
from payvand.sales.testing.lead import make_lead, make_reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def captured(actor, **raw: object) -> Lead:
    lead = capture_lead.run(None, actor=actor, of=named("sales.lead"), **capture_lead.read(raw, actor.locale))
    assert isinstance(lead, Lead)
    return lead


@pytest.mark.requirement("S1-9")
def test_name_and_phone_are_enough(world):
    lead = captured(world.actor("ann"), name="آقای رضایی", phone="۰۹۱۲۱۲۳۴۵۶۷")

    assert (lead.phone, lead.owner, lead.status) == ("+989121234567", world.ann, "new")


@pytest.mark.requirement("S4-58")
def test_a_repeat_touches_the_same_lead_and_fills_what_was_not_known(world):
    first = captured(world.actor("ann"), name="Reza", phone="09121234567", source="cold_call")
    again = captured(
        world.actor("cleo"), name="R. Rezai", phone="+98 912 123 4567", email="reza@example.ir", source="website",
        campaign="Spring", need="Two tons of flour",
    )  # fmt: skip
    by_mail = captured(world.actor("ann"), name="Rezai", email="REZA@example.ir")

    lead = Lead.objects.get()
    assert first.pk == again.pk == by_mail.pk
    assert (lead.name, lead.email, lead.source, lead.campaign) == (
        "Reza",
        "reza@example.ir",
        "cold_call",
        "Spring",
    )
    assert (lead.need, lead.touches, lead.owner) == ("Two tons of flour", 3, world.ann)
    touched = Fact.objects.filter(name="sales.lead_touched").order_by("id")
    assert [fact.payload["source"] for fact in touched] == ["website", ""]


def test_who_was_given_up_or_comes_back_later_is_heard(world):
    ann = world.actor("ann")
    lost = captured(ann, name="Sara", phone="09121111111")
    disqualify_lead.run(lost.pk, actor=ann, reason=Reference(id=make_reason().pk))
    later = captured(ann, name="Mina", phone="09122222222")
    put_off_lead.run(later.pk, actor=ann, until=date(2090, 1, 1))

    anew = captured(ann, name="Sara", phone="09121111111")
    woken = captured(ann, name="Mina", phone="09122222222")

    assert anew.pk != lost.pk
    assert woken.pk == later.pk
    assert (woken.status, woken.wake_on) == ("new", None)
    assert Fact.objects.filter(subject_id=later.pk, name="sales.lead_woke").count() == 1


def test_form_of_a_new_lead_shows_who_has_the_phone_already(world):
    lead = make_lead("Reza", actor=world.actor("ann"), phone="09121234567")

    found = suspects(named("sales.lead"), {"phone": "+989121234567"}, world.actor("ann"))

    assert [(match.id, match.fields) for match in found] == [(lead.pk, ("phone",))]


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"phone": "09121234567"}, "name"),
        ({"name": "Reza", "phone": "not a number"}, "phone"),
        ({"name": "Reza", "email": "no address"}, "email"),
        ({"name": "Reza", "phone": "09121234567", "source": "telepathy"}, "source"),
    ],
)
def test_bad_input_is_named_and_makes_nothing(world, raw, field):
    with pytest.raises(Invalid) as refused:
        captured(world.actor("ann"), **raw)

    assert [error.field for error in refused.value.errors] == [field]
    assert not Lead.objects.exists()


def test_nobody_is_captured_who_cannot_be_answered(world):
    with pytest.raises(DomainError) as refused:
        captured(world.actor("ann"), name="Reza")

    assert refused.value.code == "unreachable"


def test_capturing_needs_the_right_to_create(world):
    with pytest.raises(Denied):
        captured(world.actor("stranger"), name="Reza", phone="09121234567")


def test_moment_of_the_first_word_is_kept(world):
    now = clock.now()

    lead = captured(system(), name="Reza", phone="09121234567")

    assert lead.touches == 1
    touched = Lead.objects.get(pk=lead.pk).touched_at
    assert touched is not None
    assert touched >= now
