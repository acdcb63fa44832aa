"""What is done with a quote on its way: issue it, let it be approved, repeat it as a pro-forma invoice, give it up."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.facts import record
from payvand.sales.commands.approval import reasons_for_approval
from payvand.sales.commands.lines import write_totals
from payvand.sales.commands.quote_lines import work_out
from payvand.sales.facts.quote import (
    ProformaIssued,
    QuoteApproved,
    QuoteDeclined,
    QuoteExpired,
    QuoteIssued,
    QuoteSentBack,
    QuoteSubmitted,
    QuoteSuperseded,
    QuoteUnanswered,
)
from payvand.sales.models import DocumentType, Quote, QuoteLine, QuoteState, take_number
from payvand.sales.models.number_series import branch_counting, company_today
from payvand.sales.models.quote import FOLLOW_UP_DAYS, NO_ANSWER, VALID_DAYS
from payvand.sales.models.seller import seller_side
from payvand.sales.models.side import side_of

STATE = ("state", "seal", "why_approval", "submitted_by", "approved_by")
ISSUE = ("number", "on", "issued_at", "valid_until", "answer_by", "token", "content", "buyer", "seller")
Why = Annotated[str, Input(label=_("reason"))]


def may_go_out(quote: Quote) -> bool | Message:
    """Whether the quote may be issued as far as its state goes."""
    if quote.state in (QuoteState.DRAFT, QuoteState.APPROVED):
        return True
    if quote.state == QuoteState.AWAITING:
        return _("This quote waits for an approval.")
    return _("This quote has been issued already.")


def is_awaiting(quote: Quote) -> bool | Message:
    """Whether somebody waits for an approval."""
    return quote.state == QuoteState.AWAITING or _("Nobody has asked for an approval of this quote.")


def is_open(quote: Quote) -> bool | Message:
    """Whether the customer may still answer."""
    return quote.state == QuoteState.SENT or NO_ANSWER[QuoteState(quote.state)][1]


@command("sales.issue_quote", label=_("Issue"), on=Quote, icon="send", primary=True, applies=may_go_out)
def issue_quote(
    quote: Quote, *, valid_until: Annotated[date | None, Input(label=_("valid until"))] = None, actor: Actor
) -> Quote:
    """Give a quote its number and let it out; where it goes beyond the seller's limits, ask for approval instead."""
    on = company_today()
    quote.on = quote.on if quote.state == QuoteState.DRAFT and quote.on and quote.on >= on else on
    quote.valid_until = valid_until or quote.valid_until or on + timedelta(days=VALID_DAYS)
    lines = work_out(quote, actor.locale)
    if not lines:
        raise DomainError("no_lines", _("A quote needs at least one line."))
    if quote.state == QuoteState.DRAFT:
        reasons = reasons_for_approval(quote, lines, actor)
        if reasons:
            quote.submit([asdict(reason) for reason in reasons], actor.user_id)
            write_totals(quote, *STATE, "on", "valid_until")
            told = QuoteSubmitted(reasons=quote.why_approval, total=quote.worth)
            record(told, about=quote, actor=actor)
            return quote
    _issue(quote, lines, on, actor)
    return quote


def _issue(quote: Quote, lines: list[QuoteLine], on: date, actor: Actor) -> None:
    """Number, seal and tell; the versions before it make room."""
    quote.buyer = side_of(quote.party, quote.contact)
    quote.seller = seller_side(quote.team.branch_id if quote.team else None)
    quote.answer_by = quote.answer_by or min(on + timedelta(days=FOLLOW_UP_DAYS), quote.valid_until or on)
    quote.issue(_number_for(quote, on), lines, on, clock.now())
    _supersede_earlier(quote, actor)
    write_totals(quote, *STATE, *ISSUE)
    told = QuoteIssued(
        number=quote.number, revision=quote.revision, total=quote.worth, valid_until=quote.valid_until or on,
        content=quote.content,
    )  # fmt: skip
    record(told, about=quote, actor=actor)


def _number_for(quote: Quote, on: date) -> str:
    """A new number for a first version; later ones bear that of the first."""
    if quote.first is not None:
        return quote.version_number(quote.first.number)
    return take_number(DocumentType.QUOTE, on, branch=branch_counting(DocumentType.QUOTE, quote.team))


def _supersede_earlier(quote: Quote, actor: Actor) -> None:
    """Let a new version take the place of those before it. Raises DomainError where one of them was accepted."""
    family = Quote.objects.filter(pk=quote.root_id) | Quote.objects.filter(first=quote.root_id)
    earlier = family.exclude(pk=quote.pk).exclude(number="").exclude(state=QuoteState.SUPERSEDED)
    for version in earlier.order_by("pk").select_for_update(of=("self",), no_key=True):
        version.supersede()
        write_totals(version, "state")
        record(QuoteSuperseded(number=quote.number, quote_id=quote.pk), about=version, actor=actor)


@command("sales.approve_quote", label=_("Approve"), on=Quote, action="approve", icon="rubber-stamp", primary=True,
         applies=is_awaiting)  # fmt: skip
def approve_quote(quote: Quote, *, note: Annotated[str, Input(label=_("note"))] = "", actor: Actor) -> None:
    """Let a quote go out beyond its seller's limits. Raises DomainError where it goes beyond the approver's too."""
    lines = list(QuoteLine.objects.current().filter(quote=quote).order_by("position", "id"))
    over = reasons_for_approval(quote, lines, actor)
    if any(reason.code == "discount" for reason in over):
        raise DomainError("over_own_limit", _("This discount is over your own limit too."))
    quote.approve(actor.user_id)
    write_totals(quote, *STATE)
    record(QuoteApproved(reason=note), about=quote, actor=actor)


@command("sales.send_back_quote", label=_("Send back"), on=Quote, action="approve", icon="arrow-back-up",
         applies=is_awaiting)  # fmt: skip
def send_back_quote(quote: Quote, *, reason: Why, actor: Actor) -> None:
    """Do not approve a quote: it is a draft again, and its owner reads why."""
    quote.take_back()
    write_totals(quote, *STATE)
    record(QuoteSentBack(reason=reason), about=quote, actor=actor)


@command(
    "sales.withdraw_quote", label=_("Back to draft"), on=Quote, icon="arrow-back-up",
    applies=lambda quote: quote.state in (QuoteState.AWAITING, QuoteState.APPROVED),
)  # fmt: skip
def withdraw_quote(quote: Quote, *, actor: Actor) -> None:
    """Take a quote that has not gone out back to change it."""
    quote.take_back()
    write_totals(quote, *STATE)
    record(QuoteSentBack(reason=""), about=quote, actor=actor)


@command(
    "sales.issue_proforma", label=_("Issue a pro-forma invoice"), on=Quote, icon="file-invoice",
    applies=lambda quote: quote.state in (QuoteState.SENT, QuoteState.ACCEPTED) and not quote.proforma_number,
)  # fmt: skip
def issue_proforma(quote: Quote, *, actor: Actor) -> Quote:
    """Give the content of a quote out as a pro-forma invoice, under a number of its own series."""
    on = company_today()
    branch = branch_counting(DocumentType.PROFORMA, quote.team)
    quote.issue_proforma(take_number(DocumentType.PROFORMA, on, branch=branch), on)
    write_totals(quote, "proforma_number", "proforma_on")
    record(ProformaIssued(number=quote.proforma_number, on=on), about=quote, actor=actor)
    return quote


@command("sales.decline_quote", label=_("Declined"), on=Quote, icon="circle-x", applies=is_open)
def decline_quote(quote: Quote, *, reason: Why, actor: Actor) -> None:
    """Note that the customer does not want it, and why."""
    tell_decline(quote, reason=reason, name="", way="hand", actor=actor)


def tell_decline(quote: Quote, *, reason: str, name: str, way: str, actor: Actor) -> None:
    """Close a quote as declined, whoever noted it. The quote is locked by the caller."""
    quote.decline(reason, company_today())
    write_totals(quote, "state", "answered_on", "decline_reason")
    record(QuoteDeclined(name=name, reason=reason, way=way), about=quote, actor=actor)


def is_run_out(quote: Quote) -> bool | Message:
    """Whether the last day of a quote passed without an answer."""
    over = quote.valid_until is not None and quote.valid_until < company_today()
    return (quote.state == QuoteState.SENT and over) or _("The last day of this quote has not passed.")


@command("sales.expire_quote", label=_("Close as expired"), on=Quote, icon="clock-x", applies=is_run_out)
def expire_quote(quote: Quote, *, actor: Actor) -> None:
    """Close a quote whose last day has passed; the clock does so every day."""
    today = company_today()
    quote.expire(today)
    write_totals(quote, "state")
    record(QuoteExpired(on=quote.valid_until or today), about=quote, actor=actor)


def is_unanswered(quote: Quote) -> bool | Message:
    """Whether the day by which an answer was expected has passed."""
    late = quote.answer_by is not None and quote.answer_by < company_today()
    return (quote.state == QuoteState.SENT and late) or _("An answer is not overdue.")


@command("sales.chase_quote", label=_("Ask again"), on=Quote, icon="calendar-due", applies=is_unanswered)
def chase_quote(quote: Quote, *, actor: Actor) -> None:
    """Say that an answer is overdue, and expect it a few days later; the clock does so every day."""
    quote.expect_later(company_today())
    write_totals(quote, "answer_by", "reminders")
    record(QuoteUnanswered(reminders=quote.reminders, until=quote.answer_by), about=quote, actor=actor)
