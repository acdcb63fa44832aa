"""What may happen between us and what a customer owes: orders, invoices, receipts and cheques, in the past tense."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.facts import fact
from payvand.sales import receivables_wording as wording


@fact(
    "sales.order_awaits_approval",
    label=_("Order awaits credit approval"),
    icon="hourglass",
    text=wording.of_doubts,
)
class OrderAwaitsApproval:
    """An order is not confirmed yet, because of doubts about the customer's credit."""

    total: Money
    doubts: Sequence[str]


@fact("sales.order_confirmed", label=_("Order confirmed"), icon="circle-check", text=wording.of_document)
class OrderConfirmed:
    """We said yes to an order. Whoever passes it on to an ERP does so once for each `key`."""

    number: str
    total: Money
    key: str
    on: date


@fact("sales.credit_refused", label=_("Credit refused"), icon="ban", text=wording.of_reason)
class CreditRefused:
    """Somebody who may approve did not, and gave the order back."""

    reason: str


@fact("sales.credit_approved", label=_("Credit approved"), icon="thumb-up", text=wording.of_reason)
class CreditApproved:
    """Somebody let an order pass in spite of doubts."""

    reason: str


@fact("sales.order_started", label=_("Order being prepared"), icon="package", text=wording.of_document)
class OrderStarted:
    """What was ordered is being prepared."""

    on: date


@fact("sales.order_sent", label=_("Goods sent"), icon="truck-delivery", text=wording.of_shipment)
class OrderSent:
    """Goods of an order were handed to a carrier."""

    on: date
    carrier: str
    tracking: str


@fact("sales.order_delivered", label=_("Order delivered"), icon="home-check", text=wording.of_document)
class OrderDelivered:
    """All of an order has reached the customer."""

    on: date


@fact("sales.order_closed", label=_("Order closed"), icon="lock", text=wording.of_document)
class OrderClosed:
    """Nothing is left to do for an order."""

    on: date


@fact("sales.order_cancelled", label=_("Order cancelled"), icon="circle-x", text=wording.of_reason)
class OrderCancelled:
    """An order was called off."""

    reason: str
    on: date


@fact(
    "sales.order_noted_by_erp", label=_("State in the ERP"), icon="building-factory", text=wording.of_external
)
class OrderNotedByErp:
    """The ERP took an order, or told how it stands there."""

    external_id: str
    status: str


@fact("sales.invoice_issued", label=_("Invoice issued"), icon="file-invoice", text=wording.of_document)
class InvoiceIssued:
    """An invoice was numbered and charged to the customer's account."""

    number: str
    total: Money
    on: date
    due_on: date


@fact("sales.return_issued", label=_("Return issued"), icon="receipt-refund", text=wording.of_return)
class ReturnIssued:
    """An invoice was taken back in part or whole."""

    number: str
    original: str
    total: Money
    on: date


@fact("sales.invoice_settled", label=_("Payment taken in"), icon="cash", text=wording.of_settlement)
class InvoiceSettled:
    """A receipt or a return settled a part of an invoice; `left` is what remains to pay."""

    number: str
    amount: Money
    left: Money


@fact("sales.invoice_reopened", label=_("Payment taken back"), icon="cash-off", text=wording.of_settlement)
class InvoiceReopened:
    """What had settled a part of an invoice is gone: the cheque bounced, or the receipt was reversed."""

    number: str
    amount: Money
    left: Money


@fact("sales.receipt_registered", label=_("Receipt registered"), icon="cash", text=wording.of_receipt)
class ReceiptRegistered:
    """Money came in, and the customer's account was credited."""

    number: str
    amount: Money
    paid_by: str
    on: date


@fact("sales.refund_registered", label=_("Money given back"), icon="cash-move-back", text=wording.of_receipt)
class RefundRegistered:
    """Money went back to the customer, and its account was charged."""

    number: str
    amount: Money
    paid_by: str
    on: date


@fact("sales.receipt_reversed", label=_("Receipt reversed"), icon="arrow-back-up", text=wording.of_reason)
class ReceiptReversed:
    """A receipt counts no more; the account stands as if it had never been."""

    number: str
    amount: Money
    reason: str
    on: date


@fact("sales.cheque_received", label=_("Cheque received"), icon="file-check", text=wording.of_cheque)
class ChequeReceived:
    """A cheque came into our hands, and the customer's account was credited."""

    serial: str
    amount: Money
    due_on: date


@fact("sales.cheque_deposited", label=_("Cheque deposited"), icon="building-bank", text=wording.of_cheque)
class ChequeDeposited:
    """A cheque was handed to our bank."""

    serial: str
    amount: Money
    on: date


@fact("sales.cheque_cleared", label=_("Cheque cleared"), icon="checks", text=wording.of_cheque)
class ChequeCleared:
    """The money of a cheque has come."""

    serial: str
    amount: Money
    on: date


@fact("sales.cheque_bounced", label=_("Cheque bounced"), icon="alert-triangle", text=wording.of_cheque)
class ChequeBounced:
    """The bank did not pay a cheque, and the customer owes its amount again."""

    serial: str
    amount: Money
    on: date
    reason: str
    times: int


@fact("sales.cheque_endorsed", label=_("Cheque endorsed"), icon="writing-sign", text=wording.of_cheque)
class ChequeEndorsed:
    """We paid somebody else with a cheque."""

    serial: str
    amount: Money
    on: date
    to: str


@fact("sales.cheque_returned", label=_("Cheque given back"), icon="arrow-back-up", text=wording.of_cheque)
class ChequeReturned:
    """A cheque was handed back to the customer."""

    serial: str
    amount: Money
    on: date


@fact("sales.credit_agreed", label=_("Credit terms agreed"), icon="credit-card", text=wording.of_credit)
class CreditAgreed:
    """How much a customer may owe, and how long."""

    limit: Money | None
    days: int


@fact("sales.account_opened", label=_("Opening balance entered"), icon="wallet", text=wording.of_opening)
class AccountOpened:
    """The account of a customer began with what was owed before; below zero, what the customer had with us."""

    balance: Money
    on: date
    note: str
