"""The seeded world is what commands would have left."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from payvand.kernel.access import system
from payvand.kernel.db.text import text_index
from payvand.kernel.models import Fact
from payvand.kernel.outbox import deliver_all
from payvand.kernel.records import write_many
from payvand.parties.models import ContactPoint, Party
from payvand.parties.objects import parties
from payvand.project.seed import Contact, NotEmpty, Register, contact, made
from payvand.project.seed_ahead import made_ahead
from payvand.project.seed_people import hire
from payvand.project.seed_rows import put
from payvand.project.seed_words import TAGS
from payvand.project.seed_world import fill
from payvand.sales.models import Opportunity
from payvand.sales.objects.opportunity import opportunities
from payvand.search.inspect import differences
from payvand.search.models import Document

COUNT = 40


def raw_of(one: Contact) -> dict[str, object]:
    """A contact as an import would bring it."""
    cells = {name.removesuffix("_id"): value for name, value in one.columns.items()}
    cells = {name: value.isoformat() if isinstance(value, date) else value for name, value in cells.items()}
    several = {"phones": one.phones, "emails": one.emails, "tags": one.tags}
    return cells | {name: list(values) for name, values in several.items() if values}


def stored(model: type[Any], *without: str) -> list[dict[str, object]]:
    """The rows of a table in order, but for the columns that nobody chose."""
    rows = model.objects.order_by("pk").values()
    return [{name: value for name, value in row.items() if name not in without} for row in rows]


def register() -> list[object]:
    """All that is known of parties."""
    made = Fact.objects.filter(name="record.created", object="parties.party")
    return [
        stored(Party, "created_at", "updated_at"),
        sorted(map(str, stored(ContactPoint, "id"))),
        sorted(Party.tags.through.objects.values_list("party", "tag")),
        stored(Document, "id"),
        list(
            made.order_by("pk").values_list(
                "subject_id", "party_id", "actor_kind", "actor_id", "payload", "version"
            )
        ),
    ]


@pytest.mark.django_db
def test_a_seeded_world_is_what_commands_would_have_left():
    staff = hire(TAGS)
    ids: list[int] = []
    for number in range(COUNT):
        ids.append(0)
        one = contact(number, ids, staff)
        (outcome,), _batch = write_many(parties, [raw_of(one)], actor=system())
        assert outcome.errors == []
        ids[number] = outcome.id or 0
    deliver_all()
    by_commands = register()
    for rows in (ContactPoint.objects, Party.tags.through.objects, Party.objects.people(), Party.objects):
        rows.all().delete()
    Fact.objects.all().delete()
    Document.objects.all().delete()

    put(made(Register(ids=ids, staff=staff, facts_per_party=1), range(COUNT)))

    assert register() == by_commands


@pytest.mark.django_db(transaction=True)
def test_a_world_is_seeded_once_and_in_full():
    # Tests that empty the tables leave the words of their documents in the text index.
    text_index().rebuild()

    fill(parties=30, opportunities=9, facts_per_party=2)

    assert Party.objects.count() == 30
    assert Party.objects.filter(kind="organisation").count() == 9
    assert Fact.objects.filter(party_id=Party.objects.order_by("pk")[3].pk).count() == 2
    assert Opportunity.objects.count() == 9
    assert differences(parties) == differences(opportunities) == []
    assert text_index().is_whole()
    assert indexes_of(Party) >= {index.name for index in Party._meta.indexes}
    with pytest.raises(NotEmpty):
        fill(parties=1, opportunities=0)


def indexes_of(model: type[Any]) -> set[str]:
    """The indexes that a table has in the database."""
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, model._meta.db_table))


def test_a_second_process_makes_the_chunks_in_their_order():
    world: dict[str, list[int]] = {"seen": []}

    found = list(made_ahead(seen_so_far, world, 35, chunk=10))

    assert found == [(10, [0]), (20, [0, 10]), (30, [0, 10, 20]), (35, [0, 10, 20, 30])]
    assert world == {"seen": []}


def seen_so_far(world: dict[str, list[int]], part: range) -> list[int]:
    """What a world remembers of the chunks before."""
    world["seen"].append(part.start)
    return world["seen"]
