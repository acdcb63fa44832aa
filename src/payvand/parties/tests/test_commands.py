"""Commands of parties: the state after, the fact told, the refusal."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from payvand.culture.locale import default_for
from payvand.kernel import clock
from payvand.kernel.access import system
from payvand.kernel.errors import Denied, DomainError, DuplicateFound, Missing
from payvand.kernel.kinds import Reference
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.records import create, update
from payvand.kernel.testing.world import make_world
from payvand.parties.commands import (
    change_owner,
    end_relation,
    give_consent,
    mark_lost,
    mark_shared,
    note_contact,
    note_purchase,
    relate,
    set_primary_contact,
    take_up,
    verify_contact,
    withdraw_consent,
)  # fmt: skip
from payvand.parties.models import ContactPoint, Party, Relation
from payvand.parties.reactions import let_time_pass
from payvand.parties.testing import make_dora, make_organisation, make_person
from payvand.timeline.entries import entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def today():
    return today_in(system().locale)


def facts(party, name):
    return [fact.payload for fact in Fact.objects.filter(party_id=party.pk, name=name).order_by("id")]


def test_relation_is_told_about_both_and_gives_the_main_employer(world):
    dora, kian = make_dora(world), make_organisation("Kian Trading", actor=world.actor("ann"))

    relate.run(
        dora.pk, actor=world.actor("ann"), kind="works_at", other=Reference(id=kian.pk), role="decider"
    )

    relation = Relation.objects.get()
    assert (relation.party, relation.other, relation.role) == (dora, kian, "decider")
    assert Party.objects.get(pk=dora.pk).organisation == kian
    assert [(told["other"], told["forward"]) for told in facts(dora, "parties.related")] == [
        ("Kian Trading", True)
    ]
    assert [(told["other"], told["forward"]) for told in facts(kian, "parties.related")] == [
        ("Dora Ahmadi", False)
    ]


def test_relation_to_oneself_or_to_a_stranger_is_refused(world):
    dora, foreign = make_dora(world), make_organisation("Foreign", actor=world.actor("cleo"))

    with pytest.raises(DomainError) as to_self:
        relate.run(dora.pk, actor=world.actor("ann"), kind="partner_of", other=Reference(id=dora.pk))
    with pytest.raises(DomainError) as to_hidden:
        relate.run(dora.pk, actor=world.actor("ann"), kind="works_at", other=Reference(id=foreign.pk))

    assert (to_self.value.code, to_hidden.value.code) == ("related_to_self", "no_such_record")
    assert not Relation.objects.exists()


def test_parent_relations_make_no_circle():
    one, two, three = (make_organisation(name) for name in ("One", "Two", "Three"))
    relate.run(one.pk, actor=system(), kind="subsidiary_of", other=Reference(id=two.pk))
    relate.run(two.pk, actor=system(), kind="subsidiary_of", other=Reference(id=three.pk))

    with pytest.raises(DomainError) as refused:
        relate.run(three.pk, actor=system(), kind="subsidiary_of", other=Reference(id=one.pk))

    assert refused.value.code == "circle"


def test_relation_ends_once(world):
    dora, kian, ann = make_dora(world), make_organisation(actor=world.actor("ann")), world.actor("ann")
    relate.run(dora.pk, actor=ann, kind="works_at", other=Reference(id=kian.pk))
    relation = Relation.objects.get()

    end_relation.run(kian.pk, actor=ann, relation=relation.pk, on=date(2025, 1, 1))
    with pytest.raises(DomainError) as again:
        end_relation.run(dora.pk, actor=ann, relation=relation.pk)

    assert Relation.objects.get().end_on == date(2025, 1, 1)
    assert [told["on"] for told in facts(dora, "parties.relation_ended")] == ["2025-01-01"]
    assert again.value.code == "has_ended"


def test_consent_is_kept_with_where_and_when_and_may_be_withdrawn(world):
    dora, ann = make_dora(world), world.actor("ann")

    give_consent.run(dora.pk, actor=ann, contact="DORA@example.com", source="web form", on=date(2025, 1, 5))
    given = ContactPoint.objects.get(channel="email")
    withdraw_consent.run(
        dora.pk, actor=ann, contact="dora@example.com", source="reply 11", on=date(2025, 2, 1)
    )
    withdrawn = ContactPoint.objects.get(channel="email")

    assert (given.consent, given.consent_source, given.consent_on) == ("given", "web form", date(2025, 1, 5))
    assert (withdrawn.consent, withdrawn.consent_on) == ("withdrawn", date(2025, 2, 1))
    assert [told["value"] for told in facts(dora, "parties.consent_given")] == ["dora@example.com"]
    assert len(facts(dora, "parties.consent_withdrawn")) == 1


def test_consent_for_a_contact_that_is_not_theirs_is_refused(world):
    dora = make_dora(world)

    with pytest.raises(DomainError) as refused:
        give_consent.run(dora.pk, actor=world.actor("ann"), contact="09350000000", source="call")

    assert (refused.value.code, refused.value.field) == ("no_such_contact", "contact")


def test_consent_outlives_a_change_of_the_label(world):
    dora, ann = make_dora(world), world.actor("ann")
    give_consent.run(dora.pk, actor=ann, contact="09121234567", source="call")

    update(
        named("parties.party"), dora.pk, {"phones": [{"value": "09121234567", "label": "home"}]}, actor=ann
    )

    point = ContactPoint.objects.get(channel="phone")
    assert (point.label, point.consent) == ("home", "given")


def test_primary_contact_comes_first_and_is_one_only(world):
    ann = world.actor("ann")
    party = make_person(phones="09121234567; 09351234567", actor=ann)

    set_primary_contact.run(party.pk, actor=ann, contact="09121234567")
    set_primary_contact.run(party.pk, actor=ann, contact="۰۹۳۵۱۲۳۴۵۶۷")

    assert list(party.contact_points.filter(is_primary=True).values_list("value", flat=True)) == [
        "+989351234567"
    ]
    assert len(facts(party, "parties.primary_contact_set")) == 2


def test_verified_contact_keeps_its_moment(world):
    dora, moment = make_dora(world), datetime(2025, 1, 1, 10, tzinfo=UTC)

    with clock.at(moment):
        verify_contact.run(dora.pk, actor=world.actor("ann"), contact="dora@example.com")

    assert ContactPoint.objects.get(channel="email").verified_at == moment
    assert len(facts(dora, "parties.contact_verified")) == 1


def test_shared_number_makes_nobody_a_duplicate(world):
    dora, ann = make_dora(world), world.actor("ann")

    with pytest.raises(DuplicateFound):
        create(named("parties.party"), {"name": "Colleague", "phones": "09121234567"}, actor=ann)
    mark_shared.run(dora.pk, actor=ann, contact="09121234567")
    colleague = create(named("parties.party"), {"name": "Colleague", "phones": "09121234567"}, actor=ann)

    assert colleague.pk is not None
    assert [told["shared"] for told in facts(dora, "parties.contact_shared")] == [True]


def test_party_is_handed_over_with_its_team(world):
    dora = make_dora(world)

    change_owner.run(
        dora.pk, actor=world.actor("ben"), owner=Reference(id=world.cleo.pk), note="Moved to Shiraz"
    )

    moved = Party.objects.get(pk=dora.pk)
    assert (moved.owner, moved.team) == (world.cleo, world.south)
    assert facts(dora, "parties.owner_changed") == [
        {"before": "Ann", "after": "Cleo", "note": "Moved to Shiraz"}
    ]


def test_new_owner_may_be_called_by_name_and_must_exist(world):
    dora, ann = make_dora(world), world.actor("ann")

    with pytest.raises(DomainError) as unknown:
        change_owner.run(dora.pk, actor=ann, owner=Reference(id=0, label="Nobody"))
    change_owner.run(dora.pk, actor=ann, owner=Reference(id=0, label="Ben"))

    assert unknown.value.code == "no_such_record"
    assert Party.objects.get(pk=dora.pk).owner == world.ben


def test_hand_over_to_the_same_owner_or_by_a_stranger_is_refused(world):
    dora = make_dora(world)

    with pytest.raises(DomainError) as same:
        change_owner.run(dora.pk, actor=world.actor("ann"), owner=Reference(id=world.ann.pk))
    with pytest.raises(Missing):
        change_owner.run(dora.pk, actor=world.actor("cleo"), owner=Reference(id=world.cleo.pk))
    with pytest.raises(Denied):
        change_owner.run(dora.pk, actor=world.actor("stranger"), owner=Reference(id=world.cleo.pk))

    assert same.value.code == "same_owner"
    assert Party.objects.get(pk=dora.pk).owner == world.ann


@pytest.mark.requirement("S0-1")
def test_lifecycle_follows_the_facts(world):
    dora, ann = make_dora(world), world.actor("ann")
    states = []

    for happens in (
        lambda: note_purchase.run(dora.pk, actor=ann),
        lambda: mark_lost.run(dora.pk, actor=ann, reason="Bought elsewhere"),
        lambda: take_up.run(dora.pk, actor=ann, reason="New budget"),
    ):
        happens()
        deliver_all()
        states.append(Party.objects.get(pk=dora.pk).lifecycle)

    assert states == ["active", "lost", "active"]
    assert [told["after"] for told in facts(dora, "parties.lifecycle_changed")] == states


@pytest.mark.requirement("S0-1")
def test_time_alone_makes_a_customer_dormant(world):
    dora, ann = make_dora(world), world.actor("ann")
    note_purchase.run(dora.pk, actor=ann, on=today() - timedelta(days=10))
    deliver_all()
    Party.objects.filter(pk=dora.pk).update(last_purchase_on=today() - timedelta(days=400))

    let_time_pass()

    assert Party.objects.get(pk=dora.pk).lifecycle == "dormant"


def test_contact_and_purchase_are_told_once_a_day_and_never_ahead(world):
    dora, ann = make_dora(world), world.actor("ann")

    note_contact.run(dora.pk, actor=ann, on=date(2025, 1, 2))
    note_contact.run(dora.pk, actor=ann, on=date(2025, 1, 2))
    note_contact.run(dora.pk, actor=ann, on=date(2025, 1, 1))
    with pytest.raises(DomainError) as refused:
        note_purchase.run(dora.pk, actor=ann, on=today() + timedelta(days=3))

    assert facts(dora, "parties.contacted") == [{"on": "2025-01-02"}]
    assert refused.value.code == "in_future"


def test_only_a_lost_party_is_taken_up(world):
    dora = make_dora(world)

    with pytest.raises(DomainError) as refused:
        take_up.run(dora.pk, actor=world.actor("ann"), reason="Why not")

    assert refused.value.code in ("not_lost", "not_applicable")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ["2025-03-20", "web form"]), ("fa", ["۱۴۰۳/۱۲/۳۰", "web form"])],
)
def test_timeline_tells_a_fact_in_the_readers_words(world, language, expected):
    dora, ann = make_dora(world), world.actor("ann")
    give_consent.run(dora.pk, actor=ann, contact="dora@example.com", source="web form", on=date(2025, 3, 20))
    reader = replace(ann, locale=default_for(language))

    newest = entries(named("parties.party"), dora.pk, reader).entries[0]

    assert newest.name == "parties.consent_given"
    assert all(word in newest.text for word in ("dora@example.com", *expected))


def test_every_fact_of_a_story_is_told_in_words(world):
    dora, ann, kian = make_dora(world), world.actor("ann"), make_organisation(actor=world.actor("ann"))
    relate.run(dora.pk, actor=ann, kind="works_at", other=Reference(id=kian.pk), role="user")
    end_relation.run(dora.pk, actor=ann, relation=Relation.objects.get().pk)
    verify_contact.run(dora.pk, actor=ann, contact="dora@example.com")
    mark_shared.run(dora.pk, actor=ann, contact="09121234567")
    mark_lost.run(dora.pk, actor=ann, reason="Moved away")
    deliver_all()
    change_owner.run(dora.pk, actor=world.actor("ben"), owner=Reference(id=world.ben.pk))

    told = {
        entry.name: entry.text
        for entry in entries(named("parties.party"), dora.pk, world.actor("ben")).entries
    }

    assert told["parties.related"] == "works at Kian Trading · user of the product"
    assert told["parties.relation_ended"].startswith("works at Kian Trading · ")
    assert told["parties.contact_shared"] == "0912 123 4567 · shared"
    assert told["parties.lost"].startswith("Moved away · ")
    assert told["parties.lifecycle_changed"] == "from prospect to lost"
    assert told["parties.owner_changed"] == "from Ann to Ben"
