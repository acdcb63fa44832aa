"""Measures of deals: what was won and lost, how long it took, and what is on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from payvand.insight.measure import Dimension, Measure, register_dimensions, register_measure
from payvand.kernel.kinds import MoneyKind, Number, Percent
from payvand.sales.forecast.counted import COLUMNS, FORECAST, OPEN, WON

if TYPE_CHECKING:
    from ibis.expr.types import NumericScalar, NumericValue, Table

OF = "sales.opportunity"
LOST = "stage.category is lost"
CLOSED = "stage.category in (won, lost)"
DAYS = Number(places=2)

register_dimensions(
    OF,
    [
        Dimension(name="owner", path="owner", label=_("owner")),
        Dimension(name="team", path="team", label=_("team")),
        Dimension(name="manager", path="team.leader", label=_("manager")),
        Dimension(name="branch", path="team.branch", label=_("branch")),
        Dimension(name="pipeline", path="stage.pipeline", label=_("pipeline")),
        Dimension(name="stage", path="stage", label=_("stage")),
        Dimension(name="stage_position", path="stage.position", label=_("position of the stage")),
        Dimension(name="forecast", path="forecast", label=_("forecast")),
        Dimension(name="source", path="source", label=_("source")),
        Dimension(name="campaign", path="campaign", label=_("campaign")),
        Dimension(name="lost_reason", path="lost_reason", label=_("lost reason")),
        Dimension(name="competitor", path="competitor", label=_("competitor")),
        Dimension(name="customer", path="party", label=_("customer")),
        Dimension(name="sector", path="party.sector", label=_("sector")),
        Dimension(name="province", path="party.province", label=_("province")),
    ],
)


def records(table: Table) -> NumericScalar:
    """How many there are."""
    return table.count()


def amount(table: Table) -> NumericScalar:
    """What they come to."""
    return table["amount"].sum()


def weighted(table: Table) -> NumericScalar:
    """What they come to, each amount times its chance."""
    return table["weighted"].sum()


def mean_amount(table: Table) -> NumericScalar:
    """What one of them comes to."""
    return table["amount"].mean()


def won_share(table: Table) -> NumericScalar:
    """How many of a hundred were won."""
    return (table["stage.category"] == "won").mean() * 100


def cycle(table: Table) -> NumericValue:
    """Days from the opening of a deal to its end."""
    return table["closed_on"].delta(table["opened_on"], unit="day")


def mean_cycle(table: Table) -> NumericScalar:
    """How long one of them took."""
    return cycle(table).mean()


def median_cycle(table: Table) -> NumericScalar:
    """Half of them took no longer."""
    return cycle(table).median()


def slow_cycle(table: Table) -> NumericScalar:
    """Eight of ten took no longer."""
    return cycle(table).quantile(0.8)


def velocity(table: Table) -> NumericScalar:
    """Open deals times the win rate times the mean amount of a won one, by the days that a won one takes."""
    category = table["stage.category"]
    won = category == "won"
    closed = won | (category == "lost")
    days = cycle(table).mean(where=won)
    mean = table["amount"].cast("float64").mean(where=won)
    share = won.sum() / closed.sum().nullif(0)
    return ((category == "open").sum() * share * mean / days.nullif(0)).round(2)


for one in (
    Measure(
        name="sales.won_count", label=_("won deals"), of=OF, value=records, where=WON, day="closed_on",
        help=_("Deals in a won stage, by the day on which they were closed."),
    ),
    Measure(
        name="sales.won_value", label=_("won value"), of=OF, value=amount, kind=MoneyKind(), columns=("amount",),
        where=WON, day="closed_on",
        help=_("The amounts of won deals added up, by the day on which they were closed."),
    ),
    Measure(
        name="sales.average_deal", label=_("average deal"), of=OF, value=mean_amount, kind=MoneyKind(),
        columns=("amount",), where=WON, day="closed_on",
        help=_("The mean amount of a won deal. Deals without an amount do not count."),
    ),
    Measure(
        name="sales.win_rate", label=_("win rate"), of=OF, value=won_share, kind=Percent(),
        columns=("stage.category",), where=CLOSED, day="closed_on",
        help=_("Won deals of all that were closed, won or lost, by the day on which they were closed."),
    ),
    Measure(
        name="sales.lost_count", label=_("lost deals"), of=OF, value=records, where=LOST, day="closed_on",
        better="down", help=_("Deals in a lost stage, by the day on which they were closed."),
    ),
    Measure(
        name="sales.lost_value", label=_("lost value"), of=OF, value=amount, kind=MoneyKind(), columns=("amount",),
        where=LOST, day="closed_on", better="down",
        help=_("The amounts of lost deals added up, by the day on which they were closed."),
    ),
    Measure(
        name="sales.mean_cycle_days", label=_("sales cycle"), of=OF, value=mean_cycle, kind=DAYS, unit=_("days"),
        columns=("opened_on", "closed_on"), where=WON, day="closed_on", better="down",
        help=_("The mean number of days from the opening of a won deal to its closing."),
    ),
    Measure(
        name="sales.median_cycle_days", label=_("median sales cycle"), of=OF, value=median_cycle, kind=DAYS,
        unit=_("days"), columns=("opened_on", "closed_on"), where=WON, day="closed_on", better="down",
        help=_("Half of the won deals took no longer than this."),
    ),
    Measure(
        name="sales.slow_cycle_days", label=_("slow sales cycle"), of=OF, value=slow_cycle, kind=DAYS,
        unit=_("days"), columns=("opened_on", "closed_on"), where=WON, day="closed_on", better="down",
        help=_("Eight of ten won deals took no longer than this."),
    ),
    Measure(
        name="sales.velocity", label=_("sales velocity per day"), of=OF, value=velocity, kind=MoneyKind(),
        columns=("amount", "opened_on", "closed_on", "stage.category"),
        where=f"{OPEN} or closed_on in last 365 days",
        help=_(
            "What the deals on their way bring in a day: open deals times the win rate times the average deal, divided "
            "by the mean days of a won deal; rate, amount and days of the last 365 days. Deals without an amount do "
            "not count."
        ),
    ),
    Measure(
        name="sales.new_count", label=_("new deals"), of=OF, value=records, day="opened_on",
        help=_("Deals by the day on which they were opened."),
    ),
    Measure(
        name="sales.open_count", label=_("open deals"), of=OF, value=records, where=OPEN,
        help=_("Deals that are on their way now."),
    ),
    Measure(
        name="sales.pipeline_value", label=_("pipeline value"), of=OF, value=amount, kind=MoneyKind(),
        columns=("amount",), where=OPEN, help=_("The amounts of all deals that are on their way now, added up."),
    ),
    Measure(
        name="sales.weighted_value", label=_("weighted value"), of=OF, value=weighted, kind=MoneyKind(),
        columns=("weighted",), where=OPEN,
        help=_("The amounts of all deals that are on their way now, each times its win probability, added up."),
    ),
    Measure(
        name="sales.expected_value", label=_("expected value"), of=OF, value=weighted, kind=MoneyKind(),
        # The currency is that of the amount, so that all who look at these deals share one reading of them.
        columns=("amount", "weighted"), where=FORECAST, day="expected_close",
        help=_(
            "The weighted amounts of open deals, by the day on which they are expected to close. Deals that are left "
            "out of the forecast do not count."
        ),
    ),
    Measure(
        name="sales.forecast_value", label=_("value expected to close"), of=OF, value=amount, kind=MoneyKind(),
        columns=("amount",), where=FORECAST, day="expected_close",
        help=_(
            "The amounts of open deals, by the day on which they are expected to close. Deals that are left out of the "
            "forecast do not count."
        ),
    ),
    Measure(
        name="sales.commit_value", label=_("committed value"), of=OF, value=amount, kind=MoneyKind(),
        columns=("amount",), where=COLUMNS["commit"].where, day="expected_close",
        help=_("The amounts of open deals that their seller stands for, by the day on which they are expected."),
    ),
    Measure(
        name="sales.best_case_value", label=_("best case value"), of=OF, value=amount, kind=MoneyKind(),
        columns=("amount",), where=COLUMNS["best_case"].where, day="expected_close",
        help=_("The amounts of open deals that come if all goes well, by the day on which they are expected."),
    ),
    Measure(
        name="sales.overdue_count", label=_("overdue deals"), of=OF, value=records, better="down",
        where=f"{OPEN} and expected_close < today",
        help=_("Open deals whose expected close date has passed."),
    ),
):  # fmt: skip
    register_measure(one)
