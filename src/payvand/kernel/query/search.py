"""The seam to the search engine: an app above provides it, lists below use it."""

from typing import Protocol

from django.db.models import Q

from payvand.culture.folding import fold
from payvand.kernel.access import Actor, right
from payvand.kernel.models import Right
from payvand.kernel.objects import Object


class SearchEngine(Protocol):
    """What a search engine gives to lists."""

    def condition(self, one: Object, text: str) -> Q:
        """The condition that holds for the records of an Object that a text finds."""


_engines: list[SearchEngine] = []


def provide_search(engine: SearchEngine) -> None:
    """Make an engine the one that lists ask. Called once, at start."""
    _engines[:] = [engine]


def search_condition(one: Object, text: str, actor: Actor) -> Q:
    """The condition for a text in a list's search box.

    Without an engine, and for those from whom a searched field is hidden, the title is looked through: to be found
    by a field would give it away.
    """
    for engine in _engines:
        if not hides_searched(one, actor):
            return engine.condition(one, text)
    title = one.field(one.title)
    return Q(**{f"{title.filter_column}__contains": fold(text) if title.folded else text})


def hides_searched(one: Object, actor: Actor) -> bool:
    """Whether a field that searches look at is hidden from the actor."""
    if not actor.grants.rights:
        return False
    return any(
        field.weight and right(one, field.name, actor) == Right.HIDDEN for field in one.fields.values()
    )
