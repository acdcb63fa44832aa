"""Writes unsaved instances of a model as a set, derived columns worked out, by the database's own bulk path."""

from collections.abc import Sequence
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
        one._state = models.base.ModelState()
        vars(one).update(pattern)
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
    """The column values of the instances, the key first as Django puts it, JSON as text."""
    readers = [reader_of(column) for column in columns]
    return [tuple([read(one) for read in readers]) for one in instances]


def reader_of(column: "models.Field[Any, Any]") -> Any:
    """The function that takes a column's value from an instance."""
    if isinstance(column, DerivedField):
        return lambda one: column.pre_save(one, add=True)
    name = column.attname
    if isinstance(column, models.JSONField):
        return lambda one: orjson.dumps(getattr(one, name)).decode()
    return lambda one: getattr(one, name)
