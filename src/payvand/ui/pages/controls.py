"""Inputs by kind: which editor a value gets, what stands in it, and what of a posted form belongs to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict

from payvand.culture.currencies import UNITS
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.culture.money import RIAL, Money
from payvand.kernel.access import Actor, may
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.kinds import (
    JSON,
    Choice,
    Colour,
    Kind,
    Link,
    MoneyKind,
    Percent,
    Reference,
    Several,
    Text,
    address,
)
from payvand.kernel.objects import named
from payvand.ui.components import Control, Editor, Option

EDITORS: Mapping[str, Editor] = {
    "text": "text", "textarea": "textarea", "number": "number", "money": "money", "day": "day", "moment": "moment",
    "select": "choice", "colour": "choice", "link": "link", "checkbox": "boolean", "phone": "phone", "email": "email",
    "url": "url",
}  # fmt: skip

# The title that stands in a link's search field is posted under the link's name with this behind it: without
# scripts there is no id to choose, and what was typed names the record.
TITLE = "~text"


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What stands in an input: the text or the canonical value, a link's title, the ISO form of a day."""

    value: str = ""
    text: str = ""
    iso: str = ""
    chosen: Sequence[Option] = ()


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What an input asks for: a field of a record, an input of a command, a column of one value among several."""

    name: str
    label: Message
    kind: Kind[Any]
    help: Message = ""
    required: bool = False


def filled_with(kind: Kind[Any], value: Any, locale: Locale) -> Filled:
    """What stands in the input of a value."""
    if value is None:
        return Filled()
    if isinstance(value, Reference):
        return Filled(value=str(value.id), text=value.label or f"#{value.id}")
    if isinstance(kind, Several):
        chosen = [Option(value=str(item.value.id), text=item.value.label) for item in value]
        return Filled(chosen=chosen)
    if isinstance(value, bool):
        return Filled(value="true" if value else "")
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo(locale.time_zone))
        return Filled(value=kind.input(value, locale), iso=local.strftime("%Y-%m-%dT%H:%M"))
    if isinstance(value, date):
        return Filled(value=kind.input(value, locale), iso=value.isoformat())
    return Filled(value=text_of(kind, value, locale))


def text_of(kind: Kind[Any], value: Any, locale: Locale) -> str:
    """The text of a value without the unit that stands beside the input."""
    if isinstance(value, Money) and unit_of(kind, value, locale):
        return format_number(value.amount / UNITS[locale.money_unit].rials, locale)
    if isinstance(kind, Percent):
        return format_number(value, locale)
    return kind.input(value, locale)


def unit_of(kind: Kind[Any], value: Any, locale: Locale) -> str:
    """The unit that stands beside the input; none where the amount is in another currency than is usual here."""
    if isinstance(kind, Percent):
        return "%" if locale.digits == "latin" else "٪"
    if not isinstance(kind, MoneyKind) or kind.currency != RIAL:
        return ""
    if isinstance(value, Money) and value.currency != RIAL:
        return ""
    return UNITS[locale.money_unit].labels[locale.language]


def refilled(kind: Kind[Any], name: str, posted: QueryDict, locale: Locale) -> Filled:
    """What stands in the input of a form that comes back: exactly what was typed; days in the reader's calendar."""
    typed = posted.get(name, "")
    try:
        value = kind.parse(typed, locale)
    except DomainError:
        return Filled(value=typed, text=posted.get(name + TITLE, ""))
    if isinstance(kind, Link):
        return Filled(value=typed, text=posted.get(name + TITLE, ""))
    return filled_with(kind, value, locale) if isinstance(value, date | bool) else Filled(value=typed)


def given(kind: Kind[Any], name: str, posted: QueryDict, before: JSON) -> object:
    """What a posted form says in an input. `before` is what the input held when the form was made."""
    if kind.widget == "checkbox":
        return posted.get(name, "") or "false"
    chosen, title = posted.get(name, ""), posted.get(name + TITLE)
    if not isinstance(kind, Link) or title is None:
        return chosen
    held, called = (str(before["id"]), before["label"]) if isinstance(before, dict) else ("", "")
    is_typed = chosen == held and title.strip() not in (called, f"#{held}" if held else "")
    return title.strip() if is_typed else chosen


def control(
    ask: Ask,
    filled: Filled,
    actor: Actor,
    *,
    value: Any = None,
    errors: Sequence[str] = (),
    wide: bool = False,
) -> Control:
    """The control of one input."""
    kind, locale = ask.kind, actor.locale
    editor = "links" if isinstance(kind, Several) else EDITORS[kind.widget]
    target = kind.of if isinstance(kind, Several) else kind
    return Control(
        editor=editor,
        name=ask.name,
        label=str(ask.label),
        value=filled.value,
        text=filled.text,
        chosen=filled.chosen,
        options=options_of(kind),
        unit=unit_of(kind, value, locale),
        help=str(ask.help),
        errors=[str(error) for error in errors],
        required=ask.required and editor != "boolean",
        wide=wide or editor == "textarea",
        attrs=attributes_of(ask, filled),
        options_url=f"/pick/{target.target}" if isinstance(target, Link) else "",
        create_url=create_url(target, actor) if isinstance(target, Link) else "",
    )


def options_of(kind: Kind[Any]) -> Sequence[Option]:
    """What there is to choose from."""
    if isinstance(kind, Choice):
        return [Option(value=one.value, text=str(one.label)) for one in kind.options]
    return [Option(value=name, text=name) for name in Colour.PALETTE] if isinstance(kind, Colour) else ()


def attributes_of(ask: Ask, filled: Filled) -> dict[str, str | int | bool | None]:
    """More attributes of the input itself."""
    kind = ask.kind
    if isinstance(kind, Link | Several):
        return {"name": ask.name + TITLE}
    if isinstance(kind, Text) and kind.max_length and kind.widget == "text":
        return {"maxlength": kind.max_length}
    return {"data-iso": filled.iso} if filled.iso else {}


def create_url(link: Link, actor: Actor) -> str:
    """Where a new record is made for a link, if the actor may make one."""
    return f"{address(link.target)}/new" if may(actor, "create", named(link.target)) else ""
