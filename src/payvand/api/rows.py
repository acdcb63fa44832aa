"""Rows as the API shows them: a number, a version, and the columns that the actor may see, each told by its kind."""

from collections.abc import Sequence

import orjson
from django.http import HttpResponse

from payvand.kernel.access import Actor, readable
from payvand.kernel.errors import Denied, Missing
from payvand.kernel.kinds import JSON
from payvand.kernel.objects import Field, Object
from payvand.kernel.query import Row
from payvand.kernel.query.page import one_row
from payvand.kernel.records.write import missing

CONTENT_TYPE = "application/json"


def rows_json(rows: Sequence[Row], fields: Sequence[Field]) -> list[dict[str, JSON]]:
    """Rows as objects; values are told a column at a time."""
    names = ("id", "version", *(field.name for field in fields))
    columns = zip(*(row.values for row in rows), strict=True)
    told = [list(map(field.kind.to_json, column)) for field, column in zip(fields, columns, strict=False)]
    heads = ([row.id for row in rows], [row.version for row in rows])
    return [dict(zip(names, values, strict=True)) for values in zip(*heads, *told, strict=True)]


def find(one: Object, pk: int, names: Sequence[str], actor: Actor) -> dict[str, JSON]:
    """One record in the columns asked for, or in all that the actor may see. Raises Missing."""
    found = one_row(one, pk, names or list(readable(one, actor)), actor)
    if found is None:
        raise missing()
    fields, row = found
    return rows_json([row], fields)[0]


def seen(one: Object, pk: int, actor: Actor) -> dict[str, JSON]:
    """What the actor sees of a record that the actor has just written, which may be nothing but its number."""
    try:
        return find(one, pk, (), actor)
    except (Missing, Denied):
        return {"id": pk, "version": None}


def tag_of(version: object) -> str:
    """The ETag of a version."""
    return f'"{version or 0}"'


def json_response(content: object, status: int = 200, **headers: str) -> HttpResponse:
    """A response with JSON in it, and further headers of one word each."""
    return HttpResponse(orjson.dumps(content), status=status, content_type=CONTENT_TYPE, headers=headers)
