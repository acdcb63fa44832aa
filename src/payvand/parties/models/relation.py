"""How two parties stand to one another: who works where, who decides, who owns whom, who sent whom."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record, RecordQuerySet, no_early_days
from payvand.parties.models.party import Party


class RelationKind(models.TextChoices):
    """What the first party is to the second one."""

    WORKS_AT = "works_at", _("works at")
    DECIDES_FOR = "decides_for", _("decides for")
    SUBSIDIARY_OF = "subsidiary_of", _("is a subsidiary of")
    REFERRED_BY = "referred_by", _("was referred by")
    SUPPLIES = "supplies", _("supplies")
    PARTNER_OF = "partner_of", _("is a partner of")
    RELATIVE_OF = "relative_of", _("is a relative of")


# The same, as the second party sees it.
SEEN_FROM_OTHER = {
    RelationKind.WORKS_AT: _("employs"),
    RelationKind.DECIDES_FOR: _("has decisions made by"),
    RelationKind.SUBSIDIARY_OF: _("is the parent company of"),
    RelationKind.REFERRED_BY: _("referred"),
    RelationKind.SUPPLIES: _("is supplied by"),
    RelationKind.PARTNER_OF: _("is a partner of"),
    RelationKind.RELATIVE_OF: _("is a relative of"),
}


class Role(models.TextChoices):
    """The part that a person plays when the organisation buys."""

    DECIDER = "decider", _("decider")
    INFLUENCER = "influencer", _("influencer")
    USER = "user", _("user of the product")
    GATEKEEPER = "gatekeeper", _("gatekeeper")
    BUYER = "buyer", _("buyer")
    PAYER = "payer", _("payer")


class RelationQuerySet(RecordQuerySet):
    """The questions that relations answer."""

    def on(self, day: date) -> Self:
        """Relations that hold on a day."""
        begun = Q(start_on=None) | Q(start_on__lte=day)
        return self.current().filter(begun, Q(end_on=None) | Q(end_on__gt=day))

    def around(self, party: Party) -> Self:
        """Relations that a party is part of, on either side."""
        return self.filter(Q(party=party) | Q(other=party))


RelationManager = models.Manager.from_queryset(RelationQuerySet)


class Relation(Record):
    """`party` works at, decides for, was referred by … `other`, from one day to another."""

    TONES = {"decider": "green", "influencer": "blue", "gatekeeper": "orange"}
    title_field = "note"

    party = models.ForeignKey(Party, models.CASCADE, verbose_name=_("party"), related_name="relations")
    kind = models.CharField(_("relation"), max_length=20, choices=RelationKind.choices)
    other = models.ForeignKey(Party, models.CASCADE, verbose_name=_("other party"), related_name="+")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, blank=True, default="")
    note = models.CharField(_("note"), max_length=200, blank=True, default="")
    start_on = models.DateField(_("since"), null=True, blank=True)
    end_on = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar["RelationManager[Relation]"] = RelationManager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.CheckConstraint(condition=~Q(party=F("other")), name="parties_relation_not_self"),
            *no_early_days("start_on", "end_on"),
        ]

    def settle(self) -> None:
        """Refuse a relation to oneself, an end before the beginning, and a circle of parent companies."""
        if self.party_id == self.other_id:
            raise DomainError("related_to_self", _("A party cannot be related to itself."), "other")
        if self.start_on and self.end_on and self.end_on < self.start_on:
            raise DomainError("ends_before_start", _("It ends before it begins."), "end_on")
        if self.kind == RelationKind.SUBSIDIARY_OF and self._closes_a_circle():
            raise DomainError("circle", _("This would make a company its own parent."), "other")

    def sides(self) -> tuple[tuple[Party, Party, bool], tuple[Party, Party, bool]]:
        """For each of the two parties: itself, the opposite one, and whether the relation is read from it on."""
        return (self.party, self.other, True), (self.other, self.party, False)

    def seen_by(self, party: Party) -> str:
        """The relation in words, as one of the two parties sees it."""
        return (
            self.get_kind_display()
            if party.pk == self.party_id
            else str(SEEN_FROM_OTHER[RelationKind(self.kind)])
        )

    def end(self, on: date) -> None:
        """Close the relation. Raises DomainError where it has ended already."""
        if self.end_on is not None:
            raise DomainError("has_ended", _("This relation has ended already."), "end_on")
        self.end_on = on
        self.settle()

    def _closes_a_circle(self) -> bool:
        """Whether the parent company is, over any number of steps, a subsidiary of this one. A query a step."""
        parents = Relation.objects.current().filter(kind=RelationKind.SUBSIDIARY_OF).exclude(pk=self.pk)
        above, seen = {self.other_id}, set[int]()
        while above:
            if self.party_id in above:
                return True
            seen |= above
            above = set(parents.filter(party__in=above).values_list("other_id", flat=True)) - seen
        return False
