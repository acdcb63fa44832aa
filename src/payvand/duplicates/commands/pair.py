"""Deciding about pairs. Whoever may edit both records may decide (see `objects.pair_gate`)."""

from django.utils.translation import gettext_lazy as _

from payvand.duplicates.facts import Dismissed, Reopened
from payvand.duplicates.models import Pair, Verdict
from payvand.kernel.access import Actor
from payvand.kernel.commands import command
from payvand.kernel.facts import record


def is_open(pair: Pair) -> bool:
    """Whether nobody has decided yet."""
    return pair.is_open


def is_dismissed(pair: Pair) -> bool:
    """Whether the two were found to be different."""
    return pair.state == Verdict.DIFFERENT


@command(
    "duplicates.dismiss",
    label=_("Not a duplicate"),
    on=Pair,
    icon="arrows-split",
    primary=True,
    applies=is_open,
)
def dismiss(pair: Pair, *, actor: Actor) -> None:
    """Say that the two are not one; that is remembered for good."""
    pair.decide(Verdict.DIFFERENT, actor.user_id)
    record(Dismissed(one_id=pair.one_id, other_id=pair.other_id), about=pair, actor=actor)


@command("duplicates.reopen", label=_("Decide again"), on=Pair, icon="arrow-back-up", applies=is_dismissed)
def reopen(pair: Pair, *, actor: Actor) -> None:
    """Put a pair that was found to be different up again."""
    pair.decide(Verdict.OPEN, actor.user_id)
    record(Reopened(one_id=pair.one_id, other_id=pair.other_id), about=pair, actor=actor)
