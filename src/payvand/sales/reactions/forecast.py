"""Once a day, what the forecast is gets kept."""

from payvand.kernel.jobs import every
from payvand.sales.commands.forecast_snapshot import take_snapshots
from payvand.sales.models import ForecastSnapshot
from payvand.sales.models.company_day import company_today


@every(minute="15")
def keep_todays_forecast() -> None:
    """Every hour: take the day's snapshot where there is none yet, so that a night without a worker loses no day."""
    if not ForecastSnapshot.objects.filter(day=company_today()).exists():
        take_snapshots()
