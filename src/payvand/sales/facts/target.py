"""What happens to targets and forecasts: they are set, and a leader says otherwise."""

from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.facts import fact
from payvand.sales.facts import target_wording as wording


@fact("sales.target_set", label=_("Target set"), icon="target", text=wording.of_target)
class TargetSet:
    """Somebody is to reach another sum in a period."""

    subject: str
    starts_on: str
    before: Money | None
    after: Money | None


@fact(
    "sales.forecast_overridden", label=_("Forecast overridden"), icon="adjustments", text=wording.of_override
)
class ForecastOverridden:
    """A leader expects another sum than the deals add up to; None after: the deals count again."""

    subject: str
    starts_on: str
    before: Money | None
    after: Money | None
    note: str
