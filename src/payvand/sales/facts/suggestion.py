"""What may happen to a suggestion."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.facts import fact


@fact("sales.suggestion_taken", label=_("Suggestion taken up"), icon="bulb")
class SuggestionTaken:
    """Somebody made a deal of a suggestion."""

    kind: str
    opportunity: int


@fact("sales.suggestion_dismissed", label=_("Suggestion dismissed"), icon="bulb-off")
class SuggestionDismissed:
    """Somebody who knows better put a suggestion aside."""

    kind: str
    reason: str
