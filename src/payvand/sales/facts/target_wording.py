"""How a timeline says that a target or a forecast was set."""

from django.utils.translation import gettext as _

from payvand.culture.locale import Locale
from payvand.sales.facts.wording import Payload, joined, money_in, text_in


def of_target(payload: Payload, locale: Locale) -> str:
    """The sum as it was and as it is."""
    before, after = money_in(payload, "before", locale), money_in(payload, "after", locale)
    if before and after:
        return _("from %(before)s to %(after)s") % {"before": before, "after": after}
    return after or (_("%(before)s taken back") % {"before": before} if before else "")


def of_override(payload: Payload, locale: Locale) -> str:
    """The sum as it was and as it is, and why."""
    return joined(of_target(payload, locale), text_in(payload, "note"))
