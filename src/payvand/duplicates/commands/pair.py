"""Deciding about pairs. Scans write them and nobody edits one, so deciding asks for the right to see it: a pair is met
only by whoever may edit both of its records (see `objects.pair_gate`).
"""

from django.utils.translation import gettext_lazy as _

from payvand.duplicates.facts import Dismissed, Reopened
from payvand.duplicates.merging import fuller, merge_all
from payvand.duplicates.models import Pair, Verdict
from payvand.kernel.access import Actor
from payvand.kernel.commands import command
from payvand.kernel.facts import record
from payvand.kernel.objects import named


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
    action="view",
    icon="arrows-split",
    primary=True,
    applies=is_open,
)
def dismiss(pair: Pair, *, actor: Actor) -> None:
    """Say that the two are not one; that is remembered for good."""
    pair.decide(Verdict.DIFFERENT, actor.user_id)
    record(Dismissed(one_id=pair.one_id, other_id=pair.other_id), about=pair, actor=actor)


@command(
    "duplicates.merge",
    label=_("Merge, keep the fuller one"),
    on=Pair,
    action="view",
    icon="arrows-join",
    danger=True,
    applies=is_open,
)
def merge_pair(pair: Pair, *, actor: Actor) -> None:
    """Make one of both records: the one that says more stays, and takes from the other what it lacks."""
    one = named(pair.object)
    kept = fuller(one, [pair.one_id, pair.other_id])
    gone = pair.other_id if kept == pair.one_id else pair.one_id
    merge_all(one, kept, [gone], chosen={}, actor=actor)


@command(
    "duplicates.reopen",
    label=_("Decide again"),
    on=Pair,
    action="view",
    icon="arrow-back-up",
    applies=is_dismissed,
)
def reopen(pair: Pair, *, actor: Actor) -> None:
    """Put a pair that was found to be different up again."""
    pair.decide(Verdict.OPEN, actor.user_id)
    record(Reopened(one_id=pair.one_id, other_id=pair.other_id), about=pair, actor=actor)
