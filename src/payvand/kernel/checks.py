"""Resolves every name that descriptions use, at start: a typo fails `payvand check` with the list of valid names."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.core.checks import CheckMessage, Error, register

from payvand.kernel.access import system
from payvand.kernel.commands import command_named
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import FACTS, SUBSCRIBERS
from payvand.kernel.kinds import Choice, Link, Several
from payvand.kernel.objects import Object, all_objects, named
from payvand.kernel.query import compile_where, parse_where


@register("payvand")
def check_descriptions(**_options: object) -> list[CheckMessage]:
    """Every Object's fields, links, views and every subscription."""
    objects = [error for one in all_objects() for error in check_object(one)]
    return [*objects, *check_subscriptions()]


def check_object(one: Object) -> Iterator[Error]:
    """The names in one Object's description."""
    named_fields = [
        *one.columns,
        *one.form_fields,
        *(name.lstrip("-") for name in one.sort),
        *(one.search or {}),
        one.title,
    ]
    named_fields += [name for keys in one.match for name in keys]
    named_fields += [name for name in (one.calendar_by, one.parent, *one.guarded) if name]
    named_fields += board_fields(one)
    named_fields += [name for view in one.views for name in view.columns]
    for name in dict.fromkeys(named_fields):
        yield from _try(one, "E001", partial(one.field, name))
    if any(True for _error in _try(one, "E001", lambda: one.shipped)):
        return
    for field in one.shipped.values():
        kind = field.kind.of if isinstance(field.kind, Several) else field.kind
        if isinstance(kind, Link):
            yield from _try(one, "E002", partial(named, kind.target))
    for view in one.views:
        yield from _try(one, "E003", partial(_understand, view.where, one))
    yield from check_board(one)


def board_fields(one: Object) -> list[str]:
    """The fields that a board's description names."""
    board = one.board
    if board is None:
        return []
    named_fields = [board.by, board.sum, *(name.lstrip("-") for name in board.order), *board.lines]
    return [name for name in named_fields if name]


def check_board(one: Object) -> Iterator[Error]:
    """That a board is parted by what has columns, and that its command and its target's fields are there."""
    board = one.board
    if board is None:
        return
    kind = one.field(board.by).kind
    if not isinstance(kind, Choice | Link):
        yield Error(
            f"{one.name}: a board is parted by a choice or a link, not {kind.name}.", id="payvand.E006"
        )
        return
    for name in (board.within, board.tone):
        if name and isinstance(kind, Link):
            yield from _try(one, "E006", partial(named(kind.target).field, name))
    if board.move:
        yield from _try(one, "E006", partial(command_named, board.move))


def _understand(where: str, one: Object) -> None:
    actor = system()
    compile_where(parse_where(where, one, actor.locale), one, actor)


def _try(one: Object, code: str, attempt: Callable[[], Any]) -> Iterator[Error]:
    try:
        attempt()
    except DomainError as error:
        yield Error(f"{one.name}: {error}", id=f"payvand.{code}")


def check_subscriptions() -> Iterator[Error]:
    """The facts and Objects that subscribers name."""
    for subscriber in SUBSCRIBERS.values():
        for name in subscriber.facts:
            if name not in FACTS:
                known = ", ".join(sorted(FACTS))
                yield Error(
                    f"{subscriber.name} hears {name!r}, which is no fact. There are: {known}.",
                    id="payvand.E004",
                )
        for name in subscriber.objects:
            yield from (Error(f"{subscriber.name}: {error}", id="payvand.E005") for error in _unknown(name))


def _unknown(name: str) -> Iterator[DomainError]:
    try:
        named(name)
    except DomainError as error:
        yield error
