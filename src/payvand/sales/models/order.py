"""An order: what a customer has bought of us, from the draft until the last of it is delivered and invoiced."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.errors import DomainError
from payvand.kernel.models import RecordQuerySet, no_early_days
from payvand.sales.models.credit import Doubt
from payvand.sales.models.document import Document
from payvand.sales.models.line import Line
from payvand.sales.models.number_series import refuse_own_number
from payvand.sales.models.quote import Quote


class OrderState(models.TextChoices):
    DRAFT = "draft", _("draft")
    AWAITING = "awaiting", _("awaiting credit approval")
    CONFIRMED = "confirmed", _("confirmed")
    IN_FULFILMENT = "in_fulfilment", _("being prepared")
    DELIVERED = "delivered", _("delivered")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


NEXT: Mapping[str, tuple[str, ...]] = {
    OrderState.DRAFT: (OrderState.AWAITING, OrderState.CONFIRMED, OrderState.CANCELLED),
    OrderState.AWAITING: (OrderState.DRAFT, OrderState.CONFIRMED, OrderState.CANCELLED),
    OrderState.CONFIRMED: (OrderState.IN_FULFILMENT, OrderState.DELIVERED, OrderState.CANCELLED),
    OrderState.IN_FULFILMENT: (OrderState.DELIVERED, OrderState.CANCELLED),
    OrderState.DELIVERED: (OrderState.CLOSED,),
    OrderState.CLOSED: (),
    OrderState.CANCELLED: (),
}
# The way of an order that nothing goes wrong with, as customer and seller see it.
PATH = (
    OrderState.DRAFT,
    OrderState.CONFIRMED,
    OrderState.IN_FULFILMENT,
    OrderState.DELIVERED,
    OrderState.CLOSED,
)
# The customer has ordered, and we have said yes.
BINDING = (OrderState.CONFIRMED, OrderState.IN_FULFILMENT, OrderState.DELIVERED, OrderState.CLOSED)
# Binding, and there may be something to do yet.
UNDER_WAY = (OrderState.CONFIRMED, OrderState.IN_FULFILMENT, OrderState.DELIVERED)


class OrderQuerySet(RecordQuerySet):
    """The questions that orders answer."""

    def of(self, party_id: int) -> Self:
        """The orders of a party that are more than drafts, the newest first."""
        rows = self.filter(party_id=party_id, archived_at=None).exclude(state=OrderState.DRAFT)
        return rows.order_by("-on", "-id")

    def under_way(self) -> Self:
        """Orders that we have said yes to and that are not through."""
        return self.filter(state__in=UNDER_WAY)


OrderManager = models.Manager.from_queryset(OrderQuerySet)


class Order(Document):
    """An order. Until it is confirmed its lines may change; from then on head and lines stay, and the state moves.

    Stock and books are the ERP's: `key` lets its connector take an order exactly once, and `external_id` and
    `external_status` hold what it answers.
    """

    TONES = {
        "draft": "grey",
        "awaiting": "orange",
        "confirmed": "blue",
        "in_fulfilment": "violet",
        "delivered": "green",
        "closed": "green",
        "cancelled": "red",
    }

    quote = models.ForeignKey(
        Quote,
        models.PROTECT,
        verbose_name=_("quote"),
        null=True,
        blank=True,
        editable=False,
        related_name="orders",
    )
    promised_on = models.DateField(_("promised for"), null=True, blank=True)
    delivery_address = models.CharField(_("delivery address"), max_length=500, blank=True, default="")
    state = models.CharField(
        _("state"), max_length=16, choices=OrderState, default=OrderState.DRAFT, editable=False
    )
    state_on = models.DateField(_("in this state since"), null=True, editable=False)
    doubts = models.JSONField(default=list, editable=False)
    key = models.UUIDField(null=True, unique=True, editable=False)
    external_id = models.CharField(
        _("number in the ERP"), max_length=80, blank=True, default="", editable=False
    )
    external_status = models.CharField(
        _("state in the ERP"), max_length=80, blank=True, default="", editable=False
    )

    objects: ClassVar["OrderManager[Order]"] = OrderManager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints = [
            *no_early_days("on", "promised_on", "state_on"),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="sales_order_number_once"
            ),
            models.UniqueConstraint(
                fields=["quote"],
                condition=Q(quote__isnull=False) & ~Q(state="cancelled"),
                name="sales_order_once_a_quote",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-id"], name="sales_order_owner"),
            models.Index(fields=["team", "-id"], name="sales_order_team"),
            models.Index(fields=["party", "on", "id"], name="sales_order_of_party"),
        ]

    def confirm(self, lines: Sequence["OrderLine"], number: str, on: date) -> None:
        """Say yes to the customer."""
        if not lines:
            raise DomainError("no_lines", _("This order has no lines yet."), "lines")
        self._turn(OrderState.CONFIRMED, on)
        self._bind(number, on)

    def wait(self, lines: Sequence["OrderLine"], doubts: Sequence[Doubt], on: date) -> None:
        """Let somebody decide who may say yes in spite of doubts."""
        if not lines:
            raise DomainError("no_lines", _("This order has no lines yet."), "lines")
        self._turn(OrderState.AWAITING, on)
        self.doubts = [doubt.value for doubt in doubts]
        self.seal_head()

    def approve(self, number: str, on: date) -> None:
        """Say yes in spite of doubts."""
        if self.state != OrderState.AWAITING:
            raise DomainError("not_awaiting", _("This order awaits no approval."), "state")
        self._turn(OrderState.CONFIRMED, on)
        self._bind(number, on)

    def refuse(self, on: date) -> None:
        """Give the order back to the seller as a draft."""
        if self.state != OrderState.AWAITING:
            raise DomainError("not_awaiting", _("This order awaits no approval."), "state")
        self._turn(OrderState.DRAFT, on)
        self.break_seal()

    def start(self, on: date) -> None:
        """Begin to prepare what was ordered."""
        self._turn(OrderState.IN_FULFILMENT, on)

    def deliver(self, on: date) -> None:
        """All of it has reached the customer."""
        self._turn(OrderState.DELIVERED, on)

    def close(self, on: date) -> None:
        """Nothing is left to do."""
        self._turn(OrderState.CLOSED, on)

    def cancel(self, on: date, *, has_invoices: bool) -> None:
        """Call the order off. What was invoiced is taken back by a return first."""
        if has_invoices:
            message = _("This order is invoiced. Take the invoice back by a return first.")
            raise DomainError("is_invoiced", message, "state")
        self._turn(OrderState.CANCELLED, on)

    def take_over(self, lines: Sequence["OrderLine"], *, number: str, buyer: Mapping[str, str]) -> None:
        """Stand as another system closed it, under the number that it had there, and be sealed."""
        self.require_draft()
        if not lines:
            raise DomainError("no_lines", _("This order has no lines yet."), "lines")
        refuse_own_number(number)
        self.total_up(lines)
        self.number, self.buyer = number, dict(buyer)
        self.state, self.state_on = OrderState.CLOSED, self.on
        self.seal_head()

    def require_draft(self) -> None:
        """Raise DomainError where the lines may not change any more."""
        if self.state != OrderState.DRAFT:
            raise DomainError("not_draft", _("Only a draft may be changed."), "state")

    @property
    def counts(self) -> bool:
        """Whether it is more than a draft, so that it may not vanish."""
        return self.state != OrderState.DRAFT

    @property
    def money(self) -> Money:
        """The total with its currency."""
        return Money(amount=self.total or Decimal(0), currency=self.currency)

    @property
    def is_binding(self) -> bool:
        """Whether we have said yes."""
        return self.state in BINDING

    def may_become(self, state: str) -> bool:
        """Whether an order in its present state may go there."""
        return state in NEXT[self.state]

    def _bind(self, number: str, on: date) -> None:
        self.number, self.key = number, uuid.uuid4()
        self.on = on
        self.seal_head()

    def _turn(self, state: OrderState, on: date) -> None:
        if not self.may_become(state):
            words = {"now": OrderState(self.state).label, "then": state.label}
            raise DomainError(
                "wrong_turn", _("An order that is %(now)s cannot become %(then)s.") % words, "state"
            )
        self.state, self.state_on = state, on


class OrderLine(Line):
    """A line of an order."""

    order = models.ForeignKey(Order, models.CASCADE, verbose_name=_("order"), related_name="lines")

    class Meta(Line.Meta):
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")


class Shipment(models.Model):
    """Goods of an order on their way: who carries them, under which code, and when they came."""

    id = models.BigAutoField(_("number"), primary_key=True)
    order = models.ForeignKey(Order, models.CASCADE, related_name="shipments")
    sent_on = models.DateField(_("sent"))
    carrier = models.CharField(_("carrier"), max_length=100, blank=True, default="")
    tracking = models.CharField(_("tracking code"), max_length=100, blank=True, default="")
    note = models.CharField(_("note"), max_length=200, blank=True, default="")
    arrived_on = models.DateField(_("arrived"), null=True)

    objects: models.Manager["Shipment"] = models.Manager()

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        constraints = no_early_days("sent_on", "arrived_on")
