"""What should strike the eye about deals on the board: stuck, overdue, without a next step."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payvand.culture.digits import localise
from payvand.culture.locale import Locale
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.kinds.time import today_in
from payvand.kernel.objects import Mark
from payvand.sales.models import Opportunity


def deal_marks(pks: Sequence[int], actor: Actor) -> Mapping[int, Sequence[Mark]]:
    """The marks of the open ones among the deals. One query."""
    rows = Opportunity.objects.filter(pk__in=pks, closed_on__isnull=True).values_list(
        "pk", "stage_since", "stage__rot_days", "expected_close", "next_step"
    )
    return {
        pk: [
            *stuck(since, rot_days, actor.locale),
            *overdue(expected_close, today_in(actor.locale)),
            *([] if next_step else [Mark(label=_("No next step"), tone="neutral", icon="circle-dashed")]),
        ]
        for pk, since, rot_days, expected_close, next_step in rows
    }


def stuck(since: datetime | None, rot_days: int | None, locale: Locale) -> list[Mark]:
    """The mark of a deal that stands in its stage for longer than the stage allows."""
    days = (clock.now() - since).days if since else 0
    if rot_days is None or days <= rot_days:
        return []
    words = ngettext("%(count)s day in this stage", "%(count)s days in this stage", days)
    return [Mark(label=words % {"count": localise(str(days), locale)}, tone="warning", icon="hourglass")]


def overdue(expected_close: date | None, today: date) -> list[Mark]:
    """The mark of a deal that should have been closed by now."""
    if expected_close is None or expected_close >= today:
        return []
    return [Mark(label=_("Overdue"), tone="danger", icon="calendar-time")]
