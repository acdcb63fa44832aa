"""Makes actors of users: their roles, their teams, their locale. A few queries, once a request."""

from collections.abc import Mapping
from dataclasses import replace

from payvand.culture.locale import Locale, default_for
from payvand.kernel.access.actor import RIGHTS, SCOPES, Actor, Grants, scope_in
from payvand.kernel.models import Company, FieldRight, Grant, Right, Role, Scope, Team, User
from payvand.kernel.remembered import Remembered


def actor_of(user: User, *, only_role: Role | None = None, by_token: bool = False) -> Actor:
    """The actor that a user is, in person or by a token, which `only_role` may narrow to one role."""
    teams = _teams(user.pk, user.team_id)
    return Actor(
        kind="token" if by_token else "user",
        name=str(user),
        user_id=user.pk,
        team_id=user.team_id,
        team_ids=teams,
        branch_id=_branches().get(user.team_id or 0),
        locale=locale_of(user),
        grants=_grants(user.pk, user.is_administrator, only_role.pk if only_role else None),
    )


def read_grants(user_id: int, is_administrator: bool, only_role: int | None) -> Grants:
    """The widest scope and right out of all roles of a user, or of one role."""
    if is_administrator and only_role is None:
        return Grants(everything=True)
    held = Role.objects.filter(users=user_id, archived_at=None)
    roles = [only_role] if only_role else list(held.values_list("pk", flat=True))
    by_role: dict[int, dict[tuple[str, str], Scope]] = {role: {} for role in roles}
    for role, name, action, scope in Grant.objects.filter(role__in=roles).values_list(
        "role_id", "object", "action", "scope"
    ):
        by_role[role][name, action] = Scope(scope)
    keys = {key for lines in by_role.values() for key in lines}
    scopes = {
        key: max((scope_in(lines, *key) for lines in by_role.values()), key=SCOPES.index) for key in keys
    }
    return Grants(scopes=scopes, rights=_rights_of(roles))


def _rights_of(roles: list[int]) -> dict[tuple[str, str], Right]:
    """A field is narrowed only where every role narrows it."""
    lines: dict[tuple[str, str], list[Right]] = {}
    for name, field, right in FieldRight.objects.filter(role__in=roles).values_list(
        "object", "field", "right"
    ):
        lines.setdefault((name, field), []).append(Right(right))
    narrowed = {key: found for key, found in lines.items() if len(found) == len(roles)}
    return {key: max(found, key=RIGHTS.index) for key, found in narrowed.items()}


def read_teams(user_id: int, team_id: int | None) -> tuple[int, ...]:
    """The user's own team, the teams that they lead, and every team below those."""
    rows = list(Team.objects.values_list("pk", "parent_id", "leader_id"))
    parents = {pk: parent for pk, parent, _leader in rows}
    tops = {pk for pk, _parent, leader in rows if leader == user_id} | ({team_id} if team_id else set())
    return tuple(sorted(team for team in parents if _is_below(team, tops, parents)))


def _is_below(team: int | None, tops: set[int], parents: Mapping[int, int | None]) -> bool:
    seen: set[int] = set()
    while team is not None and team not in seen:
        if team in tops:
            return True
        seen.add(team)
        team = parents.get(team)
    return False


def locale_of(user: User) -> Locale:
    """How a user reads and writes: the user's own choices over the company's."""
    company = company_settings()
    return replace(
        default_for(user.language),  # type: ignore[arg-type]
        calendar=user.calendar,  # type: ignore[arg-type]
        digits=user.digits,  # type: ignore[arg-type]
        money_unit=user.money_unit,
        time_zone=user.time_zone,
        region=company.region,
        week_start=company.week_start,
        weekend=frozenset(int(day) for day in company.weekend.split(",") if day.strip()),
        fiscal_start=(company.fiscal_month, 1),
    )


def read_company() -> Company:
    """The company's settings; the defaults where nobody has touched them."""
    return Company.objects.filter(pk=1).first() or Company(pk=1)


def read_branches() -> dict[int, int | None]:
    """The branch of each team."""
    return dict(Team.objects.values_list("pk", "branch_id"))


_grants = Remembered(read_grants)
_teams = Remembered(read_teams)
_branches = Remembered(read_branches)
company_settings = Remembered(read_company)
