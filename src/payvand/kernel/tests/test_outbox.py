"""Facts reach their subscribers: once in effect, in order, and parked where an administrator sees them."""

import pytest

from payvand.kernel import outbox, records
from payvand.kernel.commands import command_named
from payvand.kernel.facts import SUBSCRIBERS, Subscriber, record
from payvand.kernel.facts.write import DEEPEST
from payvand.kernel.models import Delivery, Fact
from payvand.kernel.objects import named
from payvand.kernel.testing.world import World, make_world
from tests.orchard.facts import TreeWatered
from tests.orchard.models import Tree, Watering

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def tree(world) -> Tree:
    made = records.create(named("orchard.tree"), {"name": "Apple"}, actor=world.actor("ann"))
    outbox.deliver_all()
    assert isinstance(made, Tree)
    return made


@pytest.fixture
def broken(monkeypatch):
    """A subscriber of waterings that fails as long as the list says so."""
    failing, heard = [True], []

    def handle(fact, *, actor):
        if failing:
            raise RuntimeError("no water")
        heard.append((fact.pk, actor.cause))

    subscriber = Subscriber(name="broken", facts=("orchard.tree_watered",), objects=(), handle=handle)
    monkeypatch.setitem(SUBSCRIBERS, "broken", subscriber)
    return failing, heard


def water(tree, world, litres=5):
    command_named("orchard.water_tree").run(tree.pk, actor=world.actor("ann"), litres=litres)


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_a_transaction_is_refused(world, tree):
    with pytest.raises(RuntimeError, match="transaction"):
        record(TreeWatered(litres=1), about=tree, actor=world.actor("ann"))


def test_a_fact_is_heard_once_and_its_delivery_is_struck_off(world, tree):
    water(tree, world)

    outbox.deliver_all()
    outbox.deliver_all()

    assert Watering.objects.count() == 1
    assert not Delivery.objects.exists()


def test_a_failing_subscriber_hinders_no_other_one_and_is_parked_after_five_tries(world, tree, broken):
    water(tree, world)

    for _again in range(outbox.TRIES):
        outbox.deliver_all()
        Delivery.objects.update(due_at="2020-01-01T00:00Z")

    parked = Delivery.objects.get()
    assert (parked.subscriber, parked.tries) == ("broken", outbox.TRIES)
    assert parked.parked_at is not None
    assert "no water" in parked.error
    assert Watering.objects.count() == 1


def test_a_parked_delivery_is_tried_again_when_somebody_asks(world, tree, broken):
    failing, heard = broken
    water(tree, world)
    for _again in range(outbox.TRIES):
        outbox.deliver_all()
        Delivery.objects.update(due_at="2020-01-01T00:00Z")
    failing.clear()

    outbox.retry(Delivery.objects.get().pk)
    outbox.deliver_all()

    assert len(heard) == 1
    assert not Delivery.objects.exists()


def test_the_facts_of_one_subject_are_heard_in_their_order(world, tree, broken):
    failing, heard = broken
    water(tree, world, 1)
    outbox.deliver_all()
    water(tree, world, 2)
    failing.clear()
    outbox.deliver_all()
    assert heard == []

    Delivery.objects.update(due_at="2020-01-01T00:00Z")
    outbox.deliver_all()

    facts = list(Fact.objects.filter(name="orchard.tree_watered").order_by("id").values_list("pk", flat=True))
    assert [pk for pk, _cause in heard] == facts


def test_a_subscriber_acts_because_of_the_fact_that_it_hears(world, tree, broken):
    failing, heard = broken
    failing.clear()
    water(tree, world)

    outbox.deliver_all()

    ((pk, cause),) = heard
    assert (cause.fact_id, cause.depth) == (pk, 1)


def test_a_chain_of_causes_ends_with_a_report(world, tree, monkeypatch):
    def water_again(fact, *, actor):
        record(TreeWatered(litres=1), about=tree, actor=actor)

    endless = Subscriber(name="endless", facts=("orchard.tree_watered",), objects=(), handle=water_again)
    monkeypatch.setitem(SUBSCRIBERS, "endless", endless)
    water(tree, world)

    outbox.deliver_all()

    parked = Delivery.objects.filter(subscriber="endless").get()
    assert parked.parked_at is not None
    assert Fact.objects.get(pk=parked.fact_id).depth == DEEPEST + 1
