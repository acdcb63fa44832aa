"""From records to profiles: the texts of their fields as a rule compares them, read as a set or as they are typed."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from payvand.culture.locale import NEUTRAL
from payvand.duplicates.models import Rule
from payvand.duplicates.plan import Plan, Profile
from payvand.duplicates.weights import Weights
from payvand.kernel.access import system
from payvand.kernel.db import listed
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import JSON, Reference
from payvand.kernel.models import Record
from payvand.kernel.objects import Field, Object, named
from payvand.kernel.query import compile_where, parse_where
from payvand.kernel.query.rows import Reading, fetch, reading_of, statement_of
from payvand.kernel.records import shown
from payvand.kernel.remembered import Remembered

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Known:
    """A record that a rule compares: its number, its title, its profile."""

    id: int
    title: str
    profile: Profile


@dataclass(frozen=True, eq=False)
class Active:
    """A rule ready for use."""

    rule: Rule
    plan: Plan
    conditions: Mapping[str, JSON]
    weights: Weights

    @cached_property
    def object(self) -> Object:
        return named(self.rule.object)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The title, the compared fields and those of the conditions; of several values those that tell apart, bare."""
        names = dict.fromkeys((self.object.title, *self.plan.fields, *self.conditions))
        return tuple(_telling(self.object.field(name)) for name in names)

    def wants(self, values: Mapping[str, Any]) -> bool:
        """Whether the rule is about a record with these values."""
        fields = {field.name: field for field in self.fields}
        return all(
            shown(fields[name], values.get(name, fields[name].default)) == wish
            for name, wish in self.conditions.items()
        )

    def profile(self, values: Mapping[str, Any]) -> Profile:
        """The profile of canonical values."""
        fields = {field.name: field for field in self.fields}
        return self.plan.profile({name: texts(fields[name], values.get(name)) for name in self.plan.fields})

    @property
    def rows(self) -> QuerySet[Record]:
        """The records that the rule is about: those that meet its conditions, archived ones left out."""
        rows = self.object.model.objects.filter(archived_at=None)
        if not self.conditions:
            return rows
        asked = parse_where(self.rule.within, self.object, NEUTRAL)
        return rows.filter(compile_where(asked, self.object, system()))

    @cached_property
    def _reading(self) -> Reading:
        """What is read of a record: its title, and of the compared fields nothing but the values."""
        names = dict.fromkeys((self.object.title, *self.plan.fields))
        return reading_of([field for field in self.fields if field.name in names], ())

    def read(self, ids: Iterable[int]) -> list[Known]:
        """The records of these numbers that the rule is about, archived ones left out."""
        reading = self._reading
        raw = fetch(statement_of(self.rows.filter(pk__in=listed(ids)).values_list(*reading.paths)))
        places = {field.name: place for place, field in enumerate(reading.fields)}
        compared = [(name, reading.fields[places[name]], places[name]) for name in self.plan.fields]
        title = places[self.object.title]
        return [
            Known(
                row[0],
                str(values[title] or f"#{row[0]}"),
                self.plan.profile({name: texts(field, values[place]) for name, field, place in compared}),
            )
            for row, values in zip(raw, reading.values(raw), strict=True)
        ]


def active(rule: Rule) -> Active:
    """A rule ready for use. Raises DomainError where it names a field or an Object that is gone."""
    weights = rule.weights(about_count(named(rule.object).model))
    made = Active(rule, rule.plan(), rule.conditions(), weights)
    assert made.fields
    return made


def about_count(model: type[Record]) -> int:
    """About how many records there are: the highest number, which costs nothing to find."""
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def texts(field: Field, value: Any) -> Sequence[str]:
    """A value as the texts that are compared."""
    if value in (None, "", ()):
        return ()
    if field.many is not None:
        return [text for item in value for text in texts_of(field.many.kind.to_json(item.value), item.value)]
    return texts_of(shown(field, value), value)


def texts_of(told: JSON, value: object) -> Sequence[str]:
    """One canonical value as text: a record by its number, money by its amount, everything else as the API has it."""
    if isinstance(value, Reference):
        return (str(value.id),)
    if isinstance(told, dict):
        return tuple(str(part) for part in told.values() if part not in (None, ""))
    return () if told in (None, "") else (str(told),)


def _telling(field: Field) -> Field:
    """A field of several values as the values alone, without those that a whole office shares (`unmatched`, which are
    yes or no).
    """
    if field.many is None:
        return field
    told_apart = {name: not value for name, value in field.many.unmatched.items()}
    return replace(field, many=replace(field.many, where=field.many.where | told_apart, extras=(), order=()))


def rules_of(object_name: str) -> tuple[Active, ...]:
    """The rules in use for an Object."""
    return _rules().get(object_name, ())


def _read_rules() -> dict[str, tuple[Active, ...]]:
    found: dict[str, tuple[Active, ...]] = {}
    for rule in Rule.objects.in_use():
        try:
            found[rule.object] = (*found.get(rule.object, ()), active(rule))
        except DomainError:
            # A field or an Object that the rule names is gone: nobody is kept from writing records by that.
            log.warning("the duplicate rule %s cannot be used", rule.pk, exc_info=True)
    return found


_rules = Remembered(_read_rules)


def compared_objects() -> list[str]:
    """The names of the Objects that a rule is about."""
    return list(_rules())
