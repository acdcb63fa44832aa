"""What counts as changed since, when something is taken back."""

import pytest
from django.db import transaction

from payvand.kernel import records
from payvand.kernel.facts import record
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.testing.world import make_world
from tests.orchard.facts import TreeWatered
from tests.orchard.models import Tree

TREES = named("orchard.tree")


@pytest.mark.parametrize(
    ("field", "now", "told", "holds"),
    [
        ("name", "Fig", "Fig", True),
        ("name", "Fig", "Elm", False),
        ("notes", None, "", True),
        ("fruits", 0, None, False),
        ("price", {"amount": "1", "currency": "EUR"}, {"amount": "1", "currency": "USD"}, False),
        ("parent", {"id": 7, "label": "Elm"}, {"id": 7, "label": "Elm as it was called"}, True),
        ("parent", {"id": 7, "label": "Elm"}, {"id": 8, "label": "Elm"}, False),
        ("parent", None, {"id": 8, "label": "Elm"}, False),
        ("emails", [], None, True),
        (
            "emails",
            [{"value": "a@b.ir"}, {"value": "c@d.ir"}],
            [{"value": "c@d.ir"}, {"value": "a@b.ir"}],
            True,
        ),
        ("emails", [{"value": "a@b.ir"}], [{"value": "a@b.ir"}, {"value": "c@d.ir"}], False),
        ("emails", [{"value": "a@b.ir", "label": "work"}], [{"value": "a@b.ir"}], True),
        ("emails", [{"value": "a@b.ir", "label": "home"}], [{"value": "a@b.ir", "label": "work"}], False),
        ("tags", [{"value": {"id": 1, "label": "red"}}], [{"value": {"id": 1, "label": "rot"}}], True),
        ("tags", [{"value": {"id": 1, "label": "red"}}], [{"value": {"id": 2, "label": "red"}}], False),
    ],
)
def test_a_field_holds_what_was_told_of_it(field, now, told, holds):
    assert records.still_holds(TREES.shipped[field], now, told) is holds


def test_a_field_that_is_gone_holds_nothing_to_compare():
    assert records.still_holds(None, "anything", "else")


@pytest.mark.django_db
def test_what_happened_since_is_told_by_its_names_and_only_where_it_was_somebody_else():
    alma = make_world().actor("alma")
    outcomes, batch = records.write_many(
        TREES, [{"name": str(n)} for n in range(4)], actor=alma, mode="create"
    )
    pks = [one.id for one in outcomes if one.id]
    assert batch is not None
    made = {fact.subject_id: fact.pk for fact in Fact.objects.filter(batch_id=batch.pk)}
    records.update(TREES, pks[0], {"fruits": 1}, actor=alma)
    with transaction.atomic():
        record(TreeWatered(litres=3), about=Tree.objects.get(pk=pks[1]), actor=alma)
    _outcomes, ours = records.write_many(TREES, [{"fruits": 5}], ids=[pks[2]], actor=alma, mode="update")
    assert ours is not None

    since = records.happened_since(TREES, made, {ours.pk})

    assert {pk: str(reason) for pk, reason in since.items()} == {
        pks[0]: "It was changed since.",
        pks[1]: "This happened to it since: Watered.",
    }
