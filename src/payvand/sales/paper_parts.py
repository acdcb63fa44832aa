"""What every document has on paper: its language, both sides, its lines and the sums at its foot."""

from decimal import Decimal

from payvand.catalog.totals import ZERO
from payvand.culture.locale import Language, Locale
from payvand.parties.models import Party
from payvand.sales.models import Document, Line
from payvand.sales.models.seller import seller_side
from payvand.sales.models.side import Side, side_of
from payvand.sales.printing import Item, Totals

LANGUAGES: tuple[Language, ...] = ("fa", "ar", "en")


def language_for(party: Party | None, wished: str = "") -> Language:
    """The language that somebody wishes, else that of the customer, else Persian."""
    known: dict[str, Language] = {language: language for language in LANGUAGES}
    own = party.preferred_language if party is not None else ""
    return known.get(wished) or known.get(own) or "fa"


def sides_of(document: Document) -> tuple[Side, Side]:
    """Seller and buyer: as they were at the issue, or as they are."""
    seller: Side = document.seller or seller_side(document.team.branch_id if document.team else None)
    return seller, document.buyer or side_of(document.party, document.contact)


def item_of(line: Line, locale: Locale, *, with_tax_id: bool = False) -> Item:
    """A line on paper; in another script the product's other name stands in place of its own."""
    product = line.product
    plain = product is not None and line.description == product.name
    other = product.name_latin if product is not None and plain and locale.language == "en" else ""
    code = "" if product is None else product.code
    if product is not None and with_tax_id:
        code = product.sales_tax_id or product.code
    return Item(
        description=other or line.description,
        quantity=line.quantity,
        unit_price=line.unit_price or ZERO,
        gross=line.gross or ZERO,
        net=line.net or ZERO,
        total=line.total or ZERO,
        code=code,
        unit=line.unit,
        discount=line.discount or ZERO,
        tax=line.tax or ZERO,
        tax_percent=Decimal(line.tax_rate),
    )


def sums_of(document: Document, *, rest: Decimal | None = None) -> Totals:
    """The sums at the foot; with the `rest` to pay, what is paid stands there too."""
    total = document.total or ZERO
    return Totals(
        gross=document.subtotal or ZERO,
        discount=document.discount or ZERO,
        net=document.net or ZERO,
        tax=document.tax or ZERO,
        total=total,
        paid=None if rest is None else total - rest,
        due=rest,
    )
