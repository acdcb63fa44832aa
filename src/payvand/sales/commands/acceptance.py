"""How a customer agrees to a quote: online, by a name and a one-time code, or noted by hand by whoever heard it."""

from datetime import datetime
from typing import Annotated

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor, process
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.records.write import missing
from payvand.sales.commands.lines import write_totals
from payvand.sales.commands.quote import is_open, tell_decline
from payvand.sales.commands.quote_lines import lines_of
from payvand.sales.commands.quote_offers import redeem_for
from payvand.sales.facts.quote import AcceptanceCodeAsked, AcceptanceCodeMade, QuoteAccepted
from payvand.sales.models import Acceptance, AcceptanceCode, AcceptedBy, Quote
from payvand.sales.models.acceptance import new_code
from payvand.sales.models.number_series import company_today

# Who acts where a customer does, with the quote's own secret in place of a password.
CUSTOMER = process("sales.customer")


@command(
    "sales.accept_quote", label=_("Accepted"), on=Quote, icon="circle-check", primary=True, applies=is_open
)
def accept_quote(
    quote: Quote,
    *,
    name: Annotated[str, Input(label=_("who agreed"))],
    note: Annotated[str, Input(label=_("how"), help=_("By phone, on a signed copy, in a meeting …"))] = "",
    actor: Actor,
) -> Quote:
    """Note by hand that the customer agreed."""
    given = Acceptance(way=AcceptedBy.HAND, name=name[:200], note=note[:500], noted_by_id=actor.user_id)
    _accept(quote, given, actor)
    return quote


@command("sales.make_acceptance_code", label=_("Make a one-time code"), on=Quote, icon="key", applies=is_open)
def make_acceptance_code(quote: Quote, *, actor: Actor) -> str:
    """A code for the customer, to be read to them by phone: shown now, and never again."""
    return make_code(quote, "phone", actor)


def make_code(quote: Quote, way: str, actor: Actor) -> str:
    """A one-time code of a quote that is open. The quote is locked by the caller."""
    quote.require_open(company_today())
    code, digits = new_code(quote, clock.now())
    code.save()
    record(AcceptanceCodeMade(way=way), about=quote, actor=actor)
    return digits


def with_token(token: str) -> Quote:
    """The quote of an address that a customer has, locked. Raises Missing."""
    known = Quote.objects.select_for_update(of=("self",), no_key=True).filter(token=token, archived_at=None)
    for quote in known if token else ():
        assert isinstance(quote, Quote)
        return quote
    raise missing()


def ask_for_code(token: str, *, by_email: bool) -> tuple[Quote, str]:
    """The customer asks for a code: its digits where they can be sent, else the seller is told and "" comes back."""
    with transaction.atomic():
        quote = with_token(token)
        if by_email:
            return quote, make_code(quote, "email", CUSTOMER)
        quote.require_open(company_today())
        record(AcceptanceCodeAsked(), about=quote, actor=CUSTOMER)
        return quote, ""


def accept_online(token: str, *, name: str, code: str, address: str | None, agent: str) -> Quote:
    """The customer agrees with a name and a code. A wrong code is counted even though nothing else is written."""
    name = name.strip()
    if not name:
        raise DomainError("required", _("A value is needed here."), "name")
    with transaction.atomic():
        quote = with_token(token)
        quote.require_open(company_today())
        if _is_right(quote, code, clock.now()):
            given = Acceptance(way=AcceptedBy.ONLINE, name=name[:200], address=address, agent=agent[:400])
            _accept(quote, given, CUSTOMER)
            return quote
    raise DomainError("wrong_code", _("This code is not right. Look at it again."), "code")


def decline_online(token: str, *, name: str, reason: str) -> Quote:
    """The customer does not agree; the address alone is enough to say no."""
    if not reason.strip():
        raise DomainError("required", _("A value is needed here."), "reason")
    with transaction.atomic():
        quote = with_token(token)
        tell_decline(quote, reason=reason.strip(), name=name.strip()[:200], way="online", actor=CUSTOMER)
        return quote


def _is_right(quote: Quote, text: str, now: datetime) -> bool:
    """Try the newest code of a quote."""
    code = AcceptanceCode.objects.filter(quote=quote).order_by("-id").first()
    if code is None:
        raise DomainError("no_code", _("Ask for a code first."), "code")
    is_right = code.try_with(text, now)
    code.save(update_fields=["tries", "used_at"])
    return is_right


def _accept(quote: Quote, given: Acceptance, actor: Actor) -> None:
    """Keep who agreed to what, and tell; orders are made of this fact."""
    quote.accept(company_today(), lines_of(quote))
    redeem_for(quote, actor)
    given.quote, given.at, given.content = quote, clock.now(), quote.content
    given.save(force_insert=True)
    write_totals(quote, "state", "answered_on")
    told = QuoteAccepted(
        number=quote.number, revision=quote.revision, name=given.name, way=given.way, note=given.note,
        address=given.address or "", agent=given.agent, content=given.content, total=quote.worth,
        opportunity_id=quote.opportunity_id,
    )  # fmt: skip
    record(told, about=quote, actor=actor)
