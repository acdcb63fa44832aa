"""The lifecycle of a party, worked out from what happened: one pure rule, and the days that it looks at."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# How long after a purchase somebody still counts as an active customer.
ACTIVE_DAYS = 180


class Lifecycle(models.TextChoices):
    """Where a party stands with us."""

    PROSPECT = "prospect", _("prospect")
    ACTIVE = "active", _("active customer")
    DORMANT = "dormant", _("dormant customer")
    LOST = "lost", _("lost")


def lifecycle_of(*, last_purchase_on: date | None, lost_on: date | None, today: date) -> Lifecycle:
    """Lost from the day of giving up until the next purchase; active for ACTIVE_DAYS after one, then dormant.

    Whoever never bought is a prospect.
    """
    if lost_on is not None and (last_purchase_on is None or last_purchase_on <= lost_on):
        return Lifecycle.LOST
    if last_purchase_on is None:
        return Lifecycle.PROSPECT
    return Lifecycle.ACTIVE if last_purchase_on > oldest_active(today) else Lifecycle.DORMANT


def oldest_active(today: date) -> date:
    """Purchases on this day or before make nobody an active customer any more."""
    return today - timedelta(days=ACTIVE_DAYS)
