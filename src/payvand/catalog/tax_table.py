"""The taxes of the region that a new instance begins with. Not law: an administrator checks and corrects the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import Message


@dataclass(frozen=True, kw_only=True)
class CommonCategory:
    """A tax category by its code on electronic invoices (UN/ECE 5305)."""

    code: str
    name: Message
    help: Message
    is_standard: bool = False


@dataclass(frozen=True, kw_only=True)
class CommonRate:
    """A rate of a country, from one day to another, both included."""

    category: str
    region: str
    percent: Decimal
    since: date
    until: date | None = None


CATEGORIES: Final[Sequence[CommonCategory]] = (
    CommonCategory(
        code="S",
        name=_("standard rate"),
        help=_("Goods and services that bear the full tax."),
        is_standard=True,
    ),
    CommonCategory(code="E", name=_("exempt"), help=_("Goods and services that the law frees from tax.")),
)

# Country, percent, first day, last day. Iran's days are 1 Farvardin 1394, 29 Esfand 1402 and 1 Farvardin 1403.
_STANDARD: Final = (
    ("IR", 9, date(2015, 3, 21), date(2024, 3, 19)),
    ("IR", 10, date(2024, 3, 20), None),
    ("SA", 5, date(2018, 1, 1), date(2020, 6, 30)),
    ("SA", 15, date(2020, 7, 1), None),
    ("AE", 5, date(2018, 1, 1), None),
    ("OM", 5, date(2021, 4, 16), None),
    ("BH", 5, date(2019, 1, 1), date(2021, 12, 31)),
    ("BH", 10, date(2022, 1, 1), None),
    ("EG", 14, date(2017, 7, 1), None),
    ("JO", 16, date(2010, 1, 1), None),
    # No general tax on sales there; the row says so, since a missing one would be refused.
    ("KW", 0, date(2010, 1, 1), None),
    ("QA", 0, date(2010, 1, 1), None),
    ("IQ", 0, date(2010, 1, 1), None),
)
# The law frees the same goods from the first day on.
_EXEMPT: Final = ("IR", "SA", "AE", "OM", "BH", "EG", "JO", "KW", "QA", "IQ")

RATES: Final[Sequence[CommonRate]] = (
    *(
        CommonRate(category="S", region=region, percent=Decimal(percent), since=since, until=until)
        for region, percent, since, until in _STANDARD
    ),
    *(
        CommonRate(category="E", region=region, percent=Decimal(0), since=date(2010, 1, 1))
        for region in _EXEMPT
    ),
)
