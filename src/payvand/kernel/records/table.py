"""Writes unsaved instances of a model as a set, derived columns worked out, by the database's own bulk path."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, TypeVar

import orjson
from django.db import models

from payvand.kernel.db import insert_rows, update_rows
from payvand.kernel.fields import DerivedField

M = TypeVar("M", bound=models.Model)
Columns = Sequence["models.Field[Any, Any]"]


def blanks(model: type[M], count: int) -> list[M]:
    """New instances with their defaults, as `model()` gives them; worked out once, for a set."""
    pattern = {name: value for name, value in vars(model()).items() if name != "_state"}
    fresh = {name: type(value) for name, value in pattern.items() if isinstance(value, dict | list)}
    made = []
    for _turn in range(count):
        one = model.__new__(model)
        one.__dict__ = pattern.copy()
        one._state = models.base.ModelState()
        for name, build in fresh.items():
            setattr(one, name, build(pattern[name]))
        made.append(one)
    return made


def insert(instances: Sequence[models.Model]) -> None:
    """Insert instances of one model. Either all of them carry their key or the database gives it."""
    if not instances:
        return
    columns = [
        column
        for column in instances[0]._meta.concrete_fields
        if not (column.primary_key and instances[0].pk is None)
    ]
    insert_rows(type(instances[0]), [column.name for column in columns], rows_of(instances, columns))


def overwrite(instances: Sequence[models.Model]) -> None:
    """Write every column of instances that stand in the database already."""
    if instances:
        columns = instances[0]._meta.concrete_fields
        update_rows(type(instances[0]), [column.name for column in columns], rows_of(instances, columns))


def rows_of(instances: Sequence[models.Model], columns: Columns) -> list[tuple[Any, ...]]:
    """The column values of the instances, in the order of the columns, JSON as text."""
    for column in columns:
        if isinstance(column, DerivedField):
            derive(column, instances)
    rows = map(itemgetter(*(column.attname for column in columns)), map(vars, instances))
    packed = [place for place, column in enumerate(columns) if isinstance(column, models.JSONField)]
    return [with_json(row, packed) for row in rows] if packed else list(rows)


def derive(column: DerivedField, instances: Sequence[models.Model]) -> None:
    """Work a derived column out for a set; texts that come again once."""
    known: dict[str, str] = {}
    for one in instances:
        cells = vars(one)
        text = cells[column.source] or ""
        if text not in known:
            known[text] = column.compute(text)
        cells[column.attname] = known[text]


def with_json(row: tuple[Any, ...], packed: Sequence[int]) -> tuple[Any, ...]:
    """A row with the values of its JSON columns as text."""
    cells = list(row)
    for place in packed:
        if cells[place] is not None:
            cells[place] = orjson.dumps(cells[place]).decode()
    return tuple(cells)
