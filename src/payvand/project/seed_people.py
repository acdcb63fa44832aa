"""Who works in the seeded world: two hundred users in forty teams of five branches, their roles and their tags."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from payvand.culture.folding import clean
from payvand.kernel import clock
from payvand.kernel.access import ACTIONS
from payvand.kernel.db import reserve_ids
from payvand.kernel.models import Branch, Grant, Record, Role, Scope, Tag, Team, User
from payvand.kernel.records.table import insert
from payvand.project.seed_words import CITIES, FAMILY, GIVEN

BRANCHES, TEAMS, USERS = 5, 40, 200
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, kw_only=True)
class Owner:
    """A user whom parties belong to."""

    id: int
    team_id: int | None


@dataclass(kw_only=True)
class Staff:
    """Owners and tags, the titles of whatever a party links to, and the party with the longest past."""

    owners: Sequence[Owner]
    tags: Sequence[int]
    titles: dict[tuple[str, int], str] = field(default_factory=dict)
    busiest: int = 0


def hire(tags: Sequence[str]) -> Staff:
    """Write the people, their teams and their tags."""
    branches = written([Branch(name=f"شعبه {city}") for city in CITIES[:BRANCHES]])
    teams = written([Team(name=f"تیم {n + 1}", branch=branches[n % BRANCHES]) for n in range(TEAMS)])
    users = written([user(number, teams) for number in range(USERS)])
    give_roles(users)
    kept = written([Tag(name=clean(name)) for name in tags])
    staff = Staff(
        owners=[Owner(id=one.pk, team_id=one.team_id) for one in users], tags=[one.pk for one in kept]
    )
    staff.titles |= {("owner", one.pk): one.name for one in users}
    staff.titles |= {("team", one.pk): one.name for one in teams}
    staff.titles |= {("tag", one.pk): one.name for one in kept}
    return staff


def user(number: int, teams: Sequence[Team]) -> User:
    """One of the users; nobody can sign in as one of them, for none has a password."""
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number * 7 % len(FAMILY)]
    return User(
        username=username(number),
        name=clean(f"{given} {family}"),
        team=teams[number % len(teams)],
        language=("fa", "fa", "ar", "en")[number % 4],
        password="!",  # noqa: S106 - no password fits it
    )


def username(number: int) -> str:
    """The user name of the user of that number. Every fifth one leads: these see their whole team's parties."""
    return f"seed-{number}"


def give_roles(users: Sequence[User]) -> None:
    """Sellers work on their own parties, leaders on those of their team, directors on all."""
    scopes = (Scope.OWN, Scope.TEAM, Scope.ALL)
    roles = written([Role(name=f"Seed {scope.value}") for scope in scopes])
    insert(
        [
            Grant(role=role, object="*", action=action, scope=scope)
            for role, scope in zip(roles, scopes, strict=True)
            for action in ACTIONS
        ]
    )
    held = User.roles.through
    insert([held(user_id=one.pk, role_id=roles[role_of(n)].pk) for n, one in enumerate(users)])


def role_of(number: int) -> int:
    """The place of a user's role: 0 seller, 1 leader, 2 director (the last user alone)."""
    return 2 if number == USERS - 1 else int(number % 5 == 4)


def written(made: Sequence[R]) -> Sequence[R]:
    """The records, inserted with numbers and moments."""
    now = clock.now()
    for one, pk in zip(made, reserve_ids(type(made[0]), len(made)), strict=True):
        one.pk, one.created_at, one.updated_at = pk, now, now
    insert(made)
    return made
