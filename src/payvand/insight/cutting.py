"""From the names that somebody asks for to columns of the rows, cuts of the statement, and conditions of the cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale
from payvand.culture.periods import UNITS, Unit, period_of
from payvand.insight.cut import Cut
from payvand.insight.measure import Measure, dimensions_of
from payvand.insight.periods import UNIT_LABELS, label_of, within
from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.kinds import JSON, Day, Kind, Link, Moment, MoneyKind, Number, Text, Whole, YesNo
from payvand.kernel.objects import Field, named
from payvand.kernel.query import Condition, Node, field_for

TITLE = "|title"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the rows that are read: its name there, the ORM path it comes from, and its kind."""

    name: str
    source: str
    kind: Kind[Any]

    @property
    def type(self) -> str:
        """The type that expressions see."""
        return type_of(self.kind)


@dataclass(frozen=True, kw_only=True)
class Dimensioned:
    """A dimension that was asked for, resolved for one measure and one reader."""

    name: str
    label: Message
    field: Field
    unit: Unit | None = None

    @property
    def cut(self) -> Cut:
        """What the statement groups by."""
        if self.unit:
            return Cut(column=self.field.name, unit=self.unit)
        return Cut(column=self.field.name, label=self.field.name + TITLE if has_title(self.field) else "")

    @property
    def columns(self) -> list[Column]:
        """The columns that it needs."""
        if self.unit or not has_title(self.field):
            return columns_of(self.field)
        key, title = titled(self.field)
        return [
            Column(
                name=self.field.name, source=key, kind=LINK_ID if isinstance(self.field.kind, Link) else TEXT
            ),
            Column(name=self.field.name + TITLE, source=title, kind=TEXT),
        ]

    def shown(self, key: str | None, label: str | None, locale: Locale) -> str:
        """A key in the reader's words."""
        if key is None or key == "":
            return translate("none")
        if self.unit:
            return label_of(date.fromisoformat(key), self.unit, locale)
        if has_title(self.field):
            return label or f"#{key}"
        return self.field.kind.text(self.value(key), locale)

    def value(self, key: str) -> Any:
        """A key out of the statement as a value of the field's kind."""
        kind = self.field.kind
        if isinstance(kind, YesNo):
            return key.lower() == "true"
        return Decimal(key) if isinstance(kind, Number) else key

    def as_json(self, key: str | None) -> JSON:
        """A key as the API tells it."""
        if key is None or key == "":
            return None
        if isinstance(self.field.kind, Link):
            return int(key)
        return key if self.unit else self.field.kind.to_json(self.value(key))

    def condition(self, key: str | None, locale: Locale, zone: str) -> Node:
        """The condition that holds for the records behind a key."""
        if key is None or key == "":
            return Condition(field=self.field.name, operator="empty")
        if self.unit:
            return within(self.field, period_of(date.fromisoformat(key), self.unit, locale), zone)
        operand: JSON = (
            {"id": int(key), "label": ""} if isinstance(self.field.kind, Link) else self.as_json(key)
        )
        return Condition(field=self.field.name, operator="is", operand=operand)


TEXT = Text()
LINK_ID = Whole()


def has_title(field: Field) -> bool:
    """Whether the key of a group differs from what people read: a link, and a text that is compared folded."""
    return isinstance(field.kind, Link) or field.folded


def titled(field: Field) -> tuple[str, str]:
    """The ORM paths of key and title."""
    if isinstance(field.kind, Link):
        return field.columns[0], field.columns[1]
    return field.filter_column, field.columns[0]


def columns_of(field: Field, *, currency: bool = False) -> list[Column]:
    """The columns of a field's value; with its currency, where an amount shall bring it."""
    if isinstance(field.kind, Link):
        return [Column(name=field.name, source=field.columns[0], kind=LINK_ID)]
    found = [Column(name=field.name, source=field.columns[0], kind=field.kind)]
    if currency and isinstance(field.kind, MoneyKind):
        found.append(Column(name=f"{field.name}_currency", source=field.columns[1], kind=TEXT))
    return found


def type_of(kind: Kind[Any]) -> str:
    """The type that expressions see for a kind."""
    if isinstance(kind, Whole):
        return "int64"
    if isinstance(kind, MoneyKind | Number):
        return "decimal(38, 4)"
    for family, name in ((Moment, "timestamp"), (Day, "date"), (YesNo, "boolean")):
        if isinstance(kind, family):
            return name
    return "string"


def plain_field(object_name: str, path: str, actor: Actor) -> Field:
    """A field whose value stands in one row. Raises UnknownField, or BadQuery where it is hidden from the actor."""
    field = field_for(named(object_name), path, actor)
    if field.source in ("many", "custom"):
        raise bad_dimension(path, ())
    return field


def dimension_for(measure: Measure, name: str, actor: Actor) -> Dimensioned:
    """The dimension of that name: one of the Object's, "month" of the measure's own day, or "opened_on.month"."""
    known = dimensions_of(measure.of)
    if name in known:
        field = plain_field(measure.of, known[name].path, actor)
        return Dimensioned(name=name, label=known[name].label, field=field)
    path, _dot, last = name.rpartition(".")
    unit = next((unit for unit in UNITS if unit == last), None)
    day = path or measure.day
    if unit is None or not day:
        raise bad_dimension(name, names_for(measure))
    field = plain_field(measure.of, day, actor)
    if not isinstance(field.kind, Day):
        raise bad_dimension(name, names_for(measure))
    return Dimensioned(name=name, label=UNIT_LABELS[unit], field=field, unit=unit)


def names_for(measure: Measure) -> tuple[str, ...]:
    """All that a measure may be cut by."""
    return (*(UNIT_LABELS if measure.day else ()), *dimensions_of(measure.of))


def bad_dimension(name: str, known: Sequence[str]) -> DomainError:
    """The refusal of a name that is none of a measure's dimensions."""
    words: Mapping[str, str] = {"name": name, "known": ", ".join(known)}
    error = DomainError(
        "unknown_dimension", _("Cannot be cut by “%(name)s”. Possible: %(known)s.") % words, "by"
    )
    error.status = 400
    return error
