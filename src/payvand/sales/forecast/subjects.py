"""Whose forecast somebody may look at, and whose they may steer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.translation import gettext as _

from payvand.kernel.access import Actor, company_settings
from payvand.kernel.errors import Missing
from payvand.kernel.models import Branch, Scope, Team, User
from payvand.sales.forecast.counted import DEALS
from payvand.sales.models import Split
from payvand.sales.models.forecast_period import Whose, subject_key

FORECASTS = "sales.forecastoverride"
MOST_SHARED = 500


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One whose figures are looked at. `teams` are the teams whose deals count, for a team with those below it."""

    whose: Whose
    pk: int | None
    name: str
    team: int | None = None
    teams: tuple[int, ...] = ()
    # The deals of others in whose credit a person has a share.
    shared: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        return subject_key(self.whose, self.pk)

    def condition(self) -> Q:
        """The deals that count for the subject."""
        if self.whose == Whose.USER:
            return Q(owner_id=self.pk) | Q(pk__in=self.shared)
        return Q() if self.whose == Whose.COMPANY else Q(team_id__in=self.teams)

    def where(self) -> str:
        """The same in the query language, for the lists behind the figures."""
        if self.shared:
            return f"({self.owned()} or id in ({', '.join(map(str, self.shared))}))"
        return self.owned()

    def owned(self) -> str:
        """The deals that are the subject's own, in the query language."""
        if self.whose == Whose.USER:
            return f"owner is {self.pk}"
        if self.whose == Whose.COMPANY:
            return ""
        return (
            f"team in ({', '.join(map(str, self.teams))})"
            if self.teams
            else "team is empty and team is not empty"
        )


@dataclass(frozen=True, kw_only=True)
class Staff:
    """How the company is organised, read once: three queries."""

    teams: Mapping[int, Team]
    users: Mapping[int, User]
    branches: Mapping[int, Branch]

    def below(self, tops: Iterable[int]) -> tuple[int, ...]:
        """Teams with all that are part of them."""
        found, waiting = set[int](), list(tops)
        while waiting:
            team = waiting.pop()
            if team not in found:
                found.add(team)
                waiting += [pk for pk, one in self.teams.items() if one.parent_id == team]
        return tuple(sorted(found))

    def of_branch(self, branch: int) -> tuple[int, ...]:
        """The teams of a branch."""
        return tuple(sorted(pk for pk, team in self.teams.items() if team.branch_id == branch))

    def led_by(self, user: int | None) -> tuple[int, ...]:
        """The teams that somebody leads, with those below them."""
        return self.below(pk for pk, team in self.teams.items() if user and team.leader_id == user)


def read_staff() -> Staff:
    """Everybody who may have deals, their teams and branches."""
    return Staff(
        teams={team.pk: team for team in Team.objects.current().order_by("name")},
        users={
            user.pk: user
            for user in User.objects.filter(is_active=True).only("name", "username", "team").order_by("name")
        },
        branches={branch.pk: branch for branch in Branch.objects.current().order_by("name")},
    )


def subjects_for(actor: Actor, staff: Staff) -> list[Subject]:
    """Everybody at whose figures the actor may look, the widest first; oneself is always among them."""
    scope = actor.grants.scope(DEALS, "view")
    if scope == Scope.NONE:
        return []
    teams = _teams_seen(actor, scope, staff)
    branches = _branches_seen(actor, scope, staff)
    users = [user for user in staff.users.values() if user.team_id in teams or scope == Scope.ALL]
    me = staff.users.get(actor.user_id or 0)
    if me is not None and me not in users:
        users.append(me)
    company = (
        [Subject(whose=Whose.COMPANY, pk=None, name=company_settings().name)] if scope == Scope.ALL else []
    )
    return [
        *company,
        *(
            Subject(whose=Whose.BRANCH, pk=pk, name=staff.branches[pk].name, teams=staff.of_branch(pk))
            for pk in branches
        ),
        *(
            Subject(whose=Whose.TEAM, pk=pk, name=staff.teams[pk].name, team=pk, teams=staff.below([pk]))
            for pk in staff.teams
            if pk in teams
        ),
        *(Subject(whose=Whose.USER, pk=user.pk, name=str(user), team=user.team_id) for user in users),
    ]


def subject_named(key: str, among: Iterable[Subject]) -> Subject:
    """The subject of that key. Raises Missing where there is none that the reader may see."""
    found = next((one for one in among if one.key == key), None)
    if found is None:
        raise Missing("missing", _("There is no such forecast, or you may not see it."))
    return found


def with_shares(people: Sequence[Subject]) -> list[Subject]:
    """The same people with the deals in which they have a share. One query."""
    shares: dict[int, list[int]] = {}
    rows = Split.objects.filter(user__in=[one.pk for one in people], archived_at=None).order_by("-id")
    for user, deal in rows.values_list("user_id", "opportunity_id"):
        shares.setdefault(user, []).append(deal)
    return [replace(one, shared=tuple(shares.get(one.pk or 0, ())[:MOST_SHARED])) for one in people]


def may_steer(actor: Actor, subject: Subject, staff: Staff) -> bool:
    """Whether the actor sets targets and overrides for a subject: leaders for their teams, else by a wide role."""
    scope = actor.grants.scope(FORECASTS, "edit")
    if scope in (Scope.ALL, Scope.NONE):
        return scope == Scope.ALL
    if subject.whose == Whose.COMPANY:
        return False
    if subject.whose == Whose.BRANCH:
        return scope == Scope.BRANCH and subject.pk == actor.branch_id
    if scope == Scope.BRANCH and subject.team in staff.of_branch(actor.branch_id or 0):
        return True
    return subject.team is not None and subject.team in staff.led_by(actor.user_id)


def _teams_seen(actor: Actor, scope: Scope, staff: Staff) -> set[int]:
    if scope == Scope.ALL:
        return set(staff.teams)
    if scope == Scope.OWN:
        return set()
    of_branch = staff.of_branch(actor.branch_id or 0) if scope == Scope.BRANCH else ()
    return {*actor.team_ids, *of_branch}


def _branches_seen(actor: Actor, scope: Scope, staff: Staff) -> list[int]:
    if scope == Scope.ALL:
        return list(staff.branches)
    return [pk for pk in staff.branches if scope == Scope.BRANCH and pk == actor.branch_id]
