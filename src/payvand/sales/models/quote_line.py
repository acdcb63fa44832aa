"""A line of a quote: what any line is, the options of a configured product, and what promotions give on it."""

from dataclasses import replace
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.catalog import totals
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import MoneyField
from payvand.sales.models.line import Line
from payvand.sales.models.quote import Quote

# In place of numbers, where somebody chose none of the options.
NOTHING_CHOSEN = "0"


class QuoteLine(Line):
    """A line of a quote. `promotion` names what takes `promotion_amount` off; a `gift` stands only as long as the
    other lines earn it."""

    quote = models.ForeignKey(Quote, models.CASCADE, verbose_name=_("quote"), related_name="lines")
    options = models.CharField(
        _("options"), max_length=200, blank=True, default="",
        help_text=_("The numbers of the chosen options, as in 3, 7. Left empty, the standard; 0 for none."),
    )  # fmt: skip
    promotion = models.CharField(_("promotion"), max_length=200, blank=True, default="", editable=False)
    promotion_amount = MoneyField(_("off by promotion"), default=Decimal(0), editable=False)
    gift = models.BooleanField(_("gift"), default=False, editable=False)

    # The second column of money, which its field brings along.
    promotion_amount_currency: str

    class Meta(Line.Meta):
        verbose_name = _("quote line")
        verbose_name_plural = _("quote lines")

    @property
    def chosen(self) -> tuple[int, ...] | None:
        """The numbers of the chosen options; None where nobody has said, so that the standard holds."""
        numbers = self._numbers()
        return tuple(one for one in numbers if one) if numbers else None

    @property
    def promised(self) -> Decimal:
        return self.promotion_amount or totals.ZERO

    @property
    def terms(self) -> totals.Line:
        own = super().terms
        return replace(own, discount_amount=own.discount_amount + self.promised)

    @property
    def own_terms(self) -> totals.Line:
        """The terms without promotions."""
        return super().terms

    def settle(self) -> None:
        """Options are numbers, each once."""
        super().settle()
        numbers = self._numbers()
        self.options = ",".join(map(str, [one for one in numbers if one] or numbers))

    def _numbers(self) -> list[int]:
        parts = [part.strip() for part in self.options.replace("،", ",").split(",") if part.strip()]
        if not all(part.isdecimal() for part in parts):
            raise DomainError("not_numbers", _("Name the options by their numbers."), "options")
        return sorted({int(part) for part in parts})

    def take(self, figures: totals.LineTotal, currency: str) -> None:
        super().take(figures, currency)
        self.promotion_amount_currency = currency
