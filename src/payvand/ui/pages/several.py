"""Fields of several values in a form: a row for each value, with what is said of it beside (label, primary, …)."""

import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.kinds import JSON, Item, Items, Kind, Link, Several
from payvand.kernel.objects import Field
from payvand.kernel.objects.field import kind_of
from payvand.ui.components import Control
from payvand.ui.pages.controls import TITLE, Ask, control, filled_with, given, refilled

# What people may say of a value beside it; anything else that is known of it goes through the form unseen.
SAID = ("text", "select", "checkbox")


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """One value: its control first, then those of what is said of it, and the rest as JSON."""

    key: str
    controls: Sequence[Control]
    rest: str = ""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A field of several values as a form shows it."""

    name: str
    label: str
    rows: Sequence[ItemRow]
    add_url: str
    help: str = ""
    errors: Sequence[str] = ()
    editor: str = "several"


@dataclass(kw_only=True)
class Posted:
    """One row of a posted form: what it says, and what is wrong with it."""

    key: str
    value: object
    more: dict[str, JSON] = field(default_factory=dict)
    errors: dict[str, Message] = field(default_factory=dict)


def is_plain(one: Field) -> bool:
    """Whether the values are just links, with nothing said of each: tags. They need no rows."""
    return isinstance(one.kind, Several) and isinstance(one.kind.of, Link) and not one.kind.extras


def extras_of(one: Field) -> dict[str, Ask]:
    """What people may say of each value, by column."""
    assert one.many is not None and isinstance(one.kind, Several)
    columns = {name: one.many.model._meta.get_field(name) for name in one.kind.extras}
    asks = {}
    for name, column in columns.items():
        kind: Kind[Any] = kind_of(column)  # type: ignore[arg-type]
        if kind.widget in SAID:
            asks[name] = Ask(name=name, label=column.verbose_name, kind=kind)  # type: ignore[union-attr]
    return asks


def rows_of(one: Field, value: Items | None, actor: Actor, add_url: str) -> Rows:
    """The rows of a value, and an empty one behind them where there is none yet."""
    rows = [item_row(one, item, actor) for item in value or ()]
    return Rows(
        name=one.name,
        label=str(one.label),
        help=str(one.help),
        add_url=add_url,
        rows=rows or [empty_row(one, actor)],
    )


def empty_row(one: Field, actor: Actor) -> ItemRow:
    """A row to fill."""
    return item_row(one, Item(value=None), actor)


def item_row(one: Field, item: Item, actor: Actor) -> ItemRow:
    """The row of one value."""
    assert isinstance(one.kind, Several)
    key, asks = secrets.token_hex(4), extras_of(one)
    kind = one.kind.of
    ask = Ask(name=f"{one.name}-{key}-value", label=one.label, kind=kind)
    controls = [control(ask, filled_with(kind, item.value, actor.locale), actor, value=item.value)]
    for name, extra in asks.items():
        told = Ask(name=f"{one.name}-{key}-{name}", label=extra.label, kind=extra.kind)
        told_control = control(told, filled_with(extra.kind, item.more.get(name), actor.locale), actor)
        controls.append(replace(told_control, placeholder=str(extra.label)))
    return ItemRow(key=key, controls=controls, rest=rest_of(item.more, asks))


def rest_of(more: dict[str, JSON], asks: dict[str, Ask]) -> str:
    """What is known of a value and not asked, for the form to carry along."""
    rest = {name: value for name, value in more.items() if name not in asks}
    return json.dumps(rest, default=str) if rest else ""


def posted_rows(one: Field, posted: QueryDict, actor: Actor) -> list[Posted]:
    """The rows of a posted form that hold a value, read one by one so that each error stands at its row."""
    assert isinstance(one.kind, Several)
    pattern = re.compile(rf"{re.escape(one.name)}-([0-9a-z]+)-value(?:{re.escape(TITLE)})?$")
    keys = dict.fromkeys(found[1] for name in posted if (found := pattern.match(name)))
    return [row for key in keys if (row := posted_row(one, key, posted, actor)) is not None]


def posted_row(one: Field, key: str, posted: QueryDict, actor: Actor) -> Posted | None:
    """One row; None where no value was typed."""
    assert isinstance(one.kind, Several)
    kind, prefix = one.kind.of, f"{one.name}-{key}-"
    row = Posted(
        key=key,
        value=given(kind, f"{prefix}value", posted, None),
        more=carried(one, posted.get(f"{prefix}rest")),
    )
    if not str(row.value).strip():
        return None
    read_into(row, "value", kind, row.value, actor)
    for name, ask in extras_of(one).items():
        said = read_into(row, name, ask.kind, given(ask.kind, prefix + name, posted, None), actor)
        if said not in (None, ""):
            row.more[name] = said
    return row


def carried(one: Field, rest: str | None) -> dict[str, JSON]:
    """What the form carried along; only columns that the field has, since anybody may write a form."""
    try:
        known = json.loads(rest or "{}")
    except ValueError:
        return {}
    assert isinstance(one.kind, Several)
    return (
        {name: value for name, value in known.items() if name in one.kind.extras}
        if isinstance(known, dict)
        else {}
    )


def read_into(row: Posted, name: str, kind: Kind[Any], raw: object, actor: Actor) -> JSON:
    """Read one input of a row; what is wrong with it is kept under its name."""
    try:
        return kind.to_json(kind.parse(raw, actor.locale))
    except DomainError as error:
        row.errors[name] = error.message
        return None


def raw_items(rows: Sequence[Posted]) -> list[dict[str, object]]:
    """The rows as `Several` reads them."""
    return [{"value": row.value, **row.more} for row in rows]


def returned_rows(
    one: Field, rows: Sequence[Posted], posted: QueryDict, actor: Actor, add_url: str, errors: Sequence[str]
) -> Rows:
    """The rows of a form that comes back, with what was typed and what is wrong."""
    shown = [returned_row(one, row, posted, actor) for row in rows] or [empty_row(one, actor)]
    return Rows(
        name=one.name, label=str(one.label), help=str(one.help), add_url=add_url, rows=shown,
        errors=[] if any(row.errors for row in rows) else list(errors),
    )  # fmt: skip


def returned_row(one: Field, row: Posted, posted: QueryDict, actor: Actor) -> ItemRow:
    """One row as it was typed."""
    assert isinstance(one.kind, Several)
    asks = {"value": Ask(name="value", label=one.label, kind=one.kind.of), **extras_of(one)}
    controls = []
    for name, ask in asks.items():
        full = f"{one.name}-{row.key}-{name}"
        errors = [str(row.errors[name])] if name in row.errors else []
        named = Ask(name=full, label=ask.label, kind=ask.kind)
        controls.append(control(named, refilled(ask.kind, full, posted, actor.locale), actor, errors=errors))
    return ItemRow(key=row.key, controls=controls, rest=posted.get(f"{one.name}-{row.key}-rest", ""))
