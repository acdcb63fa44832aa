"""The values of the forecast page: rows of periods and of people, each figure with the list behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final
from urllib.parse import quote_plus, urlencode

from django.utils.translation import gettext as _

from payvand.culture.bidi import isolate
from payvand.culture.currencies import CURRENCIES, UNITS
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.culture.money import RIAL
from payvand.kernel.kinds import address
from payvand.sales.forecast.counted import COLUMNS
from payvand.sales.forecast.periods import Period
from payvand.sales.forecast.subjects import Subject
from payvand.sales.forecast.sums import Sums
from payvand.sales.models import ForecastOverride, Target
from payvand.sales.models.forecast_period import ForPeriod


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One figure, and the list of the deals that it counts."""

    text: str
    href: str = ""
    tone: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row: a period or a person, and its figures in the order of `heads`."""

    label: str
    href: str
    cells: Sequence[Cell]
    is_now: bool = False
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What is known of one period of one subject."""

    sums: Sums
    target: Decimal | None = None
    override: ForecastOverride | None = None

    @property
    def expected(self) -> Decimal:
        """The leader's figure where there is one, else what is won and committed."""
        return Decimal(self.override.amount or 0) if self.override else self.sums.expected

    @property
    def gap(self) -> Decimal | None:
        """What is missing to the target; below nought, what is over it."""
        return None if self.target is None else self.target - self.expected

    @property
    def reached(self) -> Decimal | None:
        """The share of the target that is won, in percent."""
        return self.sums.closed * 100 / self.target if self.target else None


@dataclass(frozen=True, kw_only=True)
class Pen:
    """Writes amounts without their unit, which stands above the grid, and links."""

    locale: Locale
    currency: str

    @property
    def unit(self) -> str:
        if self.currency == RIAL:
            return UNITS[self.locale.money_unit].labels[self.locale.language]
        known = CURRENCIES.get(self.currency)
        return known.labels[self.locale.language] if known else self.currency

    def amount(self, value: Decimal) -> str:
        """Whole units: a forecast to the cent would lie."""
        shown = value / UNITS[self.locale.money_unit].rials if self.currency == RIAL else value
        return format_number(shown, self.locale, 0)

    def signed(self, value: Decimal) -> str:
        """A gain with its plus, a loss with its minus; kept from left to right, or the sign would change sides."""
        shown = self.amount(value)
        return isolate(f"+{shown}" if value > 0 else shown)

    def cells(self, figures: Figures, subject: Subject, period: Period) -> list[Cell]:
        """The figures of a line."""
        sums = figures.sums
        counted = [
            Cell(
                text=self._shown(getattr(sums, name)),
                href=self._list(name, subject, period) if sums.deals else "",
            )
            for name in ("closed", "commit", "best_case", "pipeline")
        ]
        return [
            Cell(text="—" if figures.target is None else self.amount(figures.target)),
            *counted,
            Cell(text=self._shown(sums.weighted)),
            self._expected(figures),
            self._gap(figures),
        ]

    def _expected(self, figures: Figures) -> Cell:
        if figures.override is None:
            return Cell(text=self._shown(figures.expected))
        said = _("%(note)s (the deals say %(sum)s)") % {
            "note": figures.override.note,
            "sum": self.amount(figures.sums.expected),
        }
        return Cell(text=self.amount(figures.expected), tone="overridden", title=said)

    def _gap(self, figures: Figures) -> Cell:
        gap = figures.gap
        if gap is None:
            return Cell(text="—")
        if gap <= 0:
            return Cell(text=_("target reached"), tone="good", title=self.amount(-gap))
        return Cell(text=self.amount(gap), tone="lacking")

    def _shown(self, value: Decimal) -> str:
        return self.amount(value) if value else "—"

    def _list(self, name: str, subject: Subject, period: Period) -> str:
        whose = subject.where()
        return f"{listed(name, period)}{quote_plus(' and ' + whose) if whose else ''}"


@lru_cache(maxsize=200)
def listed(name: str, period: Period) -> str:
    """The list of all deals that count in a column of a period; more may be asked of it behind the condition."""
    one = COLUMNS[name]
    counted = f"{one.where} and {one.day} between {period.start} and {period.last}"
    return f"{address('sales.opportunity')}?{urlencode({'where': counted})}"


# From a thousand million Rial on, the last six digits only hinder reading.
MANY: Final = Decimal(10) ** 10
MILLIONS: Final = {"rial": "million_rial", "toman": "million_toman", "thousand_toman": "million_toman"}


def readable(locale: Locale, figures: Sequence[Figures]) -> Locale:
    """The reader's locale, with Iranian money in millions where the figures are large."""
    largest = max(
        (max(one.sums.closed, one.sums.pipeline, one.expected, one.target or Decimal(0)) for one in figures),
        default=Decimal(0),
    )
    unit = MILLIONS.get(locale.money_unit, locale.money_unit) if largest >= MANY else locale.money_unit
    return replace(locale, money_unit=unit)


def figures_by_period(
    periods: Sequence[Period],
    sums: Sequence[Sums],
    targets: Sequence[Target],
    overrides: Sequence[ForecastOverride],
) -> list[Figures]:
    """The figures of each period; a target of a quarter that nobody set is that of its months together."""
    return [
        Figures(sums=one, target=target_of(period, targets), override=_exact(period, overrides))
        for period, one in zip(periods, sums, strict=True)
    ]


def target_of(period: Period, targets: Sequence[Target]) -> Decimal | None:
    """The target of a period: its own, else the sum of the shorter ones within it."""
    own = [one for one in targets if _is_of(one, period)]
    if own:
        return Decimal(own[0].amount or 0)
    for kind in ("quarter", "month"):
        parts = [
            one for one in targets
            if one.kind == kind and kind != period.kind and one.starts_on >= period.start and one.ends_on <= period.end
        ]  # fmt: skip
        if parts:
            return sum((Decimal(one.amount or 0) for one in parts), Decimal(0))
    return None


def _exact(period: Period, overrides: Sequence[ForecastOverride]) -> ForecastOverride | None:
    return next((one for one in overrides if _is_of(one, period)), None)


def _is_of(one: ForPeriod, period: Period) -> bool:
    return (one.kind, one.starts_on, one.ends_on) == (period.kind, period.start, period.end)
