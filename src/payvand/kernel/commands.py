"""A Command is something that may be done: buttons, REST, processes and tools are lists of them."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale
from payvand.culture.money import Money
from payvand.kernel.access import Actor, may, require
from payvand.kernel.errors import Denied, DomainError, FieldError, Invalid, Message
from payvand.kernel.kinds import JSON, Day, Kind, Link, Moment, MoneyKind, Number, Text, Whole, YesNo
from payvand.kernel.models import Record, Scope
from payvand.kernel.objects import Object, all_objects, extensions_of, object_of
from payvand.kernel.records import locked


@dataclass(frozen=True, kw_only=True)
class Input:
    """One thing that a command asks for. `Annotated[date, Input(label=…)]` gives a parameter its label."""

    label: Message = ""
    kind: Kind[Any] | None = None
    name: str = ""
    required: bool = True
    default: object = None
    help: Message = ""
    python: Callable[[Any], object] = field(default=lambda value: value)


@dataclass(frozen=True, kw_only=True)
class Command:
    """A typed function with a name, a label and a permission, that may be done to a record of `on`.

    `action` is the permission's action on the Object. `danger` asks for confirmation; `applies` says whether the
    command makes sense for a record as it is now; a text in place of False says why it does not.
    """

    name: str
    label: Message
    on: type[Record] | None
    action: str
    function: Callable[..., object]
    inputs: tuple[Input, ...]
    icon: str = "bolt"
    danger: bool = False
    applies: Callable[[Any], bool | Message] | None = None
    primary: bool = False

    def read(self, raw: Mapping[str, object], locale: Locale) -> dict[str, object]:
        """The inputs of a call by their kinds. Raises Invalid with every input that is wrong, missing or unknown."""
        errors = [unknown_input(name) for name in raw if name not in {one.name for one in self.inputs}]
        values: dict[str, object] = {}
        for one in self.inputs:
            try:
                value = one.kind.parse(raw.get(one.name), locale) if one.kind else None
            except DomainError as error:
                errors.append(FieldError(field=one.name, code=error.code, message=error.message))
                continue
            if value in (None, "") and one.required:
                errors.append(
                    FieldError(field=one.name, code="required", message=_("A value is needed here."))
                )
            values[one.name] = one.default if value is None else one.python(value)
        if errors:
            raise Invalid(errors)
        return values

    def as_json(self, inputs: Mapping[str, object]) -> dict[str, JSON]:
        """Inputs that were read, as JSON that `read` takes neutrally: for a call that is made later."""
        kinds = {one.name: one.kind for one in self.inputs}
        return {name: kind.to_json(inputs.get(name)) for name, kind in kinds.items() if kind is not None}

    def run(
        self, subject: int | None = None, *, actor: Actor, of: Object | None = None, **inputs: object
    ) -> object:
        """Do it: one transaction, the record locked, the permission checked on the record itself.

        `of` names the Object for a command that may be done to records of every Object (`on=Record`).
        """
        with transaction.atomic():
            if self.on is None or subject is None:
                self._require(actor, of)
                return self.function(actor=actor, **inputs)
            record = locked(of or object_of(self.on), subject, actor, self.action)
            self._refuse_where_senseless(record)
            return self.function(record, actor=actor, **inputs)

    def fits(self, record: Record) -> bool:
        """Whether the command makes sense for the record as it is now."""
        return self.applies is None or self.applies(record) is True

    def _refuse_where_senseless(self, record: Record) -> None:
        answer = True if self.applies is None else self.applies(record)
        if answer is True:
            return
        unsaid = _("“%(command)s” is not possible here now.") % {"command": self.label}
        raise DomainError("not_applicable", answer or unsaid)

    def _require(self, actor: Actor, of: Object | None) -> None:
        """A command without a record needs its action on the Object, or on everything where it has none."""
        if self.on is not None and self.on is not Record:
            of = of or object_of(self.on)
        if of is not None:
            require(actor, self.action, of)
        elif actor.grants.scope("*", self.action) == Scope.NONE:
            raise Denied("denied", _("Your roles do not allow this: %(action)s.") % {"action": self.label})


def unknown_input(name: str) -> FieldError:
    """The error of an input that the command does not know."""
    return FieldError(
        field=name, code="unknown_input", message=_("Unknown input: %(name)s.") % {"name": name}
    )


COMMANDS: dict[str, Command] = {}


def command(
    name: str,
    *,
    label: Message,
    on: type[Record] | None = None,
    action: str = "edit",
    icon: str = "bolt",
    danger: bool = False,
    primary: bool = False,
    applies: Callable[[Any], bool | Message] | None = None,
) -> Callable[[Callable[..., object]], Command]:
    """Declare a command. The keyword-only parameters of the function are its inputs, all but `actor`."""

    def declare(function: Callable[..., object]) -> Command:
        if name in COMMANDS:
            raise ValueError(f"the command {name} is declared twice")
        COMMANDS[name] = Command(
            name=name, label=label, on=on, action=action, function=function, inputs=inputs_of(function), icon=icon,
            danger=danger, applies=applies, primary=primary,
        )  # fmt: skip
        return COMMANDS[name]

    return declare


def inputs_of(function: Callable[..., object]) -> tuple[Input, ...]:
    """The inputs that a signature describes. Raises TypeError where `actor` is missing or a type is unknown."""
    hints = get_type_hints(function, include_extras=True)
    parameters = inspect.signature(function).parameters.values()
    asked = [one for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY]
    if "actor" not in {one.name for one in asked}:
        raise TypeError(f"{function.__qualname__} takes no keyword-only actor")
    return tuple(input_of(one, hints[one.name]) for one in asked if one.name != "actor")


def input_of(parameter: inspect.Parameter, hint: Any) -> Input:
    """One parameter as an input."""
    given = Input()
    if get_origin(hint) is Annotated:
        hint, *notes = get_args(hint)
        given = next((note for note in notes if isinstance(note, Input)), given)
    types = (
        [one for one in get_args(hint) if one is not type(None)] if type(None) in get_args(hint) else [hint]
    )
    has_default = parameter.default is not inspect.Parameter.empty
    return Input(
        name=parameter.name,
        label=given.label or parameter.name.replace("_", " "),
        kind=given.kind or kind_for(types[0]),
        required=not has_default and types == [hint],
        default=parameter.default if has_default else None,
        help=given.help,
        python=int if types[0] is int else given.python,
    )


def kind_for(annotation: Any) -> Kind[Any]:
    """The kind of an input by its Python type."""
    kinds: dict[Any, Kind[Any]] = {
        str: Text(), int: Whole(), bool: YesNo(), Decimal: Number(places=4), Money: MoneyKind(),
        datetime: Moment(), date: Day(),
    }  # fmt: skip
    if annotation in kinds:
        return kinds[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return Link(target=annotation._meta.label_lower)
    raise TypeError(f"no kind stands for {annotation!r}")


def commands_of(one: Object, actor: Actor, record: Record | None = None) -> list[Command]:
    """The commands of an Object that the actor may use, on a record as it is now where one is given."""
    described = (*one.commands, *extensions_of(one.name).commands)
    found = [item for item in described if isinstance(item, Command)]
    found += [item for item in COMMANDS.values() if item.on is Record]
    return [item for item in found if may(actor, item.action, one) and (record is None or item.fits(record))]


def command_named(name: str, one: Object | None = None) -> Command:
    """A command by its dotted name, or by the last part of it on a given Object. Raises DomainError."""
    if name in COMMANDS:
        return COMMANDS[name]
    models = (one.model, Record) if one else ()
    for item in COMMANDS.values():
        if item.on in models and item.name.endswith(f".{name}"):
            return item
    raise DomainError("unknown_command", _("There is no command “%(name)s”.") % {"name": name})


def actions() -> set[str]:
    """Every action that a role may grant."""
    known = {"view", "create", "edit", "archive", "delete", "import", "export"}
    return known | {
        item.action for one in all_objects() for item in one.commands if isinstance(item, Command)
    }
