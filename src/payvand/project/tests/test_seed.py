"""The seeded world is what commands would have left."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from payvand.kernel.access import system
from payvand.kernel.models import Fact
from payvand.kernel.outbox import deliver_all
from payvand.kernel.records import write_many
from payvand.parties.models import ContactPoint, Party
from payvand.parties.objects import parties
from payvand.project.seed import Contact, NotEmpty, contact, seed, write
from payvand.project.seed_people import hire
from payvand.project.seed_words import TAGS
from payvand.search.index import differences
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

    write(range(COUNT), ids, staff, 1)

    assert register() == by_commands


@pytest.mark.django_db(transaction=True)
def test_a_world_is_seeded_once_and_in_full():
    seed(parties=30, facts_per_party=2)

    assert Party.objects.count() == 30
    assert Party.objects.filter(kind="organisation").count() == 9
    assert Fact.objects.filter(party_id=Party.objects.order_by("pk")[3].pk).count() == 2
    assert differences(parties) == []
    assert indexes_of(Party) >= {index.name for index in Party._meta.indexes}
    with pytest.raises(NotEmpty):
        seed(parties=1)


def indexes_of(model: type[Any]) -> set[str]:
    """The indexes that a table has in the database."""
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, model._meta.db_table))
