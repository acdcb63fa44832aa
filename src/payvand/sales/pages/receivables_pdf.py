"""Orders, invoices and receipts as PDF, for whoever may see them."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from payvand.culture.locale import Language
from payvand.kernel.objects import object_of
from payvand.sales.models import Invoice, Order, Receipt
from payvand.sales.pages.pdf import pdf_answer
from payvand.sales.paper_parts import language_for
from payvand.sales.printing import Paper
from payvand.sales.receivables_paper import invoice_paper, order_paper, receipt_paper
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import record_at

D = TypeVar("D", Order, Invoice, Receipt)


def printed(
    model: type[D], paper: Callable[[D, Language], Paper]
) -> Callable[[HttpRequest, int], HttpResponse]:
    """The page that shows a record on paper, in the language that `language` names, else that of the customer."""

    @require_GET
    def page(request: HttpRequest, pk: int) -> HttpResponse:
        found = record_at(object_of(model), pk, actor_in(request))
        assert isinstance(found, model)
        language = language_for(found.party, request.GET.get("language", ""))
        return pdf_answer(paper(found, language), inline="inline" in request.GET)

    return page


urlpatterns = [
    path("sales/order/<int:pk>/print.pdf", printed(Order, order_paper), name="order_pdf"),
    path("sales/invoice/<int:pk>/print.pdf", printed(Invoice, invoice_paper), name="invoice_pdf"),
    path("sales/receipt/<int:pk>/print.pdf", printed(Receipt, receipt_paper), name="receipt_pdf"),
]
