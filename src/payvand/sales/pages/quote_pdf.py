"""Quotes, pro-forma invoices and contracts as PDF, for whoever may see them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from payvand.kernel.objects import named
from payvand.kernel.records.write import missing
from payvand.sales.models import Contract, Quote
from payvand.sales.pages.pdf import pdf_answer
from payvand.sales.paper_parts import language_for
from payvand.sales.quote_paper import contract_paper, quote_paper
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import record_at


@require_GET
def quote_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The quote on paper, in the language that `language` names."""
    quote = record_at(named("sales.quote"), pk, actor_in(request))
    assert isinstance(quote, Quote)
    paper = quote_paper(quote, language_for(quote.party, request.GET.get("language", "")))
    return pdf_answer(paper, inline="inline" in request.GET)


@require_GET
def proforma_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The pro-forma invoice of a quote. Raises Missing before there is one."""
    quote = record_at(named("sales.quote"), pk, actor_in(request))
    assert isinstance(quote, Quote)
    if not quote.proforma_number:
        raise missing()
    paper = quote_paper(quote, language_for(quote.party, request.GET.get("language", "")), proforma=True)
    return pdf_answer(paper, inline="inline" in request.GET)


@require_GET
def contract_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The contract on paper."""
    contract = record_at(named("sales.contract"), pk, actor_in(request))
    assert isinstance(contract, Contract)
    wished = request.GET.get("language", "")
    language = language_for(None, wished)
    return pdf_answer(contract_paper(contract, language), inline="inline" in request.GET)


urlpatterns = [
    path("sales/quote/<int:pk>/print.pdf", quote_pdf, name="quote_pdf"),
    path("sales/quote/<int:pk>/proforma.pdf", proforma_pdf, name="proforma_pdf"),
    path("sales/contract/<int:pk>/print.pdf", contract_pdf, name="contract_pdf"),
]
