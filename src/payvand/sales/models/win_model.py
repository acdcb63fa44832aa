"""What was learned from closed deals: the model by which open ones get their probability, and how well it would do."""

from typing import ClassVar

from django.db import models

from payvand.kernel.remembered import Remembered


class WinModel(models.Model):
    """One learning, kept whole: what it found and how it was tested. The newest one counts.

    `found` holds what `win_probability.learning` says of itself, `tested` the back-test, `slow` the days by pipeline
    within which four of five won deals were won.
    """

    at = models.DateTimeField()
    deals = models.PositiveIntegerField()
    found = models.JSONField(default=dict)
    tested = models.JSONField(default=dict)
    slow = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["WinModel"]] = models.Manager()

    @classmethod
    def newest(cls) -> "WinModel | None":
        """What counts now; None before anything was learned."""
        return newest_model()

    @classmethod
    def slow_days(cls) -> dict[int, int]:
        """Days by pipeline after which an open deal is older than four of five won ones were when they were won."""
        newest = newest_model()
        return {int(pipeline): int(days) for pipeline, days in newest.slow.items()} if newest else {}


def _read_newest() -> WinModel | None:
    return WinModel.objects.order_by("-at", "-id").first()


newest_model = Remembered(_read_newest)
