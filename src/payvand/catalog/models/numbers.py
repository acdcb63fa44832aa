"""Model fields of numbers that the catalogue has often: quantities above zero and percentages."""

from decimal import Decimal
from typing import TypeVar

from django.db import models

from payvand.kernel.kinds import Number, Percent

Set = TypeVar("Set")
Got = TypeVar("Got")


class QuantityField(models.DecimalField[Set, Got]):
    """So many of a unit: above zero, to four places."""

    kind = Number(places=4, lowest=Decimal("0.0001"))


class PercentField(models.DecimalField[Set, Got]):
    """A share of a hundred."""

    kind = Percent(places=3)
