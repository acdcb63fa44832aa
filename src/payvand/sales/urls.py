"""The addresses of the pages that sales has of its own."""

from django.urls import URLPattern, URLResolver

from payvand.sales.pages import (
    calls,
    forecast,
    lead_form,
    quote_acceptance,
    quote_code,
    quote_editor,
    quote_pdf,
    receivables_pdf,
    seller,
    win_probability,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *seller.urlpatterns,
    *calls.urlpatterns,
    *forecast.urlpatterns,
    *lead_form.urlpatterns,
    *win_probability.urlpatterns,
    *quote_acceptance.urlpatterns,
    *quote_code.urlpatterns,
    *quote_editor.urlpatterns,
    *quote_pdf.urlpatterns,
    *receivables_pdf.urlpatterns,
]
