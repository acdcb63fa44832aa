"""A column turned in one go holds what its values turned one by one would."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from payvand.culture.money import Money
from payvand.integration import export
from payvand.integration.export import chunks_of, fields_of, stream_export
from payvand.integration.writers.cells import canonical
from payvand.integration.writers.columns import json_of, never_opens_a_formula, texts_of
from payvand.kernel.kinds import Item
from payvand.kernel.models import Tag
from payvand.kernel.objects import all_objects, named
from payvand.kernel.query import Query
from payvand.kernel.query.rows import column_of
from payvand.kernel.records import create

pytestmark = pytest.mark.django_db

EMPTY: tuple[object, ...] = (None, "", [])


def in_turn(field, columns):
    """The texts and the JSON of a field, one value after another."""
    values = column_of(field, columns)
    write, to_json = canonical(field), field.kind.to_json
    return [write(value) for value in values], [to_json(value) for value in values]


def assert_same(field, columns):
    texts, values = in_turn(field, columns)
    assert [text or "" for text in texts_of(field)(columns)] == texts, field.name
    found = [value for value in json_of(field)(columns) if value not in EMPTY]
    assert found == [value for value in values if value not in EMPTY], field.name


def single_fields():
    """Every field of one value of every Object, whose kind has samples."""
    return {
        f"{one.name}.{field.name}": field
        for one in all_objects()
        for field in one.fields.values()
        if field.many is None and field.source != "custom" and field.kind.samples()
    }


def test_of_every_field_the_samples_of_its_kind():
    looked = set()
    for field in single_fields().values():
        kind = field.kind
        stored = [kind.store(sample) for sample in (*kind.samples(), None, *kind.samples())]
        if any(len(row) != len(field.columns) for row in stored):
            continue
        columns = dict(zip(field.columns, zip(*stored, strict=True), strict=True))
        assert_same(field, columns | {"pk": tuple(range(len(stored)))})
        looked.add(kind.name)

    assert looked >= {"text", "choice", "day", "moment", "money", "number", "whole", "yes_no"}


@pytest.fixture
def orchard(alma):
    """Trees with awkward values in every field."""
    now = datetime.now(UTC)
    tags = [Tag.objects.create(name=name, created_at=now, updated_at=now) for name in ("سبز", "a; b", "|")]
    one = named("orchard.tree")
    first = create(
        one,
        {
            "name": "=1+1", "notes": "سطر یکم\nline, \"two\"; 3", "health": "poor", "planted": date(2024, 3, 20),
            "watered_at": datetime(2024, 3, 20, 20, 29, 59, 120, tzinfo=UTC), "fruits": -7, "for_sale": True,
            "price": Money(amount=Decimal("0.5"), currency="USD"), "tags": ["سبز"],
            "emails": [Item(value="a@example.com", more={"label": "work"}), Item(value="b@example.com")],
        },
        actor=alma,
    )  # fmt: skip
    several = [Item(value=one.fields["tags"].kind.of.read(tag.pk, None)) for tag in tags]
    emails = [Item(value=f"{number}@example.com") for number in range(3)]
    create(one, {"name": "-plain", "parent": first.pk, "tags": several[:1], "emails": emails[:1]}, actor=alma)
    create(one, {"name": "'=guarded", "tags": several, "emails": emails[1:], "fruits": 0}, actor=alma)
    create(one, {"name": "bare", "tags": several[1:2]}, actor=alma)
    return one


def test_of_every_field_what_the_database_gives(orchard, alma):
    fields = fields_of(orchard, Query(), alma)

    (columns,) = chunks_of(orchard, Query(), fields, alma)

    assert len(columns["pk"]) == 4
    for field in fields:
        assert_same(field, columns)


def test_only_what_cannot_open_a_formula_goes_unguarded(orchard, alma):
    fields = {field.name: never_opens_a_formula(field) for field in fields_of(orchard, Query(), alma)}

    unguarded = {name for name, is_safe in fields.items() if is_safe}
    assert unguarded & {"planted", "watered_at", "for_sale"} == {"planted", "watered_at", "for_sale"}
    assert not unguarded & {"name", "notes", "fruits", "price", "health", "emails", "tags", "parent"}


def test_a_large_file_comes_as_the_table_lies_unless_an_order_is_asked_for(orchard, alma, monkeypatch):
    def names(**query):
        content = b"".join(stream_export(orchard, Query(columns=("name",), **query), alma, "csv"))
        return content.decode("utf-8-sig").split("\r\n")[1:-1]

    in_order, entered = names(sort=("name",)), names(sort=("id",))
    assert (in_order != entered, names()) == (True, in_order)

    monkeypatch.setattr(export, "MOST_IN_ORDER", 3)

    assert names() == entered
    assert names(sort=("-name",)) == in_order[::-1]
