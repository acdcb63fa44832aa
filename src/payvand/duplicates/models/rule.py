"""A rule: which records of an Object are compared, by which fields and how, and from which certainty on it tells."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import ClassVar, Self

import orjson
from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import NEUTRAL
from payvand.duplicates.likeness import LIKENESSES
from payvand.duplicates.plan import Plan, plan_of, read_comparisons
from payvand.duplicates.weights import Weights, default_weights
from payvand.kernel import clock
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField, ListedField
from payvand.kernel.kinds import JSON
from payvand.kernel.kinds.listed import object_names
from payvand.kernel.models import Record, RecordQuerySet
from payvand.kernel.objects import Object, named
from payvand.kernel.query import Condition, Group, parse_where

LEAST_CERTAIN = 50


class RuleQuerySet(RecordQuerySet):
    """The questions that rules answer."""

    def in_use(self) -> Self:
        """Those that records are compared by."""
        return self.current().filter(is_active=True).order_by("object", "id")


RuleManager = models.Manager.from_queryset(RuleQuerySet)


class Rule(Record):
    """How records of one Object are compared. `learned` holds the weights that the last scan found in the data.

    `keyed_as` is the digest of the definition that the stored keys were made by; another one means that they are not
    whole.
    """

    name = models.CharField(_("name"), max_length=100)
    name_fold = FoldedField("name", max_length=100)
    object = ListedField(_("records of"), max_length=60, source=object_names)
    within = models.CharField(
        _("only where"), max_length=200, blank=True, default="",
        help_text=_("As in: kind is person. Fields joined by “and”, each with one value."),
    )  # fmt: skip
    comparisons = models.TextField(
        _("what is compared"),
        help_text=_(
            "One a line: a field, a colon, and how: exact, folded, spelling, name, company, phone, email, identifier, "
            "day or address. A name alone never makes two records one."
        ),
    )
    keys = models.TextField(
        _("what brings records together"),
        help_text=_(
            "One a line: a field, or several joined by “+”. Records with equal keys are compared; name/4 takes the "
            "first four letters."
        ),
    )
    threshold = models.PositiveSmallIntegerField(
        _("certain from (%)"),
        default=80,
        help_text=_("Pairs that are likelier than this are put up for review."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    learned = models.JSONField(default=dict, editable=False)
    learned_at = models.DateTimeField(_("weights learned"), null=True, blank=True, editable=False)
    keyed_as = models.CharField(max_length=40, blank=True, default="", editable=False)

    objects: ClassVar["RuleManager[Rule]"] = RuleManager()

    class Meta:
        verbose_name = _("duplicate rule")
        verbose_name_plural = _("duplicate rules")

    @property
    def definition(self) -> str:
        """What the stored keys and the learned weights depend on, as a digest."""
        told = orjson.dumps([self.object, self.within, self.comparisons, self.keys])
        return blake2b(told, digest_size=16).hexdigest()

    @property
    def is_keyed(self) -> bool:
        """Whether the stored keys are whole and made by this very definition."""
        return self.keyed_as == self.definition

    def settle(self) -> None:
        """Refuse what cannot be compared, naming the field and the reason."""
        one = named(self.object)
        plan = self.plan()
        for comparison in plan.comparisons:
            one.field(comparison.field)
        if not plan.blocks:
            raise DomainError("required", _("Say at least one key."), "keys")
        self.conditions()
        if not LEAST_CERTAIN <= self.threshold <= 100:
            limits = {"least": LEAST_CERTAIN, "most": 100}
            raise DomainError("out_of_range", _("From %(least)s to %(most)s.") % limits, "threshold")

    def plan(self) -> Plan:
        """The plan that the lines describe. Raises DomainError for lines that cannot be understood."""
        pairs = [_comparison(line) for line in _lines(self.comparisons)]
        return plan_of(list(read_comparisons(pairs)), _lines(self.keys))

    def conditions(self) -> Mapping[str, JSON]:
        """The values that fields of a record must have to be compared by this rule."""
        if not self.within.strip():
            return {}
        tree = parse_where(self.within, named(self.object), NEUTRAL)
        nodes = tree.nodes if isinstance(tree, Group) and tree.join == "and" else (tree,)
        found = {}
        for node in nodes:
            if not isinstance(node, Condition) or node.operator != "is":
                message = _("Only fields with one value each, joined by “and”: kind is person.")
                raise DomainError("too_clever", message, "within")
            found[node.field] = node.operand
        return found

    def weights(self, records: int) -> Weights:
        """The learned weights, or the defaults where nothing was learned by this very definition."""
        told = self.learned
        if told.get("definition") != self.definition:
            return default_weights(self.plan(), records)
        m, u = (tuple(tuple(shares) for shares in told[name]) for name in ("m", "u"))
        return Weights(m=m, u=u, prior=float(told["prior"]))

    def keep_learned(self, weights: Weights) -> None:
        """Keep what a scan has learned. No fact: it changes nothing that people wrote."""
        self.learned = {
            "definition": self.definition, "m": weights.m, "u": weights.u, "prior": weights.prior,
        }  # fmt: skip
        self.learned_at = clock.now()
        self.save(update_fields=["learned", "learned_at"])

    def keep_keyed(self, definition: str) -> None:
        """Note by which definition the stored keys are whole; "" while they are not."""
        self.keyed_as = definition
        self.save(update_fields=["keyed_as"])

    @property
    def compared(self) -> Object:
        """The Object whose records are compared."""
        return named(self.object)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _comparison(line: str) -> tuple[str, str]:
    field, colon, likeness = line.partition(":")
    if not colon:
        words = {"line": line, "names": ", ".join(LIKENESSES)}
        message = _("“%(line)s” does not say how: put a colon and one of %(names)s behind the field.") % words
        raise DomainError("unknown_likeness", message, "comparisons")
    return field.strip(), likeness.strip()
