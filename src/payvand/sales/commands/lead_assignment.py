"""Gives leads to people by the administrator's rules, and sets when somebody must answer."""

import logging
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor, system
from payvand.kernel.commands import command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.models import User
from payvand.kernel.objects import named
from payvand.kernel.query import Query, matching
from payvand.sales.commands.lead import may_go_on, written
from payvand.sales.facts.lead import LeadAssigned
from payvand.sales.models import Absence, AssignmentMember, AssignmentRule, Lead, LeadStatus
from payvand.sales.models.lead_assignment import AssignmentMethod
from payvand.sales.models.lead_condition import condition_tree
from payvand.sales.working_time import WorkingTime, office_locale, working_time

logger = logging.getLogger(__name__)


@command(
    "sales.assign_lead", label=_("Assign by the rules"), on=Lead, icon="route",
    applies=may_go_on,
)  # fmt: skip
def assign_lead(lead: Lead, *, actor: Actor) -> None:
    """Give a lead to whoever the rules name, in place of its owner. Raises DomainError where no rule fits."""
    if not give(lead, actor, keep_owner=False):
        raise DomainError(
            "no_rule_fits", _("No rule fits this lead, or everybody whom one names is away."), "owner"
        )


@command("sales.assign_new_lead", label=_("Assign a new lead"), on=Lead, icon="route")
def assign_new_lead(lead: Lead, *, actor: Actor) -> None:
    """Give a new lead that nobody answers for to somebody, and set its deadline. Doing so again does nothing."""
    if lead.status == LeadStatus.NEW and lead.first_response_due_at is None and lead.is_waiting:
        give(lead, actor, keep_owner=lead.owner_id is not None)


def give(lead: Lead, actor: Actor, *, keep_owner: bool) -> bool:
    """Let the first rule that fits and has somebody to give decide; whether there was one."""
    for rule in AssignmentRule.objects.current().filter(is_active=True).order_by("position", "id"):
        if not _fits(rule, lead):
            continue
        hours = working_time(rule.opens, rule.closes)
        if not keep_owner:
            chosen = _choose(rule, lead, hours)
            if chosen is None:
                continue
            lead.owner, lead.team_id = chosen, chosen.team_id
        _tell(lead, rule, _deadline(lead, rule, hours), actor)
        return True
    return False


def _tell(lead: Lead, rule: AssignmentRule, due_at: datetime | None, actor: Actor) -> None:
    if lead.is_waiting:
        lead.first_response_due_at = due_at
    told = LeadAssigned(
        owner_id=lead.owner_id, owner=str(lead.owner or ""), rule_id=rule.pk, rule=rule.name,
        due_at=lead.first_response_due_at,
    )  # fmt: skip
    record(told, about=written(lead), actor=actor)


def _fits(rule: AssignmentRule, lead: Lead) -> bool:
    """Whether a lead meets a rule's condition. One that nobody can read any more holds for nothing."""
    everything = system("assignment", office_locale())
    try:
        rows = matching(named("sales.lead"), Query(where=condition_tree(rule.condition)), everything)
    except DomainError as error:
        logger.warning("assignment rule %s is left out: %s", rule.pk, error)
        return False
    return rows.filter(pk=lead.pk).exists()


def _deadline(lead: Lead, rule: AssignmentRule, hours: WorkingTime) -> datetime | None:
    if not rule.answer_minutes:
        return None
    return hours.add_minutes(max(lead.created_at, lead.updated_at), rule.answer_minutes)


def _choose(rule: AssignmentRule, lead: Lead, hours: WorkingTime) -> User | None:
    """Whoever of the rule's people is next; None where all are away."""
    # Whoever chooses at the same time waits here, so that the turn passes from hand to hand.
    locked = AssignmentRule.objects.select_for_update(no_key=True).get(pk=rule.pk)
    day = hours.next_open(clock.now()).astimezone(hours.zone).date()
    people = _present(_from_turn(_people(locked, lead), locked.last_id), day)
    if not people:
        return None
    chosen = _least_busy(people) if locked.method == AssignmentMethod.LEAST_BUSY else people[0]
    locked.last = chosen
    locked.save(update_fields=["last"])
    return chosen


def _people(rule: AssignmentRule, lead: Lead) -> list[User]:
    """The people of a rule in their order: those who are named (by territory: for the province), then the team."""
    members = AssignmentMember.objects.current().filter(rule=rule).select_related("user").order_by("id")
    if rule.method == AssignmentMethod.TERRITORY:
        if not lead.province:
            return []
        members = members.filter(province=lead.province)
    found = {member.user.pk: member.user for member in members}
    if rule.team_id and rule.method != AssignmentMethod.TERRITORY:
        for user in User.objects.filter(team=rule.team_id).order_by("id"):
            found.setdefault(user.pk, user)
    return [user for user in found.values() if user.is_active and user.archived_at is None]


def _present(people: Sequence[User], day: date) -> list[User]:
    """Those who are not away on a day."""
    away = set(
        Absence.objects.current()
        .filter(start_on__lte=day, end_on__gte=day, user__in=people)
        .values_list("user_id", flat=True)
    )
    return [user for user in people if user.pk not in away]


def _from_turn(people: Sequence[User], last: int | None) -> list[User]:
    """The people from the one behind whoever was last, round to that one; as they are where nobody was."""
    behind = next((place + 1 for place, user in enumerate(people) if user.pk == last), 0)
    return [*people[behind:], *people[:behind]]


def _least_busy(people: Sequence[User]) -> User:
    """Whoever has the fewest leads that wait for work; the first of several."""
    busy = dict(
        Lead.objects.current()
        .filter(owner__in=people, status__in=(LeadStatus.NEW, LeadStatus.WORKING))
        .values_list("owner_id")
        .annotate(count=Count("pk"))
    )
    return min(people, key=lambda user: busy.get(user.pk, 0))
