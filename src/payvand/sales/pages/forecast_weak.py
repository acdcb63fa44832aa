"""The weak deals of a forecast: open deals of the period on which something is amiss, the largest first, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q

from payvand.kernel.kinds import address
from payvand.sales.models import ForecastCategory
from payvand.sales.models.opportunity import OpportunityQuerySet
from payvand.sales.pages.forecast_asked import Asked
from payvand.sales.pages.forecast_grid import Pen
from payvand.sales.weaknesses import weaknesses_of

MOST = 200
SHOWN = 30


@dataclass(frozen=True, kw_only=True)
class WeakDeal:
    """A deal that may not come, and the reasons, the gravest first."""

    name: str
    href: str
    remark: str
    amount: str
    reasons: Sequence[str]


def weak_deals(asked: Asked) -> list[WeakDeal]:
    """The weak ones among the largest deals of the chosen period; those overdue count for the period that is now.

    Four queries.
    """
    pen = Pen(locale=asked.locale, currency=asked.currency)
    largest = list(
        _counted(asked).order_by(F("amount").desc(nulls_last=True), "pk").values_list("pk", flat=True)[:MOST]
    )
    weak = weaknesses_of(asked.deals().filter(pk__in=largest))
    worst = [pk for pk in largest if pk in weak][:SHOWN]
    deals = asked.deals().select_related("party", "owner", "stage").in_bulk(worst)
    return [
        WeakDeal(
            name=deals[pk].name,
            href=f"{address('sales.opportunity')}/{pk}",
            remark=" · ".join(
                str(part) for part in (deals[pk].party, deals[pk].stage, deals[pk].owner) if part is not None
            ),
            amount=f"{pen.amount(deals[pk].amount or Decimal(0))} {pen.unit}",
            reasons=[one.words(asked.locale) for one in weak[pk]],
        )
        for pk in worst
        if pk in deals
    ]


def _counted(asked: Asked) -> OpportunityQuerySet:
    chosen = asked.chosen
    due = Q(expected_close__lt=chosen.end)
    if not chosen.covers(asked.today):
        due &= Q(expected_close__gte=chosen.start)
    open_ones = asked.deals().filter(closed_on__isnull=True, amount_currency=asked.currency)
    return open_ones.exclude(forecast=ForecastCategory.OMITTED).filter(due)
