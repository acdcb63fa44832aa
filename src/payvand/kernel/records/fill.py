"""Puts the values of the rows of a set on their records: what is new is kept, what breaks a rule refuses its row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError, FieldError
from payvand.kernel.kinds import Items
from payvand.kernel.models import Record
from payvand.kernel.objects import Field, Object
from payvand.kernel.query import several_values
from payvand.kernel.records.match import comparing
from payvand.kernel.records.table import blanks
from payvand.kernel.records.values import Values, current, missing_of, put, same
from payvand.kernel.records.write import own

Did = Literal["created", "updated", "unchanged", "skipped", "refused"]


@dataclass(kw_only=True)
class Outcome:
    """What became of one row: the record's id where there is one, the errors where it was refused."""

    index: int
    did: Did = "unchanged"
    id: int | None = None
    errors: list[FieldError] = field(default_factory=list)


@dataclass(kw_only=True)
class Plan:
    """One row on its way: its values, and the record that it makes or changes; `into` is an earlier row of the same."""

    outcome: Outcome
    values: Values
    record: Record | None = None
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    into: "Plan | None" = None

    @property
    def adds(self) -> bool:
        """Whether the row makes a record."""
        return self.outcome.id is None and self.into is None


def refuse(plan: Plan, code: str, message: Any) -> None:
    """Refuse a row as a whole."""
    plan.outcome.errors.append(FieldError(field="", code=code, message=message))
    plan.outcome.did = "refused"


def fill(one: Object, plans: Sequence[Plan], actor: Actor, keep: bool) -> None:
    """Put the values on the records and let these settle; what breaks a rule is refused here.

    `keep` adds to fields of several values, instead of replacing them.
    """
    ids = [plan.outcome.id for plan in plans if plan.outcome.id]
    records = one.model.objects.in_bulk(ids) if ids else {}
    new = blanks(one.model, sum(plan.outcome.id not in records for plan in plans))
    filler = Filler(one, plans, ids, actor, keep)
    for plan in plans:
        if plan.into is not None:
            plan.record = plan.into.record
        else:
            plan.record = records.get(plan.outcome.id) or new.pop()
        filler.try_one(plan)


class Filler:
    """Fills the records of one set. What its rows have in common is found out once."""

    def __init__(
        self, one: Object, plans: Sequence[Plan], ids: Sequence[int], actor: Actor, keep: bool
    ) -> None:
        self.fields = one.fields
        self.required = [name for name, field in self.fields.items() if field.required]
        self.actor, self.keep = actor, keep
        names = {name for plan in plans for name in plan.values if self.fields[name].many is not None}
        self.several: dict[str, dict[int, Items]] = {
            name: several_values(self.fields[name].many, ids)  # type: ignore[arg-type]
            for name in names
        }

    def try_one(self, plan: Plan) -> None:
        """Fill the record of a row. A row that is refused leaves it as the rows before have made it."""
        made = plan.record
        if made is None:
            refuse(plan, "refused_before", _("The row that this one belongs to was refused."))
            return
        before = None if plan.adds else dict(made.__dict__)
        try:
            self._fill(plan, made)
        except DomainError as error:
            refuse(plan, error.code, error.message)
        if plan.outcome.did == "refused":
            plan.record = None
            if before is not None:
                made.__dict__.clear()
                made.__dict__.update(before)

    def _fill(self, plan: Plan, made: Record) -> None:
        outcome, adding = plan.outcome, plan.adds
        outcome.errors += missing_of(self.required, plan.values, creating=adding)
        if adding:
            self._put_new(plan, made)
        else:
            self._put_changed(plan, made)
        if not outcome.errors and (adding or plan.changed):
            made.settle()
        if outcome.errors:
            outcome.did = "refused"
        else:
            outcome.did = "created" if adding else "updated" if plan.changed else "unchanged"

    def _put_new(self, plan: Plan, made: Record) -> None:
        for name, value in plan.values.items():
            one = self.fields[name]
            plan.changed[name] = ((), value) if one.many is not None else (None, value)
            if one.many is None:
                put(made, one, value)
        own(made, self.actor)

    def _put_changed(self, plan: Plan, made: Record) -> None:
        for name, value in plan.values.items():
            one = self.fields[name]
            if one.many is not None:
                before: Any = self._items_before(plan, name)
                after = (*before, *new_items(one, before, value)) if self.keep else value
            else:
                before, after = current(made, one), value
            if not same(one, before, after):
                plan.changed[name] = (before, after)
                if one.many is None:
                    put(made, one, after)

    def _items_before(self, plan: Plan, name: str) -> Items:
        """The values that the record has, or will have by the earlier row of this set that it belongs to."""
        if plan.into is not None and name in plan.into.changed:
            return plan.into.changed[name][1]  # type: ignore[no-any-return]
        return self.several.get(name, {}).get(plan.outcome.id or 0, ())


def new_items(one: Field, before: Items, after: Items) -> Items:
    """Those of some values that are not among the ones before, as far as the database compares them."""
    if not before:
        return after
    compare = comparing(one)
    known = {key for item in before for key in compare((item,))}
    return tuple(item for item in after if not known.intersection(compare((item,))))
