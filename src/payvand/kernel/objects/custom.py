"""The administrator's fields as Fields like any other."""

from typing import Any

from django.db.utils import OperationalError, ProgrammingError

from payvand.kernel.kinds import KINDS, Choice, Kind, Option
from payvand.kernel.models import CustomField
from payvand.kernel.objects.field import Field
from payvand.kernel.remembered import Remembered

PREFIX = "custom_"


def custom_fields(object_name: str) -> dict[str, Field]:
    """The administrator's fields of an Object by their names, in their order."""
    return _definitions().get(object_name, {})


def read_definitions() -> dict[str, dict[str, Field]]:
    """The administrator's fields by Object."""
    found: dict[str, dict[str, Field]] = {}
    for row in _rows():
        found.setdefault(row.object, {})[PREFIX + row.key] = as_field(row)
    return found


_definitions = Remembered(read_definitions)


def _rows() -> list[CustomField]:
    """The definitions in their order; none before the first migration, when checks already ask."""
    try:
        return list(CustomField.objects.filter(archived_at=None).order_by("position", "id"))
    except (OperationalError, ProgrammingError):
        return []


def as_field(row: CustomField) -> Field:
    """The Field of a definition."""
    kind = kind_from(row)
    column = f"custom__{row.key}"
    return Field(
        name=PREFIX + row.key,
        label=row.label,
        kind=kind,
        source="custom",
        columns=("custom",),
        filter_column=f"{column}~" if kind.folds else column,
        folded=kind.folds,
        sort_column=column if kind.sortable else None,
        help=row.help,
        required=row.required,
        weight=1 if row.searchable else 0,
    )


def kind_from(row: CustomField) -> Kind[Any]:
    """The kind that a definition asks for."""
    if row.kind == Choice.name:
        lines = [line.strip() for line in row.options.splitlines() if line.strip()]
        return Choice(options=tuple(Option(value=line, label=line) for line in lines))
    return KINDS[row.kind]()


def key_of(field: Field) -> str:
    """The key under which the `custom` column holds a field's value."""
    return field.name.removeprefix(PREFIX)
