"""All that records hold, as facts tell it: read for a set by a query for their columns and one for each several."""

from collections.abc import Sequence

from payvand.kernel.models import Record
from payvand.kernel.objects import Object
from payvand.kernel.query.rows import read_rows
from payvand.kernel.records.values import Values

# Of the row, not of what it tells.
OF_THE_ROW = ("id", "version")


def everything(found: Record, one: Object) -> Values:
    """The values of all stored fields of a record, as they stand in the database."""
    return everything_of(one, [found.pk])[found.pk]


def everything_of(one: Object, pks: Sequence[int]) -> dict[int, Values]:
    """The same of many records, by number; links bear the titles of their records."""
    fields = {
        name: field
        for name, field in one.fields.items()
        if field.source != "computed" and name not in OF_THE_ROW
    }
    rows, _keys = read_rows([*fields.values()], [], one.model._meta.base_manager.filter(pk__in=pks))
    return {row.id: dict(zip(fields, row.values, strict=True)) for row in rows}
