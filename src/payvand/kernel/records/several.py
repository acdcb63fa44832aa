"""Writes the rows of fields of several values: what is new is added, what is gone is removed, what stays is kept."""

from collections.abc import Mapping, Sequence

from payvand.kernel.db import insert_rows
from payvand.kernel.fields import DerivedField
from payvand.kernel.kinds import Item, Items
from payvand.kernel.objects import Field, Many


def replace_items(field: Field, pk: int, before: Items, after: Items) -> None:
    """Make the values of one record exactly `after`; a value that stays keeps what else is known of it."""
    many = field.many
    assert many is not None
    stored = {many.kind.store(item.value)[0]: item for item in before}
    wanted = {many.kind.store(item.value)[0]: item for item in after}
    if stored:
        _change_items(field, pk, stored, wanted)
    add_items(many, [(pk, item) for value, item in wanted.items() if value not in stored])


def _change_items(
    field: Field, pk: int, stored: Mapping[object, Item], wanted: Mapping[object, Item]
) -> None:
    many = field.many
    assert many is not None
    rows = many.model._default_manager.filter(**{f"{many.of}_id": pk}, **many.where)
    column = field.columns_of_value[0]
    gone = [value for value in stored if value not in wanted]
    if gone:
        rows.filter(**{f"{column}__in": gone}).delete()
    for value, item in wanted.items():
        if value in stored and item.more != stored[value].more:
            said = {name: item.more.get(name, default_of(many, name)) for name in many.extras}
            rows.filter(**{column: value}).update(**said)


def default_of(many: Many, name: str) -> object:
    """What stands in a column where nothing is said."""
    return many.model._meta.get_field(name).get_default()  # type: ignore[union-attr]


def add_items(many: Many, items: Sequence[tuple[int, Item]]) -> None:
    """Insert values, each with the number of its record."""
    if not items:
        return
    columns = [column for column in many.model._meta.concrete_fields if not column.primary_key]
    fresh = {column.attname: default_of(many, column.name) for column in columns} | many.where
    of = many.model._meta.get_field(many.of).attname  # type: ignore[union-attr]
    names = [f"{many.value}{suffix}" for suffix in many.kind.suffixes]
    derived = [column for column in columns if isinstance(column, DerivedField)]
    store, rows = many.kind.store, []
    for pk, item in items:
        cells = fresh.copy()
        cells[of] = pk
        cells.update(zip(names, store(item.value), strict=False))
        cells.update(item.more)
        for column in derived:
            cells[column.attname] = column.compute(str(cells[column.source] or ""))
        rows.append(tuple(cells.values()))
    insert_rows(many.model, [*fresh], rows)
