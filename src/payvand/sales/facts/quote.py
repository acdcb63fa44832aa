"""What may happen to a quote beside being written."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.facts import fact
from payvand.sales.facts import document_wording as wording


@fact("sales.quote_lines_written", label=_("Lines written"), icon="list-details", text=wording.of_lines)
class QuoteLinesWritten:
    """The lines of a quote were written anew; `content` holds each of them as the customer would agree to it."""

    lines: int
    total: Money
    content: Sequence[object]


@fact("sales.quote_submitted", label=_("Approval asked for"), icon="gavel", text=wording.of_total)
class QuoteSubmitted:
    """A quote waits for approval; `reasons` says why, as codes with their figures."""

    reasons: Sequence[object]
    total: Money


@fact("sales.quote_approved", label=_("Quote approved"), icon="rubber-stamp", text=wording.of_answer)
class QuoteApproved:
    """Somebody allowed that a quote goes out as it is."""

    reason: str


@fact("sales.quote_sent_back", label=_("Quote sent back"), icon="arrow-back-up", text=wording.of_answer)
class QuoteSentBack:
    """A quote that waited for approval is a draft again."""

    reason: str


@fact("sales.quote_issued", label=_("Quote issued"), icon="file-certificate", text=wording.of_issue)
class QuoteIssued:
    """A quote got its number and went out; `content` is the digest of what was issued."""

    number: str
    revision: int
    total: Money
    valid_until: date
    content: str


@fact("sales.quote_superseded", label=_("Newer version issued"), icon="versions", text=wording.of_number)
class QuoteSuperseded:
    """A newer version, whose number this is, took the place of a quote."""

    number: str
    quote_id: int


@fact("sales.quote_versioned", label=_("New version begun"), icon="versions", text=wording.of_version)
class QuoteVersioned:
    """A draft of the next version was made from a quote."""

    quote_id: int
    revision: int


@fact(
    "sales.proforma_issued", label=_("Pro-forma invoice issued"), icon="file-invoice", text=wording.of_number
)
class ProformaIssued:
    """The content of a quote went out as a pro-forma invoice under a number of its own."""

    number: str
    on: date


@fact("sales.acceptance_code_asked", label=_("The customer asks for a code"), icon="phone-incoming")
class AcceptanceCodeAsked:
    """A customer wants to accept online, and nothing is set up that could send the code: read it to them by phone."""


@fact("sales.acceptance_code_made", label=_("One-time code made"), icon="key")
class AcceptanceCodeMade:
    """A one-time code was made; `way` is "phone" where somebody reads it out, "email" where it was sent."""

    way: str


@fact("sales.quote_accepted", label=_("Quote accepted"), icon="circle-check", text=wording.of_acceptance)
class QuoteAccepted:
    """The customer agreed: who, how, from where, and to what exactly (`content` is the digest of the version)."""

    number: str
    revision: int
    name: str
    way: str
    note: str
    address: str
    agent: str
    content: str
    total: Money
    opportunity_id: int | None


@fact("sales.quote_declined", label=_("Quote declined"), icon="circle-x", text=wording.of_answer)
class QuoteDeclined:
    """The customer does not want it, and said why."""

    name: str
    reason: str
    way: str


@fact("sales.quote_expired", label=_("Quote expired"), icon="clock-x", text=wording.of_period)
class QuoteExpired:
    """The last day of a quote passed without an answer."""

    on: date


@fact(
    "sales.quote_unanswered", label=_("No answer to the quote"), icon="calendar-due", text=wording.of_deadline
)
class QuoteUnanswered:
    """The day by which an answer was expected passed; the day was moved on, and somebody should ask."""

    reminders: int
    until: date | None
