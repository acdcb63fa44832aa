"""The seller's and the buyer's block of a document."""

from django.utils.translation import gettext as _

from payvand.sales.printing.paper import Block, Paper
from payvand.sales.printing.texts import Writer

Pair = tuple[str, str]
Drawn = dict[str, object]


def blocks(paper: Paper) -> list[Drawn]:
    """Both sides for the plain sheet: the name, the address as lines, the numbers as pairs."""
    return [
        {
            "title": title,
            "name": Writer.of(paper).free(block.name),
            "lines": _address(block, paper),
            "pairs": _numbers(block, paper),
        }
        for title, block in _sides(paper)
    ]


def official_blocks(paper: Paper) -> list[Drawn]:
    """Both sides as the official sheet asks for them: three rows of labelled fields, empty ones included."""
    return [{"title": title, "rows": _rows(block, paper)} for title, block in _sides(paper)]


def _sides(paper: Paper) -> tuple[tuple[str, Block], tuple[str, Block]]:
    official = paper.is_official
    seller = _("Particulars of the seller") if official else _("Seller")
    buyer = _("Particulars of the buyer") if official else _("Buyer")
    return (seller, paper.seller), (buyer, paper.buyer)


def _address(block: Block, paper: Paper) -> list[str]:
    free = Writer.of(paper).free
    mark = ", " if paper.locale.language == "en" else "، "
    place = [free(part) for part in (block.city, block.county, block.province, block.country) if part]
    lines = [free(block.attention), free(block.address), mark.join(dict.fromkeys(place))]
    return [line for line in lines if line]


def _numbers(block: Block, paper: Paper) -> list[Pair]:
    writer = Writer.of(paper)
    write, code = writer.official, writer.code
    pairs = (
        (_tax_label(paper), write(block.economic_number)),
        (_id_label(block), write(block.national_id)),
        (_("Registration no."), write(block.registration_number)),
        (_("Postal code"), write(block.postal_code)),
        (_("Phone"), write(block.phone)),
        (_("Fax"), write(block.fax)),
        (_("E-mail"), code(block.email)),
        (_("Website"), code(block.website)),
    )
    return [(label, shown) for label, shown in pairs if shown]


def _rows(block: Block, paper: Paper) -> list[list[Pair]]:
    writer = Writer.of(paper)
    write, free = writer.official, writer.free
    phones = " / ".join(write(number) for number in (block.phone, block.fax) if number)
    name = free(f"{block.name} — {block.attention}" if block.attention else block.name)
    return [
        [
            (_("Name of the person or company"), name),
            (_tax_label(paper), write(block.economic_number)),
            (_("Registration no."), write(block.registration_number)),
            (_id_label(block), write(block.national_id)),
        ],
        [
            (_("Province"), free(block.province)),
            (_("County"), free(block.county)),
            (_("City"), free(block.city)),
            (_("Postal code (10 digits)"), write(block.postal_code)),
        ],
        [(_("Address"), free(block.address)), (_("Phone / fax"), phones)],
    ]


def _tax_label(paper: Paper) -> str:
    return _("Economic code") if paper.currency == "IRR" else _("Tax no.")


def _id_label(block: Block) -> str:
    # A person's has ten digits.
    return _("Company national id") if len(block.national_id) == 11 else _("National id")
