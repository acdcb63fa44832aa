"""Coupons: codes that open a promotion, so and so often."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.promotion import Promotion
from payvand.kernel import clock
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField
from payvand.kernel.models import Record, no_early_days


class Coupon(Record):
    """A code. `redeemed` counts its uses; it is changed only by redeeming and giving back, on the locked row."""

    title_field = "code"

    code = models.CharField(_("coupon code"), max_length=40)
    code_fold = FoldedField("code", max_length=40, unique=True)
    promotion = models.ForeignKey(
        Promotion, models.PROTECT, verbose_name=_("promotion"), related_name="coupons"
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    limit = models.PositiveIntegerField(
        _("uses"), null=True, blank=True, help_text=_("How often in all; empty for any number.")
    )
    customer_limit = models.PositiveIntegerField(
        _("uses per customer"), null=True, blank=True, default=1, help_text=_("Empty for any number.")
    )
    redeemed = models.PositiveIntegerField(_("redeemed"), default=0, editable=False)

    class Meta:
        verbose_name = _("coupon")
        verbose_name_plural = _("coupons")
        constraints = no_early_days("valid_until")

    def __str__(self) -> str:
        return self.code

    def settle(self) -> None:
        """A limit leaves at least one use, and is not below what was used already."""
        for name in ("limit", "customer_limit"):
            if getattr(self, name) == 0:
                raise DomainError("too_small", _("At least %(limit)s.") % {"limit": 1}, name)
        if self.limit is not None and self.limit < self.redeemed:
            message = _("It was redeemed %(count)d times already.") % {"count": self.redeemed}
            raise DomainError("below_used", message, "limit")

    def require_usable(self, on: date, customer: int | None) -> None:
        """Raise DomainError where it cannot be redeemed on a day by a customer. One query where uses are counted."""
        if self.archived_at is not None or (self.valid_until and self.valid_until < on):
            raise DomainError("coupon_expired", _("This coupon has expired."), "coupon")
        if not Promotion.objects.running(on).filter(pk=self.promotion_id).exists():
            raise DomainError("coupon_expired", _("The promotion of this coupon does not run."), "coupon")
        if self.limit is not None and self.redeemed >= self.limit:
            raise DomainError("coupon_used_up", _("This coupon is used up."), "coupon")
        if self.customer_limit is not None and self._uses_of(customer) >= self.customer_limit:
            raise DomainError("coupon_used_up", _("This customer has used this coupon already."), "coupon")

    def redeem(self, reference: str, on: date, customer: int | None) -> bool:
        """Use it once for a document; False where that document has it already. The row must be locked."""
        if self.redemptions.filter(reference=reference).exists():
            return False
        self.require_usable(on, customer)
        Redemption.objects.create(coupon=self, reference=reference, customer=customer, at=clock.now())
        self.redeemed += 1
        return True

    def give_back(self, reference: str) -> bool:
        """Take a use back, as for a cancelled order; False where there was none. The row must be locked."""
        taken, _models = self.redemptions.filter(reference=reference).delete()
        self.redeemed -= bool(taken)
        return bool(taken)

    def _uses_of(self, customer: int | None) -> int:
        return self.redemptions.filter(customer=customer).count() if customer is not None else 0


class Redemption(models.Model):
    """One use of a coupon by a document ("sales.order:12"), and by the customer with that number."""

    id = models.BigAutoField(primary_key=True)
    coupon = models.ForeignKey(Coupon, models.PROTECT, related_name="redemptions", db_index=False)
    reference = models.CharField(max_length=80)
    customer = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coupon", "reference"], name="catalog_redemption_once")
        ]
        indexes = [
            models.Index(
                fields=["coupon", "customer"],
                name="catalog_redemption_customer",
                condition=Q(customer__isnull=False),
            )
        ]
