"""One sheet that brings several sorts of records at once."""

import pytest

from payvand.integration.commands import undo_import
from payvand.integration.jobs import drive_import
from payvand.kernel.objects import named
from payvand.kernel.records import create
from tests.orchard.models import Tree

pytestmark = pytest.mark.django_db

SHEET = """Child,Mother,Mother's mail,Mother's health,Grandmother
Bud,Oak,oak@example.com,poor,Elm
Leaf,Oak,oak@example.com,poor,Elm
Sprout,Fig,,,Elm
Alone,,,,
"""
COLUMNS = {
    "Child": "name",
    "Mother": "parent.name",
    "Mother's mail": "parent.emails",
    "Mother's health": "parent.health",
    "Grandmother": "parent.parent.name",
}


def family() -> dict[str, str | None]:
    return dict(Tree.objects.values_list("name", "parent__name"))


def test_records_behind_links_are_made_once_and_linked(bring):
    batch = bring(SHEET, columns=COLUMNS)

    assert (batch.created, batch.refused) == (4, 0)
    assert family() == {
        "Elm": None, "Oak": "Elm", "Fig": "Elm", "Bud": "Oak", "Leaf": "Oak", "Sprout": "Fig", "Alone": None,
    }  # fmt: skip
    assert Tree.objects.get(name="Oak").health == "poor"


def test_records_behind_links_are_found_by_their_keys_before_their_name(bring, alma):
    create(named("orchard.tree"), {"name": "Old oak", "emails": "oak@example.com"}, actor=alma)
    create(named("orchard.tree"), {"name": "Fig"}, actor=alma)

    batch = bring(SHEET, columns=COLUMNS)

    assert (batch.created, batch.refused) == (4, 0)
    assert sorted(Tree.objects.filter(parent__name="Elm").values_list("name", flat=True)) == ["Fig", "Oak"]
    assert Tree.objects.count() == 7


def test_what_refuses_the_record_behind_a_link_refuses_the_row_and_names_the_place(bring):
    batch = bring(SHEET.replace("oak@example.com", "no mail", 1), columns=COLUMNS)

    assert (batch.created, batch.refused) == (3, 1)
    assert [(error["field"], error["label"]) for row in batch.rows.refused() for error in row.errors] == [
        ("parent.emails", "grown from › e-mails")
    ]


def test_taking_the_import_back_takes_all_sorts_of_records_back(bring, alma):
    batch = bring(SHEET, columns=COLUMNS)

    undo_import.run(number=batch.pk, actor=alma)
    drive_import(batch.pk)

    assert not Tree.objects.exists()
