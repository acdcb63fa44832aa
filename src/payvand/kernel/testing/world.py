"""The named world: Ann sells, Ben leads her team, Cleo is in another team, Alma administers."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from payvand.kernel.access import Actor, actor_of
from payvand.kernel.models import Branch, FieldRight, Grant, Right, Role, Scope, Team, User
from payvand.kernel.remembered import forget_everything

T = TypeVar("T")
ACTIONS = ("view", "create", "edit", "archive", "delete", "import", "export")


@dataclass(frozen=True, kw_only=True)
class World:
    """The people of the tests and their teams."""

    ann: User
    ben: User
    cleo: User
    alma: User
    stranger: User
    north: Team
    south: Team

    def actor(self, name: str) -> Actor:
        """The actor that one of the people is."""
        return actor_of(getattr(self, name))


def make_world() -> World:
    """Write the world into the database."""
    branch = _make(Branch, name="Tehran")
    north, south = (
        _make(Team, name="North", branch=branch),
        _make(Team, name="South", branch=_make(Branch, name="Shiraz")),
    )
    seller, leader = make_role("Seller", Scope.OWN), make_role("Leader", Scope.TEAM)
    ann, ben = make_user("ann", north, [seller]), make_user("ben", north, [leader])
    cleo = make_user("cleo", south, [seller])
    alma = make_user("alma", None, [], is_administrator=True)
    Team.objects.filter(pk=north.pk).update(leader=ben)
    stranger = make_user("stranger", None, [])
    return World(ann=ann, ben=ben, cleo=cleo, alma=alma, stranger=stranger, north=north, south=south)


def make_role(name: str, scope: Scope) -> Role:
    """A role with one scope for every action on every Object."""
    role = _make(Role, name=name)
    Grant.objects.bulk_create(Grant(role=role, object="*", action=action, scope=scope) for action in ACTIONS)
    return role


def make_user(username: str, team: Team | None, roles: list[Role], **more: object) -> User:
    """A user who reads English in the Gregorian calendar."""
    plain = {
        "language": "en",
        "calendar": "gregorian",
        "digits": "latin",
        "money_unit": "rial",
        "time_zone": "UTC",
    }
    user = _make(User, username=username, name=username.capitalize(), team=team, **plain, **more)
    user.roles.set(roles)
    return user


def narrow(role: Role, object_name: str, field: str, right: Right) -> None:
    """Narrow what a role may do with a field."""
    FieldRight.objects.create(role=role, object=object_name, field=field, right=right)
    forget_everything()


def _make(model: type[T], **values: object) -> T:
    now = datetime.now(UTC)
    return model.objects.create(created_at=now, updated_at=now, **values)  # type: ignore[attr-defined, no-any-return]
