"""One form of one Object: what it asks, what stands in it, what came back, and what of that is a change."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from payvand.culture.locale import NEUTRAL
from payvand.kernel.access import Actor, right
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.kinds import JSON, Link, Moment, Several
from payvand.kernel.models import Right
from payvand.kernel.objects import Field, Object, extensions_of
from payvand.kernel.objects.custom import custom_fields
from payvand.kernel.records.values import references, resolve_links
from payvand.ui.components import Control
from payvand.ui.pages.controls import TITLE, Ask, Filled, control, filled_with, given, refilled
from payvand.ui.pages.picking import chosen_options
from payvand.ui.pages.several import Rows, empty_row, is_plain, posted_rows, raw_items, returned_rows, rows_of

ADD = "_add"  # the button that asks for another row where there are no scripts
HELD = "_held"  # the hidden input that says what the form held when it was made


@dataclass(frozen=True, kw_only=True)
class Part:
    """A section of the form with its controls. `folded` is None for a section that is always open."""

    label: str
    items: Sequence[Control | Rows]
    folded: bool | None = None


@dataclass(kw_only=True)
class Form:
    """A form on its way: the fields that this actor may write, and the values that it held when it was made."""

    one: Object
    actor: Actor
    values: Mapping[str, Any] = field(default_factory=dict)
    posted: QueryDict | None = None
    errors: Mapping[str, Sequence[Message]] = field(default_factory=dict)
    only: Sequence[str] = ()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields that the form asks, in order."""
        return {name: one for section in self.sections().values() for name, one in section.items()}

    def sections(self) -> dict[str, dict[str, Field]]:
        """The fields of each section, those that apps above and the administrator added behind them."""
        fields = self.one.fields
        named = {str(section.label): list(section.fields) for section in self.one.form}
        added = [
            one.name for one in extensions_of(self.one.name).many if one.name not in self.one.form_fields
        ]
        if more := [*added, *custom_fields(self.one.name)]:
            named.setdefault(_("Further facts"), []).extend(more)
        asked = {
            label: {name: fields[name] for name in names if self.asks(fields[name])}
            for label, names in named.items()
        }
        return {label: found for label, found in asked.items() if found}

    def asks(self, one: Field) -> bool:
        """Whether the actor may write the field here."""
        if self.only and one.name not in self.only:
            return False
        return (
            one.editable and one.source != "computed" and right(self.one, one.name, self.actor) == Right.WRITE
        )

    def parts(self) -> list[Part]:
        """The sections with their controls; a folded one opens by itself where something in it is wrong."""
        folded = {str(section.label): section.folded for section in self.one.form}
        return [
            Part(
                label=label,
                items=[self.item(one) for one in fields.values()],
                folded=not any(name in self.errors for name in fields) if folded.get(label) else None,
            )
            for label, fields in self.sections().items()
        ]

    def item(self, one: Field) -> Control | Rows:
        """The control, or the rows, of one field."""
        errors = [str(message) for message in self.errors.get(one.name, ())]
        if isinstance(one.kind, Several) and not is_plain(one):
            return self.rows(one, errors)
        ask = Ask(name=one.name, label=one.label, kind=one.kind, help=one.help, required=one.required)
        value, locale = self.values.get(one.name), self.actor.locale
        if self.posted is None:
            filled = filled_with(one.kind, value, locale)
        elif isinstance(one.kind, Several):
            filled = Filled(chosen=chosen_options(one.kind.of, self.posted.getlist(one.name), self.actor))
        else:
            filled = refilled(one.kind, one.name, self.posted, locale)
        return control(ask, filled, self.actor, value=value, errors=errors)

    def rows(self, one: Field, errors: Sequence[str]) -> Rows:
        """The rows of a field of several values."""
        add_url = f"{self.one.address}/row/{one.name}"
        if self.posted is None:
            return rows_of(one, self.values.get(one.name), self.actor, add_url)
        found = posted_rows(one, self.posted, self.actor)
        back = returned_rows(one, found, self.posted, self.actor, add_url, errors)
        is_longer = self.posted.get(ADD) == one.name
        return replace(back, rows=[*back.rows, empty_row(one, self.actor)]) if is_longer else back

    def held(self) -> str:
        """What the form holds as it is made, to tell later what was changed."""
        fields = self.fields
        return json.dumps(
            {name: told(one, self.values.get(name)) for name, one in fields.items()}, default=str
        )

    def raw(self) -> dict[str, object]:
        """What was posted, field by field, as far as it differs from what the form held."""
        assert self.posted is not None
        before = held_in(self.posted)
        raw = {name: self.given(one, before.get(name)) for name, one in self.fields.items()}
        return {name: value for name, value in raw.items() if self.differs(name, value, before.get(name))}

    def given(self, one: Field, before: JSON) -> object:
        """What was posted for one field."""
        assert self.posted is not None
        if not isinstance(one.kind, Several):
            return given(one.kind, one.name, self.posted, before)
        if is_plain(one):
            typed = self.posted.get(one.name + TITLE, "").split("،")
            return [*self.posted.getlist(one.name), *(word.strip() for word in typed if word.strip())]
        return raw_items(posted_rows(one, self.posted, self.actor))

    def differs(self, name: str, value: object, before: JSON) -> bool:
        """Whether a posted value is another one than the form held. One that cannot be read is."""
        one = self.fields[name]
        try:
            parsed = one.kind.parse(value, self.actor.locale)
        except DomainError:
            return True
        if isinstance(one.kind, Link) and parsed is not None:
            return not (isinstance(before, dict) and before.get("id") == parsed.id)
        if is_plain(one):
            return ids(parsed) != ids_in(before)
        if isinstance(one.kind, Moment) and isinstance(parsed, datetime) and isinstance(before, str):
            held = one.kind.parse(before, NEUTRAL)
            return not isinstance(held, datetime) or held.replace(second=0, microsecond=0) != parsed
        return plain(told(one, parsed)) != plain(before) and not (parsed is False and before is None)


def told(one: Field, value: Any) -> JSON:
    """A value as JSON; nothing at all is None."""
    found = one.kind.to_json(None if value in ("", ()) else value)
    return None if found == [] else found


def titled(one: Object, values: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """The values, links with the titles of their records; a link to what the actor may not use is taken out."""
    found = dict(values)
    for name, value in values.items():
        single = {name: value}
        if references(value):
            found[name] = None if resolve_links(one, [single], actor)[0] else single[name]
    return found


def plain(value: JSON) -> str:
    """JSON in one form, whatever the types of what is said beside a value."""
    return json.dumps(value, default=str, sort_keys=True)


def ids(items: Any) -> list[int]:
    """The numbers of linked records; 0 for one that was named by its title."""
    return sorted(item.value.id for item in items or ())


def ids_in(before: JSON) -> list[int]:
    """The numbers in the JSON of several links."""
    found = [item["value"] for item in before if isinstance(item, dict)] if isinstance(before, list) else []
    return sorted(int(str(value["id"])) for value in found if isinstance(value, dict))


def held_in(posted: QueryDict) -> dict[str, JSON]:
    """What a posted form held when it was made; nothing where that was tampered with: then all counts as changed."""
    try:
        held = json.loads(posted.get(HELD, "{}"))
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}
