"""Who does something: a user, a token, a process or the system. An argument of every write and of every read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from payvand.culture.locale import NEUTRAL, Locale
from payvand.kernel.models import Fact, Right, Scope
from payvand.kernel.objects import shapes_the_company

ActorKind = Literal["user", "token", "process", "system"]

# Scopes and rights from the narrowest to the widest.
SCOPES = tuple(Scope)
RIGHTS = (Right.HIDDEN, Right.READ, Right.WRITE)


Scopes = Mapping[tuple[str, str], Scope]


def scope_in(scopes: Scopes, object_name: str, action: str) -> Scope:
    """The scope that lines of permissions give; a line of the Object's own goes before "*"."""
    named = scopes.get((object_name, action))
    if named is None and (action == "view" or not shapes_the_company(object_name)):
        named = scopes.get(("*", action))
    return named or Scope.NONE


@dataclass(frozen=True, kw_only=True)
class Grants:
    """What an actor may do: scopes by (object, action) and narrowed rights by (object, field)."""

    everything: bool = False
    scopes: Scopes = field(default_factory=dict)
    rights: Mapping[tuple[str, str], Right] = field(default_factory=dict)

    def scope(self, object_name: str, action: str) -> Scope:
        """Whose records of an Object the action covers.

        "*" speaks for every Object without a line of its own, but never lets anybody change how the company is set up.
        """
        return Scope.ALL if self.everything else scope_in(self.scopes, object_name, action)

    def right(self, object_name: str, field_name: str) -> Right:
        """What may be done with a field."""
        return Right.WRITE if self.everything else self.rights.get((object_name, field_name), Right.WRITE)


@dataclass(frozen=True, kw_only=True)
class Cause:
    """The fact that made an actor act, and how many causes stand behind it."""

    fact_id: int
    depth: int


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who does something, what they may do, and how they read and write values."""

    kind: ActorKind
    name: str
    user_id: int | None = None
    team_id: int | None = None
    team_ids: tuple[int, ...] = ()
    branch_id: int | None = None
    locale: Locale = NEUTRAL
    grants: Grants = Grants()
    cause: Cause | None = None

    def because(self, fact: Fact) -> "Actor":
        """The same actor, acting in answer to a fact."""
        return replace(self, cause=Cause(fact_id=fact.pk, depth=fact.depth + 1))


def system(name: str = "system", locale: Locale = NEUTRAL) -> Actor:
    """Payvand itself: migrations, demo data, the command line. It may do everything."""
    return Actor(kind="system", name=name, locale=locale, grants=Grants(everything=True))


def process(name: str) -> Actor:
    """A subscriber or an automation acting on its own account."""
    return Actor(kind="process", name=name, grants=Grants(everything=True))
