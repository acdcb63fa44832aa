"""Turns a Paper into a sheet: every text as it is printed, in the order in which the template lays it out."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from payvand.culture.digits import localise
from payvand.sales.printing.labels import official_title_of, signatures, title_of
from payvand.sales.printing.paper import Paper
from payvand.sales.printing.parties import blocks, official_blocks
from payvand.sales.printing.square import square
from payvand.sales.printing.table import items_table, means_table, official_table
from payvand.sales.printing.texts import Writer

Sheet = dict[str, object]
Pair = tuple[str, str]


def sheet_of(paper: Paper) -> Sheet:
    """What the template gets. Tables are heads, widths, alignments and rows of cells; the rest are texts."""
    with override(paper.locale.language):
        return _head(paper) | _middle(paper) | _foot(paper)


def _head(paper: Paper) -> Sheet:
    writer = Writer.of(paper)
    title = paper.title or (official_title_of if paper.is_official else title_of)(paper)
    return {
        "language": paper.locale.language,
        "rtl": paper.locale.rtl,
        "digits": localise("0123456789", paper.locale),
        "title": writer.free(title),
        "plain_title": title,
        "number": writer.official(paper.number),
        "subject": writer.free(paper.subject),
        "watermark": _("Draft") if paper.is_draft else "",
        "head": _facts(paper),
        "logo": list(paper.logo.content) if paper.logo else [],
        "qr": square(paper.qr),
        "blocks": official_blocks(paper) if paper.is_official else blocks(paper),
        "page_of": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "author": paper.seller.name,
    }


def _facts(paper: Paper) -> list[Pair]:
    """Number, days and references, those that there are."""
    writer = Writer.of(paper)
    days = (
        (_("Date"), paper.on),
        (_("Valid until"), paper.valid_until),
        (_("Due on"), paper.due_on),
        (_("Delivery on"), paper.delivery_on),
    )
    return [
        (_("Number"), writer.official(paper.number) if paper.number else _("Draft")),
        *((label, writer.day(day)) for label, day in days if day),
        *([(_("Version"), writer.number(Decimal(paper.version)))] if paper.version > 1 else []),
        *([(_("Follows"), writer.official(paper.reference))] if paper.reference else []),
        *([(_("Tax id"), writer.code(paper.tax_id))] if paper.tax_id else []),
    ]


def _middle(paper: Paper) -> Sheet:
    writer = Writer.of(paper)
    table = official_table if paper.is_official else items_table
    return {
        "items": table(paper, writer) if paper.items else None,
        "means": means_table(paper, writer) if paper.means else None,
        "totals": _totals(paper, writer),
        "words": _words(paper, writer),
        "body": [
            writer.free(part) for part in paper.body.replace("\r\n", "\n").split("\n\n") if part.strip()
        ],
    }


def _totals(paper: Paper, writer: Writer) -> list[tuple[str, str, bool]]:
    """Sums from the gross to what is due; the last but the paid ones are strong."""
    sums = paper.totals
    if sums is None:
        return []
    rows = [
        (_("Sum"), sums.gross, False, sums.discount != 0 or sums.tax != 0),
        (_("Discount"), sums.discount, False, sums.discount != 0),
        (_("After discount"), sums.net, False, sums.discount != 0),
        (_("Tax and duties"), sums.tax, False, sums.tax != 0),
        (_("Total"), sums.total, True, True),
        (_("Paid"), sums.paid, False, sums.paid is not None),
        (_("To be paid"), sums.due, True, sums.due is not None),
    ]
    return [
        (label, writer.money(value), strong)
        for label, value, strong, shown in rows
        if shown and value is not None
    ]


def _words(paper: Paper, writer: Writer) -> Pair | None:
    if paper.totals is None and not paper.means:
        return None
    total = paper.totals.total if paper.totals else sum((one.amount for one in paper.means), Decimal(0))
    words = writer.words(total)
    return (_("In words"), words) if words else None


def _foot(paper: Paper) -> Sheet:
    free = Writer.of(paper).free
    terms = [(free(term.label), free(term.text)) for term in paper.terms if term.text.strip()]
    return {
        "settlement": _settlement(paper),
        "balance": _balance(paper),
        "terms": terms,
        "note": (_("Remarks"), free(paper.note)) if paper.note.strip() else None,
        "accepted": (_("Accepted"), free(paper.accepted)) if paper.accepted else None,
        "prepared_by": (_("Prepared by"), free(paper.prepared_by)) if paper.prepared_by else None,
        "signatures": signatures(paper),
    }


def _settlement(paper: Paper) -> tuple[str, Sequence[tuple[str, bool]]] | None:
    """The boxes to tick: cash, credit; both where a part is paid at once."""
    if not paper.settlement and not paper.is_official:
        return None
    ticked = {"": (), "cash": (0,), "credit": (1,), "mixed": (0, 1)}[paper.settlement]
    boxes = (_("cash"), _("on credit"))
    return _("Terms of sale"), [(label, place in ticked) for place, label in enumerate(boxes)]


def _balance(paper: Paper) -> list[Pair]:
    """What is paid and what is left, for the sheet whose table of totals ends with the lines."""
    writer, sums = Writer.of(paper), paper.totals
    pairs = ((_("Paid"), sums.paid), (_("To be paid"), sums.due)) if sums else ()
    return [(label, writer.money(value)) for label, value in pairs if value is not None]
