"""The party: a person or an organisation that we deal with, whatever part it plays."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.culture.names import Name, split_name
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField, MoneyField, SkeletonField, SortKeyField
from payvand.kernel.models import OwnedRecord, RecordQuerySet, Tag, Watched, no_early_days
from payvand.parties.kinds import Year
from payvand.parties.models.lifecycle import Lifecycle, lifecycle_of, oldest_active
from payvand.parties.models.location import Location


class PartyKind(models.TextChoices):
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")


class Gender(models.TextChoices):
    """Asked, never guessed; empty where nobody asked."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")


class Source(models.TextChoices):
    """How somebody first came to know us."""

    REFERRAL = "referral", _("referral")
    WEBSITE = "website", _("website")
    SEARCH = "search", _("search engine")
    SOCIAL = "social", _("social network")
    MESSENGER = "messenger", _("messenger")
    ADVERTISEMENT = "advertisement", _("advertisement")
    EMAIL = "email", _("e-mail campaign")
    SMS = "sms", _("SMS campaign")
    COLD_CALL = "cold_call", _("cold call")
    EXHIBITION = "exhibition", _("exhibition")
    EVENT = "event", _("event or webinar")
    VISIT = "visit", _("field visit")
    PARTNER = "partner", _("partner")
    IMPORT = "import", _("imported list")
    OTHER = "other", _("other")


class Language(models.TextChoices):
    PERSIAN = "fa", _("Persian")
    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")


class PreferredChannel(models.TextChoices):
    PHONE = "phone", _("phone call")
    SMS = "sms", _("SMS")
    MESSENGER = "messenger", _("messenger")
    EMAIL = "email", _("e-mail")
    VISIT = "visit", _("visit")


class YearField(models.PositiveSmallIntegerField[int | None, int | None]):
    """A Gregorian year that people read and write in their own calendar."""

    kind = Year()


class PartyQuerySet(RecordQuerySet):
    """The questions that a set of parties answers."""

    def people(self) -> Self:
        """Persons only."""
        return self.filter(kind=PartyKind.PERSON)

    def organisations(self) -> Self:
        """Organisations only."""
        return self.filter(kind=PartyKind.ORGANISATION)

    def out_of_date(self, today: date) -> Self:
        """Active customers whose last purchase is too long ago by now."""
        return self.filter(lifecycle=Lifecycle.ACTIVE, last_purchase_on__lte=oldest_active(today))


PartyManager = models.Manager.from_queryset(PartyQuerySet)


class Party(Location, Watched, OwnedRecord):
    """A person or an organisation. Leads, customers, suppliers and partners are parties, each of them once.

    Its location is its main address. `organisation` is where a person mainly works, `parent` what an organisation
    belongs to; everything else between parties is a Relation.
    """

    TONES = {
        "active": "green",
        "prospect": "blue",
        "dormant": "orange",
        "lost": "grey",
        "organisation": "violet",
    }

    WATCHED = ("name", "given_name", "family_name", "parent_id")

    kind = models.CharField(_("kind"), max_length=12, choices=PartyKind.choices, default=PartyKind.PERSON)
    name = models.CharField(
        _("name"), max_length=200, blank=True, help_text=_("A person's name may be given in parts instead.")
    )
    name_fold = FoldedField("name")
    name_sort = SortKeyField("name")
    name_skeleton = SkeletonField("name")
    name_latin = models.CharField(
        _("name in the other script"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("As on a passport or a letterhead."),
    )
    name_latin_fold = FoldedField("name_latin")
    honorific = models.CharField(
        _("honorific"), max_length=40, blank=True, default="", help_text=_("Dr, Eng., Mr …")
    )
    given_name = models.CharField(_("given name"), max_length=100, blank=True, default="")
    family_name = models.CharField(_("family name"), max_length=100, blank=True, default="")
    gender = models.CharField(
        _("gender"),
        max_length=8,
        choices=Gender.choices,
        blank=True,
        default="",
        help_text=_("As they told it."),
    )
    birth_day = models.DateField(_("date of birth"), null=True, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True, default="")
    organisation = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("organisation"), null=True, blank=True, related_name="people",
        limit_choices_to={"kind": PartyKind.ORGANISATION}, help_text=_("Where this person mainly works."),
    )  # fmt: skip

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("parent company"),
        null=True,
        blank=True,
        related_name="subsidiaries",
        limit_choices_to={"kind": PartyKind.ORGANISATION},
    )
    sector = models.CharField(_("sector"), max_length=100, blank=True, default="")
    sector_fold = FoldedField("sector", max_length=100)
    website = models.URLField(_("website"), max_length=500, blank=True, default="")
    annual_revenue = MoneyField(_("annual revenue"), null=True, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    founded = YearField(_("founded in"), null=True, blank=True)

    source = models.CharField(_("source"), max_length=16, choices=Source.choices, blank=True, default="")
    first_touch = models.CharField(
        _("first touch"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("The campaign, page, event or code that brought them."),
    )
    first_touch_on = models.DateField(_("date of the first touch"), null=True, blank=True)
    description = models.TextField(_("description"), blank=True, default="")
    need = models.TextField(
        _("need"), blank=True, default="", help_text=_("What they want solved, in their own words.")
    )
    value_seen = models.TextField(
        _("value they see"), blank=True, default="", help_text=_("What makes us worth it to them.")
    )
    budget = MoneyField(_("budget"), null=True, blank=True)
    preferred_language = models.CharField(
        _("preferred language"), max_length=2, choices=Language.choices, blank=True, default=""
    )
    preferred_channel = models.CharField(
        _("preferred channel"), max_length=10, choices=PreferredChannel.choices, blank=True, default=""
    )
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="+")

    lifecycle = models.CharField(
        _("lifecycle"), max_length=10, choices=Lifecycle.choices, default=Lifecycle.PROSPECT, editable=False,
        help_text=_("Worked out from purchases and from what was said, not typed."),
    )  # fmt: skip
    last_contact_on = models.DateField(_("last contact"), null=True, blank=True, editable=False)
    last_purchase_on = models.DateField(_("last purchase"), null=True, blank=True, editable=False)
    lost_on = models.DateField(_("lost on"), null=True, blank=True, editable=False)

    objects: ClassVar["PartyManager[Party]"] = PartyManager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = no_early_days(
            "birth_day", "first_touch_on", "last_contact_on", "last_purchase_on", "lost_on"
        )
        indexes = [
            models.Index(
                fields=["name_sort", "id"], name="parties_party_name", condition=Q(archived_at__isnull=True)
            ),
            # None on the kind: of two values, it would draw SQLite away from the index of the list's order.
            models.Index(fields=["owner", "name_sort", "id"], name="parties_party_owner"),
            models.Index(fields=["team", "name_sort", "id"], name="parties_party_team"),
            models.Index(fields=["updated_at", "id"], name="parties_party_changed"),
            models.Index(fields=["name_fold"], name="parties_party_fold"),
            models.Index(fields=["name_skeleton"], name="parties_party_skeleton"),
            models.Index(
                fields=["last_purchase_on"], name="parties_party_purchase", condition=Q(lifecycle="active")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_organisation(self) -> bool:
        return self.kind == PartyKind.ORGANISATION

    @property
    def full_name(self) -> Name:
        """The name in parts, for greetings."""
        return Name(honorific=self.honorific, given=self.given_name, family=self.family_name)

    def settle(self) -> None:
        """Complete name and address, and enforce the rules of a party. One query a step where a parent was changed."""
        self._settle_name()
        self.settle_location()
        self._refuse_what_cannot_be()

    def absorb(self, gone: Self) -> None:
        """Take over what is known of the other one's contacts and purchases.

        Raises DomainError for a person and an organisation, and where one is above the other over a third one.
        """
        if self.kind != gone.kind:
            raise DomainError("different_kinds", _("A person and an organisation cannot be one."), "kind")
        if self._is_far_above(gone) or gone._is_far_above(self):
            raise DomainError("circle", _("This would make a company its own parent."), "parent")
        if gone.last_contact_on:
            self.note_contact(gone.last_contact_on)
        if gone.last_purchase_on:
            self.note_purchase(gone.last_purchase_on)

    def follow_lifecycle(self, today: date) -> tuple[Lifecycle, Lifecycle]:
        """Work the lifecycle out anew; returns it as it was and as it is."""
        before = Lifecycle(self.lifecycle)
        after = lifecycle_of(last_purchase_on=self.last_purchase_on, lost_on=self.lost_on, today=today)
        self.lifecycle = after
        return before, after

    def note_contact(self, on: date) -> bool:
        """Keep the day of a contact; False where a later one is known."""
        if self.last_contact_on and self.last_contact_on >= on:
            return False
        self.last_contact_on = on
        return True

    def note_purchase(self, on: date) -> bool:
        """Keep the day of a purchase, which is a contact too; False where a later one is known."""
        self.note_contact(on)
        if self.last_purchase_on and self.last_purchase_on >= on:
            return False
        self.last_purchase_on = on
        return True

    def give_up(self, on: date) -> None:
        """Lose the party. Raises DomainError where it is lost already."""
        if self.lifecycle == Lifecycle.LOST:
            raise DomainError("lost_already", _("This party is lost already."))
        self.lost_on = on

    def take_up(self) -> None:
        """Try again with a lost party. Raises DomainError where it is not lost."""
        if self.lost_on is None:
            raise DomainError("not_lost", _("Only a lost party can be taken up again."))
        self.lost_on = None

    def _is_new(self, column: str) -> bool:
        """Whether a watched column holds something else than what was read."""
        return (getattr(self, column) or None) != (self.as_read.get(column) or None)

    def _settle_name(self) -> None:
        """Fill the name from its parts or the parts from the name, whichever was written."""
        name_is_new = self._is_new("name")
        parts_are_new = self._is_new("given_name") or self._is_new("family_name")
        joined = " ".join(filter(None, (self.given_name, self.family_name)))
        if joined and (not self.name or (parts_are_new and not name_is_new)):
            self.name = joined
        elif self.name and name_is_new and not parts_are_new and not self.is_organisation:
            self._split_name()
        if not self.name:
            raise DomainError("required", _("A party needs a name."), "name")

    def _split_name(self) -> None:
        """Take the name apart; a title is kept apart from it."""
        parts = split_name(self.name)
        self.given_name, self.family_name = parts.given[:100], parts.family[:100]
        if parts.honorific:
            self.honorific = self.honorific or parts.honorific[:40]
            self.name = " ".join(filter(None, (parts.given, parts.family)))

    def _refuse_what_cannot_be(self) -> None:
        if self.is_organisation and self.organisation_id:
            raise DomainError(
                "not_a_person",
                _("Only a person works at an organisation. Use the parent company."),
                "organisation",
            )
        if not self.is_organisation and self.parent_id:
            raise DomainError(
                "not_an_organisation", _("Only an organisation has a parent company."), "parent"
            )
        if self.pk and self.organisation_id == self.pk:
            raise DomainError("related_to_self", _("A party cannot be related to itself."), "organisation")
        if self.employees is not None and self.employees < 0:
            raise DomainError("too_small", _("At least %(limit)s.") % {"limit": 0}, "employees")
        # A record that is not written yet is nobody's parent, so it closes no circle.
        if self.pk and self.parent_id and self._is_new("parent_id") and self._is_above(self.parent_id):
            raise DomainError("circle", _("This would make a company its own parent."), "parent")

    def _is_far_above(self, other: Self) -> bool:
        """Whether this party is a parent of another one's parent, or higher."""
        return bool(other.parent_id and other.parent_id != self.pk and self._is_above(other.parent_id))

    def _is_above(self, party_id: int) -> bool:
        """Whether this party is another one or one of its parents."""
        seen: set[int] = set()
        above: int | None = party_id
        while above is not None and above not in seen:
            if above == self.pk:
                return True
            seen.add(above)
            above = Party.objects.filter(pk=above).values_list("parent_id", flat=True).first()
        return False
