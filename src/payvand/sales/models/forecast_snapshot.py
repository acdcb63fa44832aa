"""What the forecast was on a day: one row for each seller, team and month, from which every wider sum is made."""

from typing import ClassVar

from django.db import models


class ForecastSnapshot(models.Model):
    """The sums of one seller's deals that were expected, or closed as won, in one month of one calendar.

    Quarters and fiscal years are sums of months; teams and branches are sums of sellers, as the teams were that day.
    Written once a day by a job, never changed but by the same day's job. 0 stands for nobody and no team.
    """

    day = models.DateField()
    calendar = models.CharField(max_length=10)
    month = models.DateField(help_text="The first day of the month.")
    owner_id = models.BigIntegerField(default=0)
    team_id = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    pipeline = models.DecimalField(max_digits=24, decimal_places=4, default=0)
    weighted = models.DecimalField(max_digits=24, decimal_places=4, default=0)
    commit = models.DecimalField(max_digits=24, decimal_places=4, default=0)
    best_case = models.DecimalField(max_digits=24, decimal_places=4, default=0)
    closed = models.DecimalField(max_digits=24, decimal_places=4, default=0)
    deals = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["ForecastSnapshot"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "day", "month", "owner_id", "team_id", "currency"],
                name="sales_snapshot_once_a_day",
            )
        ]
