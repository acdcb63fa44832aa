"""The contract that every Object keeps, whatever app it comes from. Kinds give the sample values.

`tests/test_contract.py` runs it over all registered Objects: a new one gets its tests by being described.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from payvand.culture.locale import NEUTRAL
from payvand.kernel import records
from payvand.kernel.access import Actor, system
from payvand.kernel.kinds import Choice, Link, Several
from payvand.kernel.models import Record
from payvand.kernel.objects import Field, Object, named


@dataclass
class Maker:
    """Makes valid records of any Object out of the samples of its kinds, and the records that these link to."""

    actor: Actor = field(default_factory=system)
    count: int = 0

    def values(self, one: Object, *, only_required: bool = False, depth: int = 0) -> dict[str, object]:
        """Values for every editable field, as the API would give them; unique ones differ from call to call."""
        self.count += 1
        found: dict[str, object] = {}
        for name, one_field in one.fields.items():
            if not one_field.editable or (only_required and not one_field.required):
                continue
            value = self.value(one, one_field, depth)
            if value is not None:
                found[name] = value
        special = SPECIAL.get(one.name, {})
        return {**found, **(special(self) if callable(special) else special), **self._own(one)}

    def _own(self, one: Object) -> dict[str, object]:
        """What only this Object asks for: keys that must be unlike any other."""
        return {name: pattern % self.count for name, pattern in UNIQUE.get(one.name, {}).items()}

    def value(self, one: Object, one_field: Field, depth: int) -> object:
        """One sample of a field in its JSON form; None where a link has nothing sensible to point at."""
        kind = one_field.kind
        if isinstance(kind, Link):
            return self.link(one, one_field, kind, depth)
        if isinstance(kind, Several):
            if isinstance(kind.of, Link):
                return [{"value": {"id": self.target(kind.of, depth)}}] if depth == 0 else None
            return kind.to_json(kind.samples()[0]) if depth == 0 else None
        samples = kind.samples()
        sample = kind.to_json(
            samples[self.count % len(samples)] if not isinstance(kind, Choice) else samples[0]
        )
        limit = getattr(kind, "max_length", None)
        if one_field.unique and isinstance(sample, str):
            return f"{sample[: (limit or 200) - 6]} {self.count}"
        return sample

    def link(self, one: Object, one_field: Field, kind: Link, depth: int) -> object:
        """A record to link to, made where the field needs one."""
        if kind.target == one.name or (not one_field.required and depth > 0):
            return None
        return {"id": self.target(kind, depth)} if one_field.required or depth == 0 else None

    def target(self, kind: Link, depth: int) -> int:
        """The number of a new record of a link's target."""
        return self.make(named(kind.target), depth=depth + 1).pk

    def make(self, one: Object, *, depth: int = 0, **more: object) -> Record:
        """A record with every field filled, or only those that are needed where it is itself linked to."""
        if one.read_only:
            return KEPT[one.name](self)
        values = self.values(one, only_required=depth > 0, depth=depth) | more
        return records.create(one, values, actor=self.actor, locale=NEUTRAL, allow_duplicate=True)


# Objects that ask for more than their kinds can know, as values or as a function of the maker that gives them; an app
# adds its own in `<app>/testing.py`.
SPECIAL: dict[str, dict[str, object] | Callable[[Maker], dict[str, object]]] = {
    "kernel.customfield": {"object": "kernel.tag", "kind": "text", "options": ""},
    "kernel.company": {
        "language": "fa",
        "currency": "IRR",
        "time_zone": "Asia/Tehran",
        "region": "IR",
        "weekend": "3,4",
    },
    "kernel.user": {"time_zone": "Asia/Tehran"},
}
UNIQUE: dict[str, dict[str, str]] = {
    "kernel.customfield": {"key": "key_%d"},
    "kernel.tag": {"name": "tag %d"},
    "kernel.user": {"username": "user%d"},
    "kernel.holiday": {"name": "holiday %d"},
}
# Objects that nobody writes: what brings one of their records about.
KEPT: dict[str, Callable[[Maker], Record]] = {}
# Objects of which there is one record only.
SINGLE = {"kernel.company"}


def operands(one_field: Field, operator: str) -> Iterator[Any]:
    """Operands for an operator of a field, out of its kind's samples."""
    kind = one_field.kind.of if isinstance(one_field.kind, Several) else one_field.kind
    if operator in ("empty", "not_empty"):
        yield None
    elif operator == "within":
        yield "this month"
        yield "last 30 days"
    elif isinstance(kind, Link):
        yield {"in": [1, 2], "not_in": [1, 2], "contains": "a"}.get(operator, 1)
    else:
        samples = [kind.to_json(sample) for sample in kind.samples()[:2]]
        yield samples if operator in ("in", "not_in", "between") else samples[0]
