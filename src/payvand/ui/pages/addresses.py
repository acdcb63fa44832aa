"""From an address to an Object and its records; whatever is not there, or not for this reader, is missing."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404

from payvand.kernel.access import Actor, readable
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record
from payvand.kernel.objects import Object, named
from payvand.kernel.query import read
from payvand.kernel.query.page import one_row
from payvand.kernel.records.write import missing


def object_at(app: str, model: str) -> Object:
    """The Object of an address. Raises Http404 where there is none."""
    try:
        return named(f"{app}.{model}")
    except DomainError as error:
        raise Http404 from error


def record_at(one: Object, pk: int, actor: Actor, action: str = "view") -> Record:
    """The record, archived ones included. Raises Missing, or Denied where the actor may never do this."""
    links = ("owner", "team") if one.owned else ()
    found = read(one, actor, action).filter(pk=pk).select_related(*links).first()
    if found is None:
        raise missing()
    return found


def values_of(one: Object, pk: int, actor: Actor, names: Sequence[str] = ()) -> dict[str, Any]:
    """The values of a record's fields that the actor may see, links with their titles. Raises Missing."""
    found = one_row(one, pk, names or tuple(readable(one, actor)), actor)
    if found is None:
        raise missing()
    fields, row = found
    return {"version": row.version, **dict(zip((field.name for field in fields), row.values, strict=True))}
