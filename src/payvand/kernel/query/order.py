"""The order of a list, and the place in it where a page begins: sort keys, keyset conditions and cursors."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.expressions import Expression, OrderBy
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.translation import gettext_lazy as _

from payvand.kernel.kinds import JSON, Day, MoneyKind, Number, YesNo
from payvand.kernel.objects import Field
from payvand.kernel.query.tree import BadQuery


@dataclass(frozen=True, kw_only=True)
class SortKey:
    """One column of an order."""

    field: Field
    column: str
    descending: bool

    def value(self, raw: JSON) -> object:
        """A value out of a cursor as the column is compared with it. Raises ValueError, TypeError, ArithmeticError."""
        if raw is None:
            return None
        if isinstance(self.field.kind, Day | Number | MoneyKind):
            return self.field.kind.comparable(raw)
        if not isinstance(raw, bool if isinstance(self.field.kind, YesNo) else str):
            raise TypeError(raw)
        return raw

    def later(self, model: type[models.Model], place: int) -> "Later":
        """What stands in a statement for a value of this key that is known only when it runs."""
        *links, last = self.column.split("__")
        for link in links:
            model = model._meta.get_field(link).related_model  # type: ignore[assignment]
        return Later(model._meta.get_field(last), place)

    def order_by(self) -> OrderBy:
        """Nulls stand before everything in ascending order on every database, and behind it in descending order."""
        if self.descending:
            return F(self.column).desc(nulls_last=True if self.field.nullable else None)
        return F(self.column).asc(nulls_first=True if self.field.nullable else None)


class Later(Expression):
    """A parameter that is left open: it stands for itself in a compiled statement until `filled` gives it a value."""

    def __init__(self, field: Any, place: int) -> None:
        super().__init__(output_field=field)
        self.place = place

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", (self,)

    def filled(self, values: Sequence[object]) -> object:
        """The value for the database driver."""
        return self.output_field.get_db_prep_value(values[self.place], connection)


def filled(params: Sequence[Any], values: Sequence[object]) -> list[Any]:
    """The parameters of a statement with those that were left open."""
    return [param.filled(values) if isinstance(param, Later) else param for param in params]


def behind(order: Sequence[SortKey], values: Sequence[object]) -> Q:
    """The rows that come behind a cursor in an order."""
    alike = len({key.descending for key in order}) == 1 and not any(key.field.nullable for key in order)
    if alike and len(order) > 1:
        lookup = TupleLessThan if order[0].descending else TupleGreaterThan
        return Q(lookup(Tuple(*(F(key.column) for key in order)), tuple(values)))
    whole = Q(pk__in=[])
    for place in reversed(range(len(order))):
        key, value = order[place], values[place]
        same = Q(**{f"{key.column}__isnull": True}) if value is None else Q(**{key.column: value})
        whole = _beyond(key, value) | (same & whole) if place < len(order) - 1 else _beyond(key, value)
    return whole


def _beyond(key: SortKey, value: object) -> Q:
    if value is None:
        return Q(pk__in=[]) if key.descending else Q(**{f"{key.column}__isnull": False})
    if key.descending:
        return Q(**{f"{key.column}__lt": value}) | (
            Q(**{f"{key.column}__isnull": True}) if key.field.nullable else Q()
        )
    return Q(**{f"{key.column}__gt": value})


def cursor_of(values: Sequence[object]) -> str:
    """The place behind a row, as text that fits into an address."""
    return base64.urlsafe_b64encode(orjson.dumps([_plain(value) for value in values])).decode().rstrip("=")


def _plain(value: object) -> JSON:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    return value if isinstance(value, int | float | bool | None) else str(value)


def opened(cursor: str) -> list[JSON]:
    """What a cursor holds. Raises BadQuery."""
    try:
        values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise bad_cursor() from None
    if not isinstance(values, list) or not values:
        raise bad_cursor()
    return values


def typed(raw: Sequence[JSON], order: Sequence[SortKey]) -> list[object]:
    """The values of a cursor, each of the sort of its column. Raises BadQuery where they do not fit the order."""
    try:
        return [key.value(value) for key, value in zip(order, raw, strict=True)]
    except (ValueError, TypeError, ArithmeticError):
        raise bad_cursor() from None


def bad_cursor() -> BadQuery:
    """The refusal of a cursor that is none of this list's."""
    return BadQuery(_("This page marker does not fit the list."), "after", "bad_cursor")
