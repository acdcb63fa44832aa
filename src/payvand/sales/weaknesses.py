"""What is weak about open deals, worked out for a whole set at once: boards, pages and forecasts show the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payvand.culture.digits import localise
from payvand.culture.locale import Locale
from payvand.sales.models import Stakeholder, StakeholderRole, WinModel
from payvand.sales.models.company_day import company_today
from payvand.sales.models.opportunity import OpportunityQuerySet

# Nobody spoke, wrote or moved it for so many days.
SILENT_DAYS = 14
# Put off at least so often, a date means little.
SLIPS = 2

Sign = Literal["overdue", "no_next_step", "step_overdue", "silent", "stuck", "slipped", "no_decider", "slow"]


@dataclass(frozen=True, kw_only=True)
class Weakness:
    """One reason to look at a deal; `days` says how many days, or how often."""

    sign: Sign
    days: int = 0

    def words(self, locale: Locale) -> str:
        """The reason as people read it."""
        return localise(_words(self.sign, self.days), locale)


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is looked at of one deal."""

    next_step: str
    next_step_on: date | None
    expected_close: date | None
    last_activity_on: date | None
    slips: int
    opened_on: date | None
    stage_since: date | None
    rot_days: int | None
    pipeline: int
    has_decider: bool


def weaknesses_of(deals: OpportunityQuerySet) -> dict[int, list[Weakness]]:
    """The weak points of the open ones among the deals, by number; deals without any are left out. Two queries."""
    deciders = Stakeholder.objects.filter(
        opportunity=OuterRef("pk"), role=StakeholderRole.DECIDER, archived_at__isnull=True
    )
    today, slow = company_today(), WinModel.slow_days()
    found: dict[int, list[Weakness]] = {}
    columns = (
        "pk", "next_step", "next_step_on", "expected_close", "last_activity_on", "slips", "opened_on", "stage_since",
        "stage__rot_days", "stage__pipeline", "decided",
    )  # fmt: skip
    for pk, *values in deals.open().annotate(decided=Exists(deciders)).values_list(*columns):
        step, step_on, close, active, slips, opened, since, rot_days, pipeline, decided = values
        row = Row(
            next_step=step, next_step_on=step_on, expected_close=close, last_activity_on=active, slips=slips,
            opened_on=opened, stage_since=since.date() if since else None, rot_days=rot_days, pipeline=pipeline,
            has_decider=decided,
        )  # fmt: skip
        signs = signs_of(row, today, slow)
        if signs:
            found[pk] = signs
    return found


def signs_of(row: Row, today: date, slow: Mapping[int, int]) -> list[Weakness]:
    """The weak points of one deal, the gravest first."""
    signs: list[Weakness] = []
    if row.expected_close and row.expected_close < today:
        signs.append(Weakness(sign="overdue", days=(today - row.expected_close).days))
    if not row.next_step:
        signs.append(Weakness(sign="no_next_step"))
    elif row.next_step_on and row.next_step_on < today:
        signs.append(Weakness(sign="step_overdue", days=(today - row.next_step_on).days))
    in_stage = (today - row.stage_since).days if row.stage_since else 0
    if row.rot_days is not None and in_stage > row.rot_days:
        signs.append(Weakness(sign="stuck", days=in_stage))
    silent = (today - row.last_activity_on).days if row.last_activity_on else 0
    if silent > SILENT_DAYS:
        signs.append(Weakness(sign="silent", days=silent))
    if row.slips >= SLIPS:
        signs.append(Weakness(sign="slipped", days=row.slips))
    if not row.has_decider:
        signs.append(Weakness(sign="no_decider"))
    age = (today - row.opened_on).days if row.opened_on else 0
    if row.pipeline in slow and age > slow[row.pipeline]:
        signs.append(Weakness(sign="slow", days=age))
    return signs


def _words(sign: Sign, days: int) -> str:
    count = {"count": days}
    if sign == "no_next_step":
        return _("no next step")
    if sign == "no_decider":
        return _("no decider is known")
    if sign == "overdue":
        return (
            ngettext("should have closed %(count)s day ago", "should have closed %(count)s days ago", days)
            % count
        )
    if sign == "step_overdue":
        return ngettext("next step %(count)s day late", "next step %(count)s days late", days) % count
    if sign == "stuck":
        return ngettext("%(count)s day in this stage", "%(count)s days in this stage", days) % count
    if sign == "silent":
        return (
            ngettext("nothing happened for %(count)s day", "nothing happened for %(count)s days", days)
            % count
        )
    if sign == "slipped":
        return ngettext("put off %(count)s time", "put off %(count)s times", days) % count
    return (
        ngettext(
            "open for %(count)s day, longer than four of five won deals",
            "open for %(count)s days, longer than four of five won deals",
            days,
        )
        % count
    )
