"""The titles of documents and who signs them."""

from django.utils.translation import gettext as _

from payvand.sales.printing.paper import Paper


def title_of(paper: Paper) -> str:
    """What the document calls itself, in the active language."""
    if paper.kind == "invoice" and paper.seller.economic_number and paper.totals and paper.totals.tax:
        return _("Tax invoice")
    return {
        "quote": _("Quote"),
        "proforma": _("Pro-forma invoice"),
        "contract": _("Contract"),
        "order": _("Order"),
        "invoice": _("Invoice"),
        "return": _("Credit note"),
        "receipt": _("Receipt of payment"),
    }[paper.kind]


def official_title_of(paper: Paper) -> str:
    """The title of the official sheet, whose words the tax body has set."""
    return {
        "proforma": _("Pro-forma invoice for the sale of goods and services"),
        "return": _("Invoice for returned goods and services"),
    }.get(paper.kind, _("Invoice for the sale of goods and services"))


def signatures(paper: Paper) -> list[str]:
    """The places to sign, the seller's first."""
    if paper.kind == "receipt":
        return [_("Received by"), _("Paid by")]
    return [_("Stamp and signature of the seller"), _("Stamp and signature of the buyer")]
