"""How people meet duplicates: the rules of administrators, and the queue of pairs to decide about."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.duplicates.commands import dismiss, merge_pair, reopen, scan_now
from payvand.duplicates.models import Pair, Rule, Scan
from payvand.kernel.access import Actor, may, reach
from payvand.kernel.models import Batch
from payvand.kernel.objects import ADMINISTRATION, Object, Section, View, Written, all_objects, register
from payvand.kernel.remembered import forget_everything


def scan_changed(written: Sequence[Written], *, actor: Actor, batch: Batch | None) -> None:  # noqa: ARG001
    """A rule that was made or changed has no whole keys: a scan makes them. The row alone; a sweep drives it."""
    forget_everything()
    for one in written:
        rule = one.record
        if isinstance(rule, Rule) and one.did != "deleted" and rule.is_active and not rule.is_keyed:
            Scan.objects.begin(rule, user_id=actor.user_id)


def pair_gate(actor: Actor, action: str, prefix: str) -> Q:  # noqa: ARG001 - whatever is done, both must be theirs
    """A pair is met only by whoever may edit both of its records: its very title would tell of them."""
    if actor.grants.everything:
        return Q()
    met = Q(pk__in=[])
    for one in all_objects():
        if one.gate is not None or one.menu == ADMINISTRATION or not may(actor, "edit", one):
            continue
        mine = Q(**{f"{prefix}object": one.name})
        condition = reach(one, actor, "edit")
        if condition:
            rows = one.model.objects.filter(condition).values("pk")
            mine &= Q(**{f"{prefix}one_id__in": rows, f"{prefix}other_id__in": rows})
        met |= mine
    return met


rules = register(
    Object(
        model=Rule,
        icon="copy-check",
        menu=ADMINISTRATION,
        columns=["name", "object", "within", "threshold", "is_active", "learned_at"],
        form=[
            Section(_("Rule"), ["name", "object", "within", "threshold", "is_active"]),
            Section(_("How records are compared"), ["comparisons", "keys"]),
            Section(_("Learned"), ["learned_at"], folded=True),
        ],
        sort=["object", "id"],
        commands=[scan_now],
        together=scan_changed,
    )
)

pairs = register(
    Object(
        model=Pair,
        icon="copy",
        menu="duplicates",
        columns=["name", "object", "score", "state", "rule", "decided_by", "decided_at"],
        form=[
            Section(_("Pair"), ["name", "object", "one_id", "other_id"]),
            Section(_("Decision"), ["score", "state", "rule", "decided_by", "decided_at"], folded=True),
        ],
        sort=["-score"],
        views=[
            View(_("To be decided"), "state is open"),
            View(_("Nearly certain"), "state is open and score >= 95"),
            View(_("Merged"), "state is merged", sort=["-decided_at"]),
            View(_("Not duplicates"), "state is different", sort=["-decided_at"]),
        ],
        commands=[dismiss, merge_pair, reopen],
        read_only=True,
        gate=pair_gate,
    )
)
