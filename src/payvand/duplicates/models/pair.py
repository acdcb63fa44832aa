"""A pair of records that may be one and the same, until somebody has decided."""

from collections.abc import Sequence
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payvand.duplicates.models.rule import Rule
from payvand.kernel import clock
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField, ListedField
from payvand.kernel.kinds.listed import object_names
from payvand.kernel.models import Record, RecordQuerySet, User


class Verdict(models.TextChoices):
    """What became of a pair."""

    OPEN = "open", _("to be decided")
    MERGED = "merged", _("merged")
    DIFFERENT = "different", _("not a duplicate")


class PairQuerySet(RecordQuerySet):
    """The questions that pairs answer, and how a scan writes them."""

    def undecided(self) -> Self:
        """Pairs that somebody is to look at."""
        return self.filter(state=Verdict.OPEN, archived_at=None)

    def of(self, object_name: str, pk: int) -> Self:
        """The pairs that a record is part of."""
        return self.filter(Q(one_id=pk) | Q(other_id=pk), object=object_name)

    def propose(self, found: Sequence["Pair"]) -> int:
        """Write pairs that a scan has found: new ones, and what is known now of open ones. Decided ones stay as they
        are, for good. Returns how many are new. Inside a transaction.
        """
        if not found:
            return 0
        known = self.filter(object=found[0].object, one_id__in={pair.one_id for pair in found}).in_bulk()
        by_ids = {(pair.one_id, pair.other_id): pair for pair in known.values()}
        fresh, now = [], clock.now()
        for pair in found:
            before = by_ids.get((pair.one_id, pair.other_id))
            if before is None:
                pair.created_at = pair.updated_at = now
                pair.name_fold = pair._meta.get_field("name_fold").compute(pair.name)
                fresh.append(pair)
            elif before.state == Verdict.OPEN and (before.score, before.pattern) != (
                pair.score,
                pair.pattern,
            ):
                self.filter(pk=before.pk, state=Verdict.OPEN).update(
                    score=pair.score, pattern=pair.pattern, rule=pair.rule_id, updated_at=now
                )
        self.bulk_create(fresh)
        return len(fresh)

    def withdraw(self, object_name: str, ids: Sequence[int]) -> None:
        """Take back what nobody has decided about records that are gone or put away."""
        either = Q(one_id__in=ids) | Q(other_id__in=ids)
        self.undecided().filter(either, object=object_name).delete()


PairManager = models.Manager.from_queryset(PairQuerySet)


class Pair(Record):
    """Two records of one Object, the lower number first, with how they agree (`pattern`, a level a comparison).

    Only scans write pairs (`propose`): one that a hand had written would have no evidence.
    """

    TONES = {"open": "blue", "merged": "green", "different": "grey"}

    name = models.CharField(_("pair"), max_length=300)
    name_fold = FoldedField("name", max_length=300)
    object = ListedField(_("records of"), max_length=60, source=object_names)
    one_id = models.BigIntegerField(_("number of the one"))
    other_id = models.BigIntegerField(_("number of the other"))
    rule = models.ForeignKey(
        Rule,
        models.SET_NULL,
        verbose_name=_("found by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    score = models.PositiveSmallIntegerField(_("certain (%)"), default=0, editable=False)
    pattern = models.JSONField(default=list, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=Verdict.choices, default=Verdict.OPEN, editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User,
        models.SET_NULL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects: ClassVar["PairManager[Pair]"] = PairManager()

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        constraints = [
            models.UniqueConstraint(fields=["object", "one_id", "other_id"], name="duplicates_pair_once"),
            models.CheckConstraint(condition=Q(one_id__lt=F("other_id")), name="duplicates_pair_in_order"),
        ]
        indexes = [
            models.Index(fields=["state", "-score", "id"], name="duplicates_pair_queue"),
            models.Index(fields=["object", "other_id"], name="duplicates_pair_other"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == Verdict.OPEN

    def decide(self, verdict: Verdict, user_id: int | None) -> None:
        """Close the pair, or open it again. Raises DomainError where that is so already."""
        if self.state == verdict:
            message = _("That was decided already: %(state)s.") % {"state": self.get_state_display()}
            raise DomainError("decided_already", message)
        self.state = verdict
        self.decided_at = None if verdict == Verdict.OPEN else clock.now()
        self.decided_by_id = None if verdict == Verdict.OPEN else user_id
        self.save(update_fields=["state", "decided_at", "decided_by"])
