"""What the page of a record shows: head, figures, facts in sections, deeds. Values only; nothing here writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from payvand.kernel.access import Actor, may, right, visible
from payvand.kernel.commands import Command, commands_of
from payvand.kernel.kinds import JSON, Choice, Reference, Several, address
from payvand.kernel.models import Record, Right
from payvand.kernel.objects import Field, Object, extensions_of
from payvand.kernel.objects.custom import custom_fields
from payvand.ui.components import Figure, Step
from payvand.ui.pages.addresses import record_at, values_of
from payvand.ui.pages.controls import Ask
from payvand.ui.pages.icons import is_icon
from payvand.ui.pages.several import extras_of, is_plain

MOST_FIGURES = 6
BOOKKEEPING = ("id", "created_at", "updated_at")


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """One field of a record with its value as HTML, and the doors to change it and to look at its past."""

    name: str
    label: str
    value: Markup
    items: Sequence[tuple[Markup, str]] = ()
    help: str = ""
    edit_url: str = ""
    edit_label: str = ""
    history_url: str = ""
    history_label: str = ""


@dataclass(frozen=True, kw_only=True)
class FactSection:
    """A section of facts; a folded one stands open where it holds anything."""

    label: str
    lines: Sequence[FactLine]
    folded: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Something that may be done: by a dialog where it asks for something, else at once."""

    label: str
    icon: str
    url: str
    asks: bool = True
    danger: bool = False
    primary: bool = False


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One record as one reader sees it."""

    one: Object
    actor: Actor
    record: Record
    values: Mapping[str, Any]
    actions: frozenset[str]

    @property
    def address(self) -> str:
        """The web address of the record."""
        return address(self.one.name, self.record.pk)

    @property
    def title(self) -> str:
        """What the record is called."""
        return str(getattr(self.record, self.one.title) or f"#{self.record.pk}")

    @property
    def is_archived(self) -> bool:
        """Whether the record was put away."""
        return self.record.archived_at is not None


def see(one: Object, pk: int, actor: Actor) -> Seen:
    """The record with its values, and what the reader may do with this very one. Raises Missing or Denied."""
    record = record_at(one, pk, actor)
    return Seen(
        one=one,
        actor=actor,
        record=record,
        values=values_of(one, pk, actor),
        actions=actions_on(record, one, actor),
    )


def actions_on(record: Record, one: Object, actor: Actor) -> frozenset[str]:
    """The actions that the reader's roles cover on a record they see; the database is asked where scopes differ."""
    seen_by = actor.grants.scope(one.name, "view")
    rows = one.model.objects.filter(pk=record.pk)
    return frozenset(
        action
        for action in ("edit", "archive", "delete")
        if may(actor, action, one)
        and (actor.grants.scope(one.name, action) == seen_by or visible(rows, actor, action).exists())
    )


def sections_of(seen: Seen) -> list[FactSection]:
    """The facts of the record in the sections of its form, and when it was made and changed."""
    one = seen.one
    folded = {str(section.label): section.folded for section in one.form}
    named = {str(section.label): list(section.fields) for section in one.form}
    added = [many.name for many in extensions_of(one.name).many if many.name not in one.form_fields]
    computed = [field.name for field in (*one.computed, *extensions_of(one.name).computed)]
    named.setdefault(_("Further facts"), []).extend([*added, *computed, *custom_fields(one.name)])
    named[_("Record")] = [*(name for name in ("owner", "team") if name not in one.form_fields), *BOOKKEEPING]
    sections, fields = [], one.fields
    for label, names in named.items():
        lines = [line_of(seen, fields[name]) for name in names if name in seen.values]
        if label == _("Record"):
            sections.append(FactSection(label=label, lines=lines, folded=True))
        elif lines:
            sections.append(calm(FactSection(label=label, lines=lines), folded.get(label, False)))
    return sections


def calm(section: FactSection, is_folded: bool) -> FactSection:
    """The section without noise: a folded one shows what it holds, and stays closed where that is nothing."""
    filled = [line for line in section.lines if line.value]
    if not is_folded:
        return section
    return replace(section, lines=filled or section.lines, folded=not filled)


def line_of(seen: Seen, field: Field) -> FactLine:
    """One field with its value."""
    writable = (
        field.editable
        and field.source != "computed"
        and right(seen.one, field.name, seen.actor) == Right.WRITE
    )
    may_edit = writable and "edit" in seen.actions and not seen.is_archived
    label = str(field.label)
    return FactLine(
        name=field.name,
        label=label,
        value=html_of(field, seen.values[field.name], seen.actor),
        items=items_of(field, seen.values[field.name], seen.actor),
        help=str(field.help),
        edit_url=f"{seen.address}/field/{field.name}" if may_edit else "",
        edit_label=_("Edit %(what)s") % {"what": label},
        history_url=f"{seen.address}/history/{field.name}" if field.editable else "",
        history_label=_("History of %(what)s") % {"what": label},
    )


def html_of(field: Field, value: Any, actor: Actor) -> Markup:
    """A value as its kind shows it."""
    return Markup(field.kind.html(value, actor.locale))  # noqa: S704 - kinds give safe HTML


def items_of(field: Field, value: Any, actor: Actor) -> list[tuple[Markup, str]]:
    """Several values one by one, each with what is said of it; none for tags, which stand in one line."""
    if not isinstance(field.kind, Several) or is_plain(field):
        return []
    html, asks = field.kind.of.html, extras_of(field)
    return [
        (
            Markup(html(item.value, actor.locale)),  # noqa: S704 - kinds give safe HTML
            " · ".join(filter(None, (said(ask, item.more.get(name), actor) for name, ask in asks.items()))),
        )
        for item in value or ()
    ]


def said(ask: Ask, value: JSON, actor: Actor) -> str:
    """What is said beside a value, in words; of yes and no only the yes, by its label."""
    if isinstance(value, bool):
        return str(ask.label) if value else ""
    return ask.kind.text(value, actor.locale) if isinstance(value, str) else ""


def figures_of(seen: Seen) -> list[Figure]:
    """The numbers of the list's columns that the record has: what matters at first sight."""
    fields = [seen.one.fields[name] for name in seen.one.columns if name in seen.values]
    counted = [field for field in fields if field.kind.numeric and seen.values[field.name] is not None]
    return [
        Figure(label=str(field.label), value=html_of(field, seen.values[field.name], seen.actor))
        for field in counted[:MOST_FIGURES]
    ]


def status_of(seen: Seen) -> Markup:
    """The value of the field by which the board is parted, as a badge."""
    name = seen.one.status
    return (
        html_of(seen.one.field(name), seen.values[name], seen.actor)
        if name and name in seen.values
        else Markup()
    )


def steps_of(seen: Seen) -> list[Step]:
    """The status as a path, where it is a choice of a few that stand in an order."""
    name = seen.one.status
    kind = seen.one.field(name).kind if name in seen.values and name else None
    if name is None or not isinstance(kind, Choice) or len(kind.options) < 3:
        return []
    way = seen.one.board.path if seen.one.board else ()
    options = [option for option in kind.options if not way or option.value in way]
    values = [option.value for option in options]
    if way and seen.values[name] not in values:
        return []
    place = values.index(seen.values[name]) if seen.values[name] in values else -1
    return [
        Step(label=str(option.label), state="current" if at == place else "done" if at < place else "todo")
        for at, option in enumerate(options)
    ]


def owner_of(seen: Seen) -> Reference | None:
    """Who answers for the record, as far as the reader may know."""
    found = seen.values.get("owner")
    return found if isinstance(found, Reference) else None


def deeds_of(seen: Seen) -> list[Deed]:
    """What the reader may do with the record as it is now, the app's own commands first."""
    if seen.is_archived:
        restore = Deed(
            label=_("Restore"), icon="archive", url=f"{seen.address}/restore", asks=False, primary=True
        )
        return ([restore] if "archive" in seen.actions else []) + destruction(seen)
    commands = [one for one in commands_of(seen.one, seen.actor, seen.record) if one.on is seen.one.model]
    archive = Deed(label=_("Archive"), icon="archive", url=f"{seen.address}/archive", asks=False)
    put_away = [archive] if "archive" in seen.actions else []
    return [*(deed_of(seen, one) for one in commands), *put_away, *destruction(seen)]


def deed_of(seen: Seen, command: Command) -> Deed:
    """A command as something to press."""
    return Deed(
        label=str(command.label),
        icon=command.icon if is_icon(command.icon) else "bolt",
        url=f"{seen.address}/{command.name.rpartition('.')[2]}",
        asks=bool(command.inputs) or command.danger,
        danger=command.danger,
        primary=command.primary,
    )


def destruction(seen: Seen) -> list[Deed]:
    """The deed that cannot be undone."""
    if "delete" not in seen.actions:
        return []
    return [Deed(label=_("Delete"), icon="trash", url=f"{seen.address}/delete", danger=True)]
