"""The rows of the filter editor as controls: field, operator, and the input that the two ask for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from payvand.culture.calendars import to_parts
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor, may
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.kinds import Choice, Day, Kind, Link, Reference
from payvand.kernel.kinds.kind import EMPTINESS
from payvand.kernel.kinds.time import PERIODS, describe_period, today_in
from payvand.kernel.objects import named
from payvand.kernel.query import OPERATOR_WORDS, read
from payvand.ui.components import Control, Option
from payvand.ui.pages.columns import Offer, single
from payvand.ui.pages.controls import options_of
from payvand.ui.pages.filter_draft import OURS, SEVERAL, DraftCondition, DraftGroup
from payvand.ui.pages.picking import chosen_options
from payvand.ui.pages.value_controls import value_control

PEOPLE = "kernel.user"
TIME_WORDS: Mapping[str, Message] = {
    "gt": _("is after"), "ge": _("is on or after"), "lt": _("is before"), "le": _("is on or before"), "is": _("is on"),
}  # fmt: skip
OUR_WORDS: Mapping[str, Message] = {"is_me": _("is me"), "is_my_team": _("is in my team")}
SPANS = (
    "last 7 days",
    "last 30 days",
    "last 90 days",
    "last 365 days",
    "next 7 days",
    "next 30 days",
    "next 90 days",
)
YEARS_BACK = 4


@dataclass(frozen=True, kw_only=True)
class EditorRow:
    """A row of the editor as the template draws it. Without a field there is no operator yet, and no value."""

    number: int
    field: Control
    was: str
    had: str
    operator: Control | None = None
    values: Sequence[Control] = ()
    errors: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class EditorGroup:
    """A group of the editor as the template draws it."""

    number: int
    join: Control
    parts: "Sequence[EditorRow | EditorGroup]"


def drawn(draft: DraftGroup, offered: Sequence[Offer], actor: Actor, fields_url: str = "") -> EditorGroup:
    """The editor of a draft. `fields_url` answers what somebody types to find a field."""
    return _group(draft, {offer.path: offer for offer in offered}, fields_url, actor)


def _group(draft: DraftGroup, known: Mapping[str, Offer], fields_url: str, actor: Actor) -> EditorGroup:
    options = [
        Option(value="all", text=translate("all of these hold")),
        Option(value="any", text=translate("any of these holds")),
        Option(value="none", text=translate("none of these holds")),
    ]
    label = translate("How the conditions are joined")
    return EditorGroup(
        number=draft.number,
        join=spoken(
            Control(
                editor="choice",
                name=f"join-{draft.number}",
                label=label,
                value=draft.join,
                options=options,
                required=True,
            )
        ),
        parts=[
            _group(part, known, fields_url, actor)
            if isinstance(part, DraftGroup)
            else _row(part, known, fields_url, actor)
            for part in draft.parts
        ],
    )


def _row(draft: DraftCondition, known: Mapping[str, Offer], fields_url: str, actor: Actor) -> EditorRow:
    offer = known.get(draft.path)
    picker = spoken(
        Control(
            editor="link",
            name=f"field-{draft.number}",
            label=translate("Field"),
            value=draft.path,
            text=offer.label if offer else "",
            options_url=fields_url,
            placeholder=translate("Choose a field"),
            attrs={} if offer else {"data-first": True},
        )
    )
    if offer is None:
        return EditorRow(number=draft.number, field=picker, was=draft.path, had="", errors=draft.errors)
    return EditorRow(
        number=draft.number,
        field=picker,
        was=draft.path,
        had=draft.operator,
        operator=_operator(draft, offer.field.kind),
        values=[spoken(one) for one in _values(draft, single(offer.field.kind), offer.label, actor)],
        errors=draft.errors,
    )


def operator_word(name: str, kind: Kind[object]) -> str:
    """How people call an operator beside a value of that kind."""
    own = OUR_WORDS.get(name) or (TIME_WORDS.get(name) if isinstance(single(kind), Day) else None)
    return str(own or OPERATOR_WORDS[name])


def _operator(draft: DraftCondition, kind: Kind[object]) -> Control:
    inner = single(kind)
    own = tuple(OURS) if isinstance(inner, Link) and inner.target == PEOPLE else ()
    options = [Option(value=name, text=operator_word(name, kind)) for name in (*own, *kind.operators)]
    name, label = f"operator-{draft.number}", translate("Operator")
    return spoken(
        Control(editor="choice", name=name, label=label, value=draft.operator, options=options, required=True)
    )


def spoken(control: Control) -> Control:
    """The control with its label read out: in the editor's rows there is no room to show it."""
    return replace(control, attrs={**control.attrs, "aria-label": control.label})


def _values(draft: DraftCondition, kind: Kind[object], label: str, actor: Actor) -> list[Control]:
    name, locale = f"value-{draft.number}", actor.locale
    if draft.operator in EMPTINESS or draft.operator in OURS:
        return []
    if draft.operator == "within":
        return [_period(name, label, draft.values, locale)]
    if draft.operator in SEVERAL:
        return [_several(name, label, kind, draft.values, actor)]
    if isinstance(kind, Link) and draft.operator == "contains":
        return [Control(editor="text", name=name, label=label, value="".join(draft.values[:1]))]
    places = 2 if draft.operator == "between" else 1
    texts = [*draft.values[:places], *[""] * (places - len(draft.values))]
    return [_one(name, label, kind, text, actor, id=f"f-{name}-{place}") for place, text in enumerate(texts)]


def _one(name: str, label: str, kind: Kind[object], text: str, actor: Actor, id: str) -> Control:
    try:
        value = kind.parse(text, actor.locale)
    except DomainError:
        return value_control(kind, None, actor, name=name, label=label, raw=text, id=id)
    if isinstance(kind, Link) and isinstance(value, Reference):
        value = Reference(
            id=value.id, label=titles(kind.target, [value.id], actor).get(value.id, value.label)
        )
    return value_control(kind, value, actor, name=name, label=label, id=id)


def _several(name: str, label: str, kind: Kind[object], texts: Sequence[str], actor: Actor) -> Control:
    if isinstance(kind, Link):
        tokens = chosen_options(kind, texts, actor)
        return Control(
            editor="links", name=name, label=label, chosen=tokens, options_url=f"/pick/{kind.target}"
        )
    if isinstance(kind, Choice):
        options = {option.value: option for option in options_of(kind)}
        tokens = [options[text] for text in texts if text in options]
        return Control(
            editor="choices", name=name, label=label, chosen=tokens, options=list(options.values())
        )
    hint = translate("Several values, a semicolon between them")
    return Control(editor="text", name=name, label=label, value="; ".join(texts), placeholder=hint)


def _period(name: str, label: str, texts: Sequence[str], locale: Locale) -> Control:
    value = texts[0] if texts else "this month"
    year, _month, _day = to_parts(today_in(locale), locale.calendar)
    codes = dict.fromkeys((*PERIODS, *SPANS, *(str(year - back) for back in range(YEARS_BACK)), value))
    options = [Option(value=code, text=describe_period(code, locale)) for code in codes]
    return Control(editor="choice", name=name, label=label, value=value, options=options, required=True)


def titles(target: str, ids: Iterable[int], actor: Actor) -> dict[int, str]:
    """What the records that an actor may see are called. One query; none where there is nothing to ask."""
    one, wanted = named(target), {pk for pk in ids if pk}
    if not wanted or not may(actor, "view", one):
        return {}
    return dict(read(one, actor).filter(pk__in=wanted).values_list("pk", one.title))
