"""The customer's own page of a quote: read it, accept it by a name and a one-time code, or decline it.

Nobody is signed in: the secret in the address opens the page. It asks for a code before anybody's yes counts.
"""

from collections.abc import Mapping
from decimal import Decimal
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.mail import EmailMessage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from payvand.culture.calendars import format_day
from payvand.culture.digits import format_number
from payvand.culture.locale import Language, Locale, default_for
from payvand.culture.money import Money, format_money, in_words
from payvand.kernel.errors import DomainError, Missing
from payvand.sales.commands.acceptance import accept_online, ask_for_code, decline_online
from payvand.sales.commands.quote_lines import lines_of
from payvand.sales.models import Quote, QuoteLine, QuoteState
from payvand.sales.models.number_series import company_today
from payvand.sales.models.quote import NO_ANSWER
from payvand.sales.pages.pdf import pdf_answer
from payvand.sales.paper_parts import LANGUAGES, language_for, sides_of
from payvand.sales.quote_paper import accepted_words, quote_paper
from payvand.ui.components import Control
from payvand.ui.pages.shell import look_of


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def public_quote(request: HttpRequest, token: str) -> HttpResponse:
    """The quote, or what came of an answer to it."""
    quote = quote_at(token)
    language = language_for(quote.party, request.GET.get("language", ""))
    with translation.override(language):
        answer = (
            page(request, quote, language) if request.method == "GET" else answered(request, quote, language)
        )
        answer.headers["Content-Language"] = language
        # The address is a secret, and stays on this site; with none at all, browsers would send forms from nowhere.
        answer.headers["Referrer-Policy"] = "same-origin"
        return answer


@login_not_required
@never_cache
@require_GET
def public_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The quote on paper, for whoever has its address."""
    quote = quote_at(token)
    return pdf_answer(
        quote_paper(quote, language_for(quote.party, request.GET.get("language", ""))), inline=True
    )


def quote_at(token: str) -> Quote:
    """The quote of an address. Raises Http404 for none."""
    found = Quote.objects.current().filter(token=token).select_related("party", "owner").first()
    if not isinstance(found, Quote):
        raise Http404
    return found


def answered(request: HttpRequest, quote: Quote, language: Language) -> HttpResponse:
    """Do what the customer chose; where that is refused, say so on the page."""
    deed = request.POST.get("do", "")
    token, name = quote.token or "", request.POST.get("name", "")
    try:
        if deed == "code":
            return page(request, quote, language, told=send_code(quote, language))
        if deed == "accept":
            code = request.POST.get("code", "")
            agent = request.headers.get("User-Agent", "")
            accept_online(token, name=name, code=code, address=address_of(request), agent=agent)
        elif deed == "decline":
            decline_online(token, name=name, reason=request.POST.get("reason", ""))
    except Missing as error:
        raise Http404 from error
    except DomainError as error:
        return page(request, quote_at(token), language, error=error)
    return redirect(f"{reverse('public_quote', args=[token])}?language={language}")


def send_code(quote: Quote, language: Language) -> str:
    """Let a code be made: mailed where mail is set up and an address is known, else read out by the seller."""
    recipient = email_of(quote)
    by_email = bool(settings.PAYVAND.mail_url and recipient)
    _quote, digits = ask_for_code(quote.token or "", by_email=by_email)
    if not digits:
        return _("Your contact person has been told and will read the code to you by phone.")
    words = {"code": digits, "number": quote.number}
    subject = _("Your code for quote %(number)s") % words
    body = _("Your one-time code for quote %(number)s is %(code)s. It holds for ten minutes.") % words
    try:
        EmailMessage(subject, body, to=[recipient], headers={"Content-Language": language}).send()
    except (OSError, SMTPException) as error:
        raise DomainError(
            "mail_failed", _("The code could not be sent. Call your contact person.")
        ) from error
    return _("The code is on its way to your e-mail address.")


def email_of(quote: Quote) -> str:
    """Where the customer reads mail: as it was when the quote was issued."""
    return str(quote.buyer.get("email", ""))


def address_of(request: HttpRequest) -> str | None:
    """The network address of whoever answers."""
    address = request.META.get("REMOTE_ADDR") or None
    if settings.PAYVAND.behind_proxy:
        return request.headers.get("X-Forwarded-For", address or "").rpartition(",")[2].strip() or None
    return address


def page(
    request: HttpRequest,
    quote: Quote,
    language: Language,
    *,
    told: str = "",
    error: DomainError | None = None,
) -> HttpResponse:
    """The page of the quote as it stands now, with what is to be said."""
    locale = default_for(language)
    is_open = quote.state == QuoteState.SENT and not is_over(quote)
    context = {
        **seen_of(quote, locale),
        "look": look_of(locale),
        "is_open": is_open,
        "closed": "" if is_open else closed_words(quote, locale),
        "is_accepted": quote.state == QuoteState.ACCEPTED,
        "told": told,
        "error": str(error) if error else "",
        "accept_controls": accept_controls(request, error),
        "decline_controls": [reason_control(request, error)],
        "declining": request.POST.get("do") == "decline",
        "languages": [(one, default_name(one), one == language) for one in LANGUAGES],
        "pdf_href": f"{reverse('public_quote_pdf', args=[quote.token])}?language={language}",
    }
    status = error.status if error else 200
    return render(request, "sales/public_quote.html", context, status=status, using="jinja2")


def seen_of(quote: Quote, locale: Locale) -> Mapping[str, object]:
    """What the customer reads."""
    seller, buyer = sides_of(quote)
    total = quote.worth
    return {
        "title": _("Quote %(number)s") % {"number": quote.number},
        "subject": quote.name,
        "seller": seller["name"],
        "buyer": buyer["name"],
        "number": quote.number,
        "on": format_day(quote.on, locale, "long") if quote.on else "",
        "valid_until": format_day(quote.valid_until, locale, "full") if quote.valid_until else "",
        "lines": [line_of(line, quote.currency, locale) for line in lines_of(quote)],
        "sums": [
            (label, shown(amount, quote.currency, locale))
            for label, amount in (
                (_("Sum"), quote.subtotal),
                (_("Discount"), quote.discount),
                (_("Tax"), quote.tax),
            )
            if amount
        ],
        "total": format_money(total, locale),
        "words": in_words(total, locale),
        "payment_terms": quote.payment_terms,
        "delivery_terms": quote.delivery_terms,
        "note": quote.note,
        "digest": quote.content,
    }


def line_of(line: QuoteLine, currency: str, locale: Locale) -> Mapping[str, str]:
    """A line in the reader's digits and unit."""
    quantity = format_number(line.quantity.normalize() + 0, locale)
    return {
        "description": line.description,
        "quantity": f"{quantity} {line.unit}".strip(),
        "price": shown(line.unit_price, currency, locale),
        "total": shown(line.total, currency, locale),
    }


def shown(amount: Decimal | None, currency: str, locale: Locale) -> str:
    """An amount with its unit."""
    return format_money(Money(amount=amount or Decimal(0), currency=currency), locale)


def closed_words(quote: Quote, locale: Locale) -> str:
    """Why the quote takes no answer (any more), or who gave it."""
    if quote.state == QuoteState.ACCEPTED:
        return accepted_words(quote, locale)
    state = QuoteState.EXPIRED if quote.state == QuoteState.SENT else QuoteState(quote.state)
    return str(NO_ANSWER[state][1])


def is_over(quote: Quote) -> bool:
    """Whether its last day has passed, though the clock has not closed it yet."""
    return quote.valid_until is not None and quote.valid_until < company_today()


def accept_controls(request: HttpRequest, error: DomainError | None) -> list[Control]:
    """Name and code."""
    posted = request.POST if request.POST.get("do") == "accept" else {}
    wrong = {error.field: [str(error)]} if error and posted else {}
    return [
        Control(
            editor="text", name="name", label=_("Your name"), value=posted.get("name", ""), required=True,
            autocomplete="name", errors=wrong.get("name", []), wide=True,
        ),
        Control(
            editor="text", name="code", label=_("One-time code"), required=True, autocomplete="one-time-code",
            errors=wrong.get("code", []), wide=True, attrs={"inputmode": "numeric", "maxlength": "12", "dir": "ltr"},
        ),
    ]  # fmt: skip


def reason_control(request: HttpRequest, error: DomainError | None) -> Control:
    """Why not."""
    posted = request.POST if request.POST.get("do") == "decline" else {}
    errors = [str(error)] if error and posted and error.field == "reason" else []
    return Control(
        editor="textarea", name="reason", label=_("What should be different?"), value=posted.get("reason", ""),
        required=True, rows=3, wide=True, errors=errors,
    )  # fmt: skip


def default_name(language: Language) -> str:
    """A language in its own words."""
    return {"fa": "فارسی", "ar": "العربية", "en": "English"}[language]


urlpatterns = [
    path("q/<str:token>", public_quote, name="public_quote"),
    path("q/<str:token>/quote.pdf", public_pdf, name="public_quote_pdf"),
]
