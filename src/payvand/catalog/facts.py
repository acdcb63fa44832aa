"""What happens in the catalogue beside the writing of fields."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from payvand.catalog import wording
from payvand.kernel.facts import fact


@fact("catalog.coupon_redeemed", label=_("Coupon redeemed"), icon="ticket", text=wording.of_coupon)
class CouponRedeemed:
    """A document used a coupon; `used` counts its uses with this one, `limit` is how many there may be."""

    reference: str
    customer: int | None
    used: int
    limit: int | None


@fact("catalog.coupon_given_back", label=_("Coupon given back"), icon="arrow-back-up", text=wording.of_coupon)
class CouponGivenBack:
    """The document that used a coupon came to nothing, so the use counts no more."""

    reference: str
    used: int
    limit: int | None


@fact("catalog.price_list_copied", label=_("Copied from another list"), icon="copy", text=wording.of_copy)
class PriceListCopied:
    """A list was made of another one; `percent` is by how much its prices were changed, `count` how many there are."""

    source_id: int
    source: str
    percent: Decimal
    count: int


@fact("catalog.prices_changed", label=_("Prices changed"), icon="trending-up", text=wording.of_change)
class PricesChanged:
    """All prices of a list were raised or lowered at once."""

    percent: Decimal
    count: int


@fact("catalog.tax_rate_changed", label=_("Tax rate changed"), icon="percentage", text=wording.of_rate)
class TaxRateChanged:
    """The law changed: this rate ends, and another one holds from a day on."""

    before: Decimal
    after: Decimal
    on: date
