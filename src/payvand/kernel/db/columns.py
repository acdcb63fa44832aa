"""The columns of a model's own table by their names."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from django.db import models


def fields_of(model: type[models.Model], names: Sequence[str]) -> list["models.Field[Any, Any]"]:
    """The model fields of these names, in their order. A link may be named by its column as well ("tree_id")."""
    columns = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    return [columns[name] for name in names]


def as_json(numbers: Iterable[int]) -> str:
    """Whole numbers as one parameter."""
    return orjson.dumps([*numbers]).decode()
