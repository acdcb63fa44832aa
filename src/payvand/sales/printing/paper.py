"""What a printed document says, as plain values: whoever prints fills a Paper, `render` draws it.

Nothing here knows a model or a page. Amounts are in the main unit of `currency` (Iranian money in Rial); days are
Gregorian; `locale` says in which language, calendar, digits and unit of money the document speaks, whoever looks at it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from payvand.culture.locale import Locale

PaperKind = Literal["quote", "proforma", "contract", "order", "invoice", "return", "receipt"]
Settlement = Literal["", "cash", "credit", "mixed"]
ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Block:
    """One side of a document, the seller's or the buyer's. What is not known is left empty."""

    name: str
    attention: str = ""
    """The person whom the document is for, where `name` is an organisation."""
    economic_number: str = ""
    """Economic code (Iran), tax registration or VAT number elsewhere."""
    registration_number: str = ""
    national_id: str = ""
    """National id of a person, or of a company."""
    country: str = ""
    province: str = ""
    county: str = ""
    city: str = ""
    address: str = ""
    postal_code: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True, kw_only=True)
class Logo:
    """The seller's mark: the bytes of a PNG, JPEG, GIF, WebP or SVG picture. What is no picture is left out."""

    content: bytes


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line. `gross` = quantity x unit price, `net` = gross less `discount`, `total` = net and `tax`."""

    description: str
    quantity: Decimal
    unit_price: Decimal
    gross: Decimal
    net: Decimal
    total: Decimal
    code: str = ""
    note: str = ""
    unit: str = ""
    discount: Decimal = ZERO
    tax: Decimal = ZERO
    tax_percent: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The sums of a document; `paid` and `due` only where they are to be printed."""

    gross: Decimal
    discount: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal
    paid: Decimal | None = None
    due: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Term:
    """A condition under its own heading: delivery, payment, guarantee."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Means:
    """How a part of the money came: cash, a transfer, a cheque with its number and due day."""

    label: str
    amount: Decimal
    reference: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One document, ready to be drawn. An empty `number` prints as a draft; a receipt has means in place of items."""

    kind: PaperKind
    locale: Locale
    number: str
    on: date
    currency: str
    seller: Block
    buyer: Block
    items: tuple[Item, ...] = ()
    totals: Totals | None = None
    means: tuple[Means, ...] = ()
    title: str = ""
    """In place of the title that follows from the kind."""
    subject: str = ""
    version: int = 1
    reference: str = ""
    """The document that this one follows: its quote, order or invoice."""
    valid_until: date | None = None
    due_on: date | None = None
    delivery_on: date | None = None
    issued_at: datetime | None = None
    settlement: Settlement = ""
    terms: tuple[Term, ...] = ()
    body: str = ""
    """Running text, a contract's: paragraphs parted by empty lines."""
    note: str = ""
    prepared_by: str = ""
    accepted: str = ""
    """Who accepted when and where from, in words; printed beside the signatures."""
    tax_id: str = ""
    """The Moadian number of an invoice, 22 characters."""
    qr: str = ""
    """What the square code holds: see `zatca.qr`."""
    logo: Logo | None = field(default=None, repr=False)
    official: bool | None = None
    """The official Iranian sheet; None lets the kind, the language and the currency decide."""

    @property
    def is_draft(self) -> bool:
        return not self.number

    @property
    def is_official(self) -> bool:
        """Whether this is drawn as صورتحساب فروش کالا و خدمات, the landscape sheet of Iranian tax law."""
        if self.official is not None:
            return self.official
        fits = self.kind in ("proforma", "invoice", "return") and self.locale.language == "fa"
        return fits and self.currency == "IRR"
