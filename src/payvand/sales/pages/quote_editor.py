"""The editor of a quote: head, lines by keyboard, figures that follow while one types, and what the customer reads."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payvand.catalog.totals import ZERO
from payvand.culture.calendars import format_day
from payvand.culture.money import Money, format_money
from payvand.kernel.access import Actor, company_settings, require
from payvand.kernel.errors import Conflict, DomainError, Invalid, Message
from payvand.kernel.kinds import address
from payvand.kernel.objects import named
from payvand.sales.commands.quote_lines import lines_of
from payvand.sales.commands.quote_saving import save_quote
from payvand.sales.models import Quote
from payvand.sales.pages.quote_rows import (
    EditorRow,
    empty_row,
    row_of,
    speaking,
    typed_rows,
    with_figures,
)
from payvand.sales.quote_reckoning import Reckoning, reckon
from payvand.ui.components import Crumb
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import record_at, values_of
from payvand.ui.pages.form_state import HELD, Form
from payvand.ui.pages.forms import VERSION, first_values, number
from payvand.ui.pages.shell import announce, show

HEAD = (
    "name", "party", "contact", "opportunity", "valid_until", "discount_percent", "coupon", "currency",
    "payment_terms", "delivery_terms", "note",
)  # fmt: skip
MAIN = ("name", "party", "contact", "valid_until")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The editor of a quote that is not there yet. Parameters of the address fill the head."""
    one, actor = named("sales.quote"), actor_in(request)
    require(actor, "create", one)
    form = Form(one=one, actor=actor, only=HEAD, values=first_values(one, request.GET, actor))
    if request.method == "POST":
        form.posted = request.POST
        return save(request, form, Quote())
    return answer(request, form, Quote(), [empty_row(actor, currency_of(form))])


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor of a draft; what was issued is shown instead, with the way to a new version."""
    one, actor = named("sales.quote"), actor_in(request)
    quote = record_at(one, pk, actor, "edit")
    assert isinstance(quote, Quote)
    try:
        quote.require_draft()
    except DomainError as error:
        announce(request, str(error), tone="warning")
        return redirect(address(one.name, pk))
    form = Form(one=one, actor=actor, only=HEAD, values=values_of(one, pk, actor))
    if request.method == "POST":
        form.posted = request.POST
        return save(request, form, quote)
    rows = [row_of(line, actor) for line in lines_of(quote) if not line.gift]
    return answer(request, form, quote, [*rows, empty_row(actor, quote.currency)])


def save(request: HttpRequest, form: Form, quote: Quote) -> HttpResponse:
    """Write head and lines, or show what is wrong with what was typed still there."""
    actor, rows = form.actor, typed_rows(request.POST, form.actor, currency_of(form))
    try:
        head, version = form.raw(), number(request.POST.get(VERSION))
        saved = save_quote(quote.pk, head, [row.raw for row in speaking(rows)], actor=actor, version=version)
    except Conflict as error:
        return answer(request, form, quote, rows, others=[error.message], status=error.status)
    except DomainError as error:
        wrong = error.by_field() if isinstance(error, Invalid) else {error.field or "": [error.message]}
        form.errors = {name: messages for name, messages in wrong.items() if name in form.fields}
        others = [
            message
            for name, messages in wrong.items()
            if name not in form.fields and not name.startswith("lines.")
            for message in messages
        ]
        return answer(request, form, quote, rows, others=others, wrong=wrong, status=error.status)
    announce(request, _("Saved: %(title)s") % {"title": saved.name})
    return redirect(address("sales.quote", saved.pk))


def answer(
    request: HttpRequest,
    form: Form,
    quote: Quote,
    rows: Sequence[EditorRow],
    *,
    others: Sequence[Message] = (),
    wrong: Mapping[str, Sequence[Message]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of the editor."""
    actor, is_new = form.actor, quote.pk is None
    version = quote.version
    found = reckon(quote, head_of(form), [row.raw for row in speaking(rows)], actor)
    if wrong:
        found = Reckoning(quote=quote, errors=wrong)
    back = address("sales.quote") if is_new else address("sales.quote", quote.pk)
    title = _("New quote") if is_new else _("Edit: %(title)s") % {"title": form.values.get("name") or ""}
    items = {one.name: form.item(one) for one in form.fields.values()}
    context = {
        "action": request.get_full_path(),
        "main": [item for name, item in items.items() if name in MAIN],
        "more": [item for name, item in items.items() if name not in MAIN],
        "more_wrong": any(name in form.errors for name in items if name not in MAIN),
        "held": "" if is_new else form.held(),
        "held_name": HELD,
        "version": version,
        "version_name": VERSION,
        "errors": [str(message) for message in others],
        "is_wrong": status != 200,
        "rows": with_figures(rows, found, actor),
        "figures_url": reverse("quote_figures") if is_new else reverse("quote_figures_of", args=[quote.pk]),
        "line_url": reverse("quote_line"),
        "back": back,
        **beside(found, actor),
    }
    crumbs = [Crumb(label=str(form.one.plural), href=form.one.address)]
    return show(request, "sales/quote_editor.html", context, title=title, crumbs=crumbs, status=status)


def currency_of(form: Form) -> str:
    """The currency that the head says, as typed or as it stands; else the company's."""
    said = head_of(form).get("currency")
    return str(said or company_settings().currency)


def head_of(form: Form) -> Mapping[str, object]:
    """What the head says: as typed, or as it stands."""
    if form.posted is not None:
        return form.raw()
    shown = {name: form.values.get(name) for name in form.fields}
    return {name: value for name, value in shown.items() if value is not None}


def beside(found: Reckoning, actor: Actor) -> Mapping[str, object]:
    """What stands beside the lines: figures, what asks for approval, earlier prices, the document in short."""
    quote, locale = found.quote, actor.locale

    def money(amount: Decimal | None) -> str:
        return format_money(Money(amount=amount or ZERO, currency=quote.currency), locale)

    sums = [
        (label, money(amount))
        for label, amount in (
            (_("Sum"), quote.subtotal),
            (_("Discount"), quote.discount),
            (_("Tax"), quote.tax),
        )
        if amount
    ]
    general = [message for name, messages in found.errors.items() if "." not in name for message in messages]
    return {
        "sums": sums if found.is_sound else [],
        "total": format_money(quote.worth, locale) if found.is_sound else "—",
        "margin": found.margin,
        "reasons": found.reasons,
        "past": found.past,
        "unsound": [str(message) for message in general] if found.errors else [],
        "is_sound": found.is_sound,
        "needs_customer": not quote.party_id,
        "preview": preview_of(found, actor),
    }


def preview_of(found: Reckoning, actor: Actor) -> Mapping[str, object]:
    """The document in short, as it would read."""
    quote, locale = found.quote, actor.locale
    return {
        "customer": quote.party.name if quote.party_id else "",
        "subject": quote.name,
        "valid_until": format_day(quote.valid_until, locale) if quote.valid_until else "",
        "lines": [
            (line.description, format_money(Money(amount=line.net or ZERO, currency=quote.currency), locale))
            for line in found.lines
        ],
        "payment_terms": quote.payment_terms,
        "delivery_terms": quote.delivery_terms,
        "note": quote.note,
    }


@require_GET
def line(request: HttpRequest) -> HttpResponse:
    """One more empty line."""
    currency = request.GET.get("currency", "").upper()[:3] or company_settings().currency
    return render(
        request, "sales/quote_row.html", {"row": empty_row(actor_in(request), currency)}, using="jinja2"
    )


@require_POST
def figures(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The figures of what stands in the editor now, each for its place on the page."""
    one, actor = named("sales.quote"), actor_in(request)
    quote = Quote() if pk is None else record_at(one, pk, actor, "edit")
    assert isinstance(quote, Quote)
    values = values_of(one, pk, actor) if pk is not None else {}
    form = Form(one=one, actor=actor, only=HEAD, values=values, posted=request.POST)
    rows = typed_rows(request.POST, actor, currency_of(form))
    found = reckon(quote, head_of(form), [row.raw for row in speaking(rows)], actor)
    context = {"rows": with_figures(rows, found, actor), **beside(found, actor)}
    return render(request, "sales/quote_figures.html", context, using="jinja2")


urlpatterns = [
    path("sales/quote/new", new, name="quote_new"),
    path("sales/quote/line", line, name="quote_line"),
    path("sales/quote/figures", figures, name="quote_figures"),
    path("sales/quote/<int:pk>/figures", figures, name="quote_figures_of"),
    path("sales/quote/<int:pk>/edit", edit, name="quote_edit"),
]
