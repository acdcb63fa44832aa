"""Orders, invoices and receipts as PDF, for whoever may see them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from payvand.culture.locale import Language
from payvand.kernel.objects import named
from payvand.parties.models import Party
from payvand.sales.models import Invoice, Order, Receipt
from payvand.sales.pages.pdf import pdf_answer
from payvand.sales.quote_paper import LANGUAGES
from payvand.sales.receivables_paper import invoice_paper, order_paper, receipt_paper
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import record_at


@require_GET
def order_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The order on paper, in the language that `language` names."""
    order = record_at(named("sales.order"), pk, actor_in(request))
    assert isinstance(order, Order)
    paper = order_paper(order, language_of(order.party, request))
    return pdf_answer(paper, inline="inline" in request.GET)


@require_GET
def invoice_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The invoice or return on paper."""
    invoice = record_at(named("sales.invoice"), pk, actor_in(request))
    assert isinstance(invoice, Invoice)
    paper = invoice_paper(invoice, language_of(invoice.party, request))
    return pdf_answer(paper, inline="inline" in request.GET)


@require_GET
def receipt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt on paper."""
    receipt = record_at(named("sales.receipt"), pk, actor_in(request))
    assert isinstance(receipt, Receipt)
    paper = receipt_paper(receipt, language_of(receipt.party, request))
    return pdf_answer(paper, inline="inline" in request.GET)


def language_of(party: Party, request: HttpRequest) -> Language:
    """The language that somebody wishes, else that of the customer, else Persian."""
    known: dict[str, Language] = {language: language for language in LANGUAGES}
    return known.get(request.GET.get("language", "")) or known.get(party.preferred_language) or "fa"


urlpatterns = [
    path("sales/order/<int:pk>/print.pdf", order_pdf, name="order_pdf"),
    path("sales/invoice/<int:pk>/print.pdf", invoice_pdf, name="invoice_pdf"),
    path("sales/receipt/<int:pk>/print.pdf", receipt_pdf, name="receipt_pdf"),
]
