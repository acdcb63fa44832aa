"""One made-up document in each language: what the administrator sees before there is a real one, and tests draw."""

from datetime import date
from decimal import Decimal
from typing import Final

from payvand.culture.locale import DEFAULTS, Language
from payvand.sales.printing.paper import Block, Item, Paper, PaperKind, Term, Totals

_SELLERS: Final[dict[Language, Block]] = {
    "fa": Block(
        name="شرکت نمونهٔ پارسیان",
        economic_number="10101234567",
        registration_number="123456",
        national_id="10101234567",
        province="تهران",
        county="تهران",
        city="تهران",
        address="خیابان ولیعصر، کوچهٔ ۱۲، پلاک ۸، واحد ۳",
        postal_code="1991712345",
        phone="021-88776655",
        email="info@example.com",
    ),
    "ar": Block(
        name="شركة المثال للبرمجيات",
        economic_number="300000000000003",
        country="المملكة العربية السعودية",
        city="الرياض",
        address="طريق الملك فهد، مبنى 7712",
        phone="+966 11 234 5678",
        email="info@example.com",
    ),
    "en": Block(
        name="Example Software Ltd",
        economic_number="GB123456789",
        country="United Kingdom",
        city="London",
        address="12 Example Street",
        postal_code="EC1A 1BB",
        phone="+44 20 7946 0000",
        email="info@example.com",
    ),
}
_BUYERS: Final[dict[Language, Block]] = {
    "fa": Block(
        name="بازرگانی Kian & Sons", attention="خانم سارا کریمی", city="مشهد", phone="+98 51 3765 4321"
    ),
    "ar": Block(name="مؤسسة النور للتجارة", attention="السيد أحمد Al-Harbi", city="جدة"),
    "en": Block(name="Northwind Traders", attention="Ms Jane Doe", city="Bristol"),
}
_LINES: Final[dict[Language, tuple[str, str, str, str]]] = {
    "fa": ("مشاورهٔ استقرار سامانهٔ CRM (فاز ۱)", "پشتیبانی سالانه", "نفر-روز", "125000000"),
    "ar": ("خدمات استشارية لتطبيق CRM", "دعم سنوي", "يوم", "1250.50"),
    "en": ("CRM roll-out consulting (phase 1)", "Yearly support", "day", "980.25"),
}
_TERMS: Final[dict[Language, Term]] = {
    "fa": Term(label="شرایط تحویل", text="تحویل ۱۰ روز کاری پس از سفارش؛ هماهنگی: 021-88776655"),
    "ar": Term(label="شروط التسليم", text="خلال 10 أيام عمل من الطلب"),
    "en": Term(label="Delivery", text="Within 10 working days of the order"),
}
_CURRENCY: Final[dict[Language, str]] = {"fa": "IRR", "ar": "SAR", "en": "GBP"}


def sample(language: Language, kind: PaperKind = "quote", lines: int = 2) -> Paper:
    """A document of so many lines, with a discount on every second one and ten per cent of tax."""
    items = tuple(_item(at, language) for at in range(lines))
    return Paper(
        kind=kind,
        locale=DEFAULTS[language],
        number="1405-000123",
        on=date(2026, 11, 22),
        valid_until=date(2026, 12, 22),
        currency=_CURRENCY[language],
        seller=_SELLERS[language],
        buyer=_BUYERS[language],
        items=items,
        totals=_totals(items),
        terms=(_TERMS[language],),
    )


def _item(at: int, language: Language) -> Item:
    first, second, unit, price = _LINES[language]
    quantity, unit_price = Decimal(at % 4 + 1), Decimal(price)
    gross = quantity * unit_price
    discount = _rounded(gross * (at % 2) / 20)
    tax = _rounded((gross - discount) / 10)
    return Item(
        code=f"SRV-{100 + at}",
        description=second if at % 2 else first,
        unit=unit,
        quantity=quantity,
        unit_price=unit_price,
        gross=gross,
        discount=discount,
        net=gross - discount,
        tax=tax,
        tax_percent=Decimal(10),
        total=gross - discount + tax,
    )


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def _totals(items: tuple[Item, ...]) -> Totals:
    def of(values: list[Decimal]) -> Decimal:
        return sum(values, Decimal(0))

    return Totals(
        gross=of([item.gross for item in items]),
        discount=of([item.discount for item in items]),
        net=of([item.net for item in items]),
        tax=of([item.tax for item in items]),
        total=of([item.total for item in items]),
    )
