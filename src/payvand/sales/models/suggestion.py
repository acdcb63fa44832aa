"""A suggestion: a sale that a customer's own history makes likely, with the reason, until somebody takes it or not."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models import Product
from payvand.kernel.errors import DomainError
from payvand.kernel.models import OwnedRecord, RecordQuerySet, no_early_days
from payvand.parties.models import Party
from payvand.sales.models.contract import Contract
from payvand.sales.models.opportunity import Opportunity


class SuggestionKind(models.TextChoices):
    CROSS_SELL = "cross_sell", _("bought together by others")
    REPURCHASE = "repurchase", _("time to buy again")
    CONTRACT = "contract", _("contract ends")


class SuggestionState(models.TextChoices):
    OPEN = "open", _("open")
    TAKEN = "taken", _("taken up")
    DISMISSED = "dismissed", _("dismissed")
    PASSED = "passed", _("passed")


class SuggestionQuerySet(RecordQuerySet):
    """The questions that suggestions answer."""

    def open(self) -> Self:
        """Suggestions that nobody has decided on."""
        return self.filter(state=SuggestionState.OPEN, archived_at=None)

    def of(self, party_id: int) -> Self:
        """The open suggestions for a party, the strongest first."""
        return self.open().filter(party_id=party_id).order_by("-strength", "id")


SuggestionManager = models.Manager.from_queryset(SuggestionQuerySet)


class Suggestion(OwnedRecord):
    """A likely sale. `why` holds the figures behind it, said in the reader's words later; `strength` is 0 to 100."""

    TONES = {"open": "blue", "taken": "green", "dismissed": "grey", "passed": "grey"}

    name = models.CharField(_("suggestion"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=12, choices=SuggestionKind, default=SuggestionKind.CROSS_SELL
    )
    party = models.ForeignKey(Party, models.PROTECT, verbose_name=_("customer"), related_name="+")
    product = models.ForeignKey(
        Product, models.PROTECT, verbose_name=_("product"), null=True, blank=True, related_name="+"
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, verbose_name=_("contract"), null=True, blank=True, related_name="+"
    )
    strength = models.PositiveSmallIntegerField(_("strength"), default=50, editable=False)
    why = models.JSONField(default=dict, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=SuggestionState, default=SuggestionState.OPEN, editable=False
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    opportunity = models.ForeignKey(
        Opportunity,
        models.PROTECT,
        verbose_name=_("opportunity"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects: ClassVar["SuggestionManager[Suggestion]"] = SuggestionManager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = no_early_days("decided_on")
        indexes = [
            models.Index(fields=["party", "id"], name="sales_suggestion_open", condition=Q(state="open")),
            models.Index(fields=["owner", "-id"], name="sales_suggestion_owner"),
            models.Index(fields=["team", "-id"], name="sales_suggestion_team"),
        ]

    def take(self, opportunity: Opportunity, on: date) -> None:
        """Somebody makes a deal of it."""
        self._decide(SuggestionState.TAKEN, on)
        self.opportunity = opportunity

    def dismiss(self, on: date) -> None:
        """Somebody knows better."""
        self._decide(SuggestionState.DISMISSED, on)

    def _decide(self, state: SuggestionState, on: date) -> None:
        if self.state != SuggestionState.OPEN:
            raise DomainError("decided", _("This suggestion is decided already."), "state")
        self.state, self.decided_on = state, on
