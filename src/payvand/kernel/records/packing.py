"""Rows as the recycle bin keeps them: their columns as JSON, and rows again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from django.db import models

from payvand.kernel.records.table import blanks

_columns: dict[type[models.Model], tuple[str, ...]] = {}


def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """The columns that are kept; what the database works out itself is not among them."""
    found = _columns.get(model)
    if found is None:
        columns = [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]
        found = _columns[model] = tuple(field.attname for field in columns)
    return found


def packed(row: models.Model) -> dict[str, Any]:
    """The columns of a row that was read."""
    cells = vars(row)
    return {name: cells[name] for name in columns_of(type(row))}


def read_packed(model: type[models.Model], pks: Sequence[Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The numbers of rows with their columns, straight from the database."""
    names = columns_of(model)
    for pk, *cells in model._meta.base_manager.filter(pk__in=pks).values_list("pk", *names):
        yield pk, dict(zip(names, cells, strict=True))


def as_text(rows: object) -> str:
    """Rows as JSON; what JSON does not know as text that its field reads again."""
    return orjson.dumps(rows, default=str).decode()


def unpacked(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> list[models.Model]:
    """Rows out of the bin. A column that has come since has its default; one that is gone is left out."""
    made = blanks(model, len(rows))
    columns = [(field.attname, field.to_python) for field in model._meta.concrete_fields]
    for row, values in zip(made, rows, strict=True):
        cells = vars(row)
        for name, read in columns:
            if name in values:
                value = values[name]
                cells[name] = None if value is None else read(value)
    return made
