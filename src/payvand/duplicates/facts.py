"""What is decided about pairs: facts in the past tense."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.facts import fact


@fact("duplicates.dismissed", label=_("Found to be different"), icon="arrows-split")
class Dismissed:
    """Somebody looked at a pair and said that the two are not one; no scan puts it up again."""

    one_id: int
    other_id: int


@fact("duplicates.reopened", label=_("To be decided again"), icon="arrow-back-up")
class Reopened:
    """What was decided about a pair is to be decided anew."""

    one_id: int
    other_id: int
