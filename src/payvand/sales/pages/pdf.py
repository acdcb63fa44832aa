"""Answers a request with a drawn document."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from payvand.sales.printing import Paper, file_name, render


def pdf_answer(paper: Paper, *, inline: bool = False) -> HttpResponse:
    """The document as a PDF to keep, or to look at in the browser. Nobody's cache holds it."""
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    answer = HttpResponse(render(paper), content_type="application/pdf", headers=headers)
    disposition = content_disposition_header(as_attachment=not inline, filename=file_name(paper))
    if disposition is not None:
        answer["Content-Disposition"] = disposition
    return answer
