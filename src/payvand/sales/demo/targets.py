"""The demo's targets and snapshots: what each seller is to win in the months of this year, and how it went so far."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from django.db.models import Sum

from payvand.culture.money import RIAL, Money
from payvand.kernel.access import Actor, company_settings
from payvand.kernel.models import User
from payvand.sales.commands.forecast_snapshot import take_snapshots
from payvand.sales.commands.target import set_target
from payvand.sales.forecast.history import WEEKS
from payvand.sales.forecast.periods import Period, current_year, periods_of
from payvand.sales.forecast.subjects import Subject
from payvand.sales.models import Opportunity, PeriodKind, Target, Whose
from payvand.sales.models.company_day import company_today
from payvand.sales.models.forecast_period import reckoning

# A target lies so far above what was won in a month of the year before, and ends in so many noughts.
AMBITION = Decimal("1.2")
ROUND = Decimal(10) ** 8
CALENDAR = "jalali"


def fill(actor: Actor) -> None:
    """Write targets and the snapshots of the last weeks; does nothing where there are targets, or no deals."""
    if Target.objects.exists() or not Opportunity.objects.exists():
        return
    today = company_today()
    locale = reckoning(CALENDAR)
    months = periods_of(PeriodKind.MONTH, current_year(today, locale), locale)
    amounts = [aim(user, months, actor) for user in User.objects.filter(is_active=True).order_by("pk")]
    company = Subject(whose=Whose.COMPANY, pk=None, name=company_settings().name)
    set_all(company, months, sum(amounts, Decimal(0)), actor)
    for week in range(WEEKS):
        take_snapshots(today - timedelta(weeks=week))


def aim(user: User, months: Sequence[Period], actor: Actor) -> Decimal:
    """Set the targets of one seller by what they won lately. Returns that of a month."""
    year = company_today() - timedelta(days=365)
    won = Opportunity.objects.filter(
        owner=user, stage__category="won", closed_on__gte=year, amount_currency=RIAL
    )
    monthly = (won.aggregate(whole=Sum("amount"))["whole"] or Decimal(0)) / 12
    amount = (Decimal(monthly) * AMBITION / ROUND).quantize(Decimal(1)) * ROUND
    if amount > 0:
        subject = Subject(whose=Whose.USER, pk=user.pk, name=str(user), team=user.team_id)
        set_all(subject, months, amount, actor)
    return amount


def set_all(subject: Subject, months: Sequence[Period], amount: Decimal, actor: Actor) -> None:
    """The same target for every month."""
    for month in months:
        set_target(subject, month, Money(amount=amount, currency=RIAL), calendar=CALENDAR, actor=actor)
