"""A lead: somebody who may become a customer, from the first word up to the deal or to the reason why there is none."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField, MoneyField, SortKeyField
from payvand.kernel.kinds import PhoneNumber
from payvand.kernel.models import OwnedRecord, RecordQuerySet, no_early_days
from payvand.parties.models import Party
from payvand.parties.models.location import ProvinceField
from payvand.parties.models.party import Source
from payvand.sales.models.lead_reason import DisqualifyReason
from payvand.sales.models.opportunity import Opportunity


class LeadStatus(models.TextChoices):
    """How far a lead is; only verbs move it."""

    NEW = "new", _("new")
    WORKING = "working", _("working")
    QUALIFIED = "qualified", _("qualified")
    LATER = "later", _("not now")
    CONVERTED = "converted", _("converted")
    DISQUALIFIED = "disqualified", _("disqualified")


# Somebody still works on these, or will again.
OPEN = (LeadStatus.NEW, LeadStatus.WORKING, LeadStatus.QUALIFIED, LeadStatus.LATER)


class PhoneField(models.CharField[str, str]):
    """A phone number in the canonical form of its kind."""

    kind = PhoneNumber()


class LeadQuerySet(RecordQuerySet):
    """The questions that a set of leads answers."""

    def open(self) -> Self:
        """Leads that may still become customers, and are not put away."""
        return self.current().filter(status__in=OPEN)

    def reached_by(self, phone: str, email: str) -> Self:
        """Leads with this phone or this e-mail address; none where both are empty."""
        either = Q(pk__in=[])
        if phone:
            either |= Q(phone=phone)
        if email:
            either |= Q(email=email)
        return self.filter(either)

    def due_to_wake(self, today: date) -> Self:
        """Leads that were put off until today or an earlier day."""
        return self.current().filter(status=LeadStatus.LATER, wake_on__lte=today)


LeadManager = models.Manager.from_queryset(LeadQuerySet)


class Lead(OwnedRecord):
    """Somebody who may become a customer. `party` is who it is, where the register knows them already."""

    TONES = {
        "new": "blue",
        "working": "cyan",
        "qualified": "green",
        "later": "orange",
        "converted": "violet",
        "disqualified": "grey",
    }

    name = models.CharField(_("name"), max_length=200)
    name_fold = FoldedField("name")
    name_sort = SortKeyField("name")
    phone = PhoneField(_("phone"), max_length=40, blank=True, default="")
    email = models.EmailField(_("e-mail"), blank=True, default="")
    organisation = models.CharField(_("organisation"), max_length=200, blank=True, default="")
    organisation_fold = FoldedField("organisation")
    job_title = models.CharField(_("job title"), max_length=120, blank=True, default="")
    province = ProvinceField(_("province"), max_length=60, blank=True, default="")
    city = models.CharField(_("city"), max_length=60, blank=True, default="")
    need = models.TextField(
        _("need"), blank=True, default="", help_text=_("What they want solved, in their own words.")
    )
    budget = MoneyField(_("budget"), null=True, blank=True)
    budget_currency: str
    source = models.CharField(_("source"), max_length=16, choices=Source.choices, blank=True, default="")
    campaign = models.CharField(_("campaign"), max_length=100, blank=True, default="")
    code = models.CharField(
        _("code"), max_length=60, blank=True, default="", help_text=_("Of a poster, a voucher or an advert.")
    )
    party = models.ForeignKey(
        Party, models.PROTECT, verbose_name=_("customer"), null=True, blank=True, related_name="+",
        help_text=_("Who this is, where the register knows them."),
    )  # fmt: skip

    status = models.CharField(
        _("status"), max_length=12, choices=LeadStatus.choices, default=LeadStatus.NEW, editable=False
    )
    score = models.IntegerField(_("score"), default=0, editable=False)
    first_response_due_at = models.DateTimeField(_("answer due"), null=True, blank=True, editable=False)
    responded_at = models.DateTimeField(_("first answered"), null=True, blank=True, editable=False)
    reason = models.ForeignKey(
        DisqualifyReason, models.PROTECT, verbose_name=_("reason"), null=True, blank=True, related_name="+",
        editable=False,
    )  # fmt: skip
    wake_on = models.DateField(_("try again on"), null=True, blank=True, editable=False)
    touches = models.PositiveIntegerField(_("times heard of"), default=1, editable=False)
    touched_at = models.DateTimeField(_("last heard of"), null=True, blank=True, editable=False)
    consented_at = models.DateTimeField(_("agreed to messages"), null=True, blank=True, editable=False)
    opportunity = models.ForeignKey(
        Opportunity, models.PROTECT, verbose_name=_("opportunity"), null=True, blank=True, related_name="+",
        editable=False,
    )  # fmt: skip
    converted_on = models.DateField(_("converted on"), null=True, blank=True, editable=False)

    objects: ClassVar["LeadManager[Lead]"] = LeadManager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        constraints = no_early_days("wake_on", "converted_on")
        indexes = [
            models.Index(
                fields=["score", "id"], name="sales_lead_score", condition=Q(archived_at__isnull=True)
            ),
            models.Index(
                fields=["status", "score", "id"], name="sales_lead_board", condition=Q(archived_at__isnull=True)
            ),
            models.Index(fields=["owner", "id"], name="sales_lead_owner"),
            models.Index(fields=["team", "id"], name="sales_lead_team"),
            models.Index(fields=["phone"], name="sales_lead_phone", condition=~Q(phone="")),
            models.Index(fields=["email"], name="sales_lead_email", condition=~Q(email="")),
            models.Index(
                fields=["first_response_due_at"], name="sales_lead_due",
                condition=Q(responded_at__isnull=True, first_response_due_at__isnull=False),
            ),
            models.Index(fields=["wake_on"], name="sales_lead_wake", condition=Q(status="later")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether this may still become a customer."""
        return self.status in OPEN

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.responded_at is None

    def take_up(self, owner_id: int | None) -> None:
        """Somebody starts to work on it, and answers for it where nobody did."""
        self._must_be_open()
        if self.status == LeadStatus.WORKING:
            raise DomainError("working_already", _("Somebody works on this lead already."))
        self.status, self.wake_on = LeadStatus.WORKING, None
        self.owner_id = self.owner_id or owner_id

    def respond(self, at: datetime) -> None:
        """Somebody tried to talk to them. The first answer ends the deadline."""
        self._must_be_open()
        self.responded_at = self.responded_at or at
        if self.status == LeadStatus.NEW:
            self.status = LeadStatus.WORKING

    def qualify(self) -> None:
        """They need what we sell and may buy it."""
        self._must_be_open()
        if self.status == LeadStatus.QUALIFIED:
            raise DomainError("qualified_already", _("This lead is qualified already."))
        self.status, self.wake_on = LeadStatus.QUALIFIED, None

    def disqualify(self, reason: DisqualifyReason) -> None:
        """Nothing will come of it, and why."""
        self._must_be_open()
        self.status, self.reason, self.wake_on = LeadStatus.DISQUALIFIED, reason, None

    def put_off(self, until: date, today: date) -> None:
        """Not now: it opens itself again on a day. Raises DomainError for a day that is not ahead."""
        self._must_be_open()
        if until <= today:
            raise DomainError("not_ahead", _("Choose a day that is still to come."), "until")
        self.status, self.wake_on = LeadStatus.LATER, until

    def open_again(self, due_at: datetime | None) -> None:
        """Begin anew with a lead that was put off or given up; somebody must answer by `due_at`."""
        if self.status not in (LeadStatus.LATER, LeadStatus.DISQUALIFIED):
            raise DomainError("open_already", _("Only what was put off or disqualified can be opened again."))
        self.status, self.wake_on, self.reason = LeadStatus.NEW, None, None
        self.responded_at, self.first_response_due_at = None, due_at

    def touch(self, at: datetime) -> bool:
        """They were heard of once more; whether that opens a lead that was put off."""
        self._must_be_open()
        self.touches += 1
        self.touched_at = at
        return self.status == LeadStatus.LATER

    def missing(self, values: Mapping[str, object]) -> dict[str, object]:
        """Those of the values that this lead has nothing for yet."""
        return {name: value for name, value in values.items() if value and not getattr(self, name)}

    def convert(self, party: Party, opportunity: Opportunity, on: date) -> None:
        """It has become a deal with somebody in the register."""
        self._must_be_open()
        self.status, self.wake_on = LeadStatus.CONVERTED, None
        self.party, self.opportunity, self.converted_on = party, opportunity, on

    def _must_be_open(self) -> None:
        if self.status == LeadStatus.CONVERTED:
            raise DomainError("converted_already", _("This lead was converted already."))
        if self.status == LeadStatus.DISQUALIFIED:
            raise DomainError(
                "disqualified_already", _("This lead was disqualified. Open it again before you go on.")
            )
