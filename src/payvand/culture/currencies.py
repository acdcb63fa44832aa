"""Currencies, the units that Iranian money is spoken in, and their words, as data with validity dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from payvand.culture.folding import fold
from payvand.culture.locale import Language
from payvand.culture.number_words import Noun


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit that Iranian money is spoken in: so many Rial, from one day to another."""

    name: str
    rials: Decimal
    labels: Mapping[Language, str]
    base: str
    """The unit meant when the number beside it already says «میلیون», and that words are written in."""
    typed: tuple[str, ...] = ()
    valid_from: date = date.min
    valid_to: date = date.max


@dataclass(frozen=True, kw_only=True)
class Currency:
    """A currency: its decimals in use, its short names, the words that people type, its nouns for words."""

    code: str
    places: int
    labels: Mapping[Language, str]
    typed: tuple[str, ...]
    noun: Noun
    cent: Noun | None
    generic: str
    """The name without its country, folded: «ریال», «دینار»; in a field of the currency it means that one."""


UNITS: Final[Mapping[str, Unit]] = {
    unit.name: unit
    for unit in (
        Unit(
            name="rial",
            rials=Decimal(1),
            labels={"fa": "ریال", "ar": "ريال إيراني", "en": "Rial"},
            base="rial",
            typed=("ریال", "﷼", "ريال إيراني", "rial", "rials", "irr"),
        ),
        Unit(
            name="toman",
            rials=Decimal(10),
            labels={"fa": "تومان", "ar": "تومان", "en": "Toman"},
            base="toman",
            typed=("تومان", "تومن", "toman", "tomans", "irt"),
        ),
        Unit(
            name="thousand_toman",
            rials=Decimal(10_000),
            labels={"fa": "هزار تومان", "ar": "ألف تومان", "en": "thousand Toman"},
            base="toman",
        ),
        Unit(
            name="million_toman",
            rials=Decimal(10_000_000),
            labels={"fa": "میلیون تومان", "ar": "مليون تومان", "en": "million Toman"},
            base="toman",
        ),
        Unit(
            name="million_rial",
            rials=Decimal(1_000_000),
            labels={"fa": "میلیون ریال", "ar": "مليون ريال إيراني", "en": "million Rial"},
            base="rial",
        ),
        # The law that strikes four zeros (1404) names no first day yet: the entry sleeps until it has one.
        Unit(
            name="new_rial",
            rials=Decimal(10_000),
            labels={"fa": "ریال جدید", "ar": "ريال إيراني جديد", "en": "new Rial"},
            base="new_rial",
            typed=("ریال جدید", "new rial"),
            valid_from=date.max,
        ),
    )
}

# One, two, three to ten, eleven to ninety-nine: the noun alone; its adjective follows it through the forms.
_ARABIC_NOUNS: Final = {
    forms.split()[0]: tuple(forms.split())
    for forms in (
        "دينار ديناران دنانير دينارًا",
        "درهم درهمان دراهم درهمًا",
        "دولار دولاران دولارات دولارًا",
        "ريال ريالان ريالات ريالًا",
        "جنيه جنيهان جنيهات جنيهًا",
        "ليرة ليرتان ليرات ليرة",
        "فرنك فرنكان فرنكات فرنكًا",
        "روبية روبيتان روبيات روبية",
        "يورو يورو يورو يورو",
        "روبل روبلان روبلات روبلًا",
        "يوان يوانان يوانات يوانًا",
        "ين ينان ينات ينًا",
        "أفغاني أفغانيان أفغانيات أفغانيًا",
        "سنت سنتان سنتات سنتًا",
        "فلس فلسان فلوس فلسًا",
        "قرش قرشان قروش قرشًا",
        "هللة هللتان هللات هللة",
        "بيسة بيستان بيسات بيسة",
        "سنتيم سنتيمان سنتيمات سنتيمًا",
        "مليم مليمان مليمات مليمًا",
        "بنس بنسان بنسات بنسًا",
        "كوبيك كوبيكان كوبيكات كوبيكًا",
        "فن فنان فنات فنًا",
    )
}

_CENTS: Final = """
cent    | سنت    | cent, cents         | سنت
fils    | فلس    | fils, fils          | فلس
piastre | قروش   | piastre, piastres   | قرش
halala  | هلله   | halala, halalas     | هللة
baisa   | بیسه   | baisa, baisas       | بيسة
centime | سانتیم | centime, centimes   | سنتيم
millime | میلیم  | millime, millimes   | مليم
penny   | پنی    | penny, pence        | بنس
paisa   | پیسه   | paisa, paise        | بيسة
kopek   | کوپک   | kopek, kopeks       | كوبيك
fen     | فن     | fen, fen            | فن
dirham  | درهم   | dirham, dirhams     | درهم
"""

# Code, decimals, Persian, English one and many, Arabic noun and adjective, cent, what else people type.
_CURRENCIES: Final = """
IRR | 0 | ریال | Rial, Rials | ريال إيراني |  |
USD | 2 | دلار | US dollar, US dollars | دولار أمريكي | cent | $, dollar, dollars, دولار, دلار آمریکا
EUR | 2 | یورو | euro, euros | يورو | cent | €
GBP | 2 | پوند | pound sterling, pounds sterling | جنيه إسترليني | penny | £, pound, pounds
CAD | 2 | دلار کانادا | Canadian dollar, Canadian dollars | دولار كندي | cent |
AUD | 2 | دلار استرالیا | Australian dollar, Australian dollars | دولار أسترالي | cent |
CHF | 2 | فرانک سوئیس | Swiss franc, Swiss francs | فرنك سويسري | centime |
TRY | 2 | لیر ترکیه | Turkish lira, Turkish lira | ليرة تركي | piastre | ₺, لیر, lira
RUB | 2 | روبل | rouble, roubles | روبل روسي | kopek | ₽
CNY | 2 | یوان | yuan, yuan | يوان صيني | fen | ¥, rmb
JPY | 0 | ین | yen, yen | ين ياباني |  |
INR | 2 | روپیه هند | Indian rupee, Indian rupees | روبية هندي | paisa | ₹
PKR | 2 | روپیه پاکستان | Pakistani rupee, Pakistani rupees | روبية باكستاني | paisa |
AFN | 0 | افغانی | afghani, afghanis | أفغاني |  | ؋
AED | 2 | درهم امارات | UAE dirham, UAE dirhams | درهم إماراتي | fils | درهم, dirham, dirhams, د.إ
SAR | 2 | ریال سعودی | Saudi riyal, Saudi riyals | ريال سعودي | halala | ر.س, sr, riyal, riyals
QAR | 2 | ریال قطر | Qatari riyal, Qatari riyals | ريال قطري | dirham | ر.ق
OMR | 3 | ریال عمان | Omani rial, Omani rials | ريال عماني | baisa | ر.ع
YER | 0 | ریال یمن | Yemeni rial, Yemeni rials | ريال يمني |  |
KWD | 3 | دینار کویت | Kuwaiti dinar, Kuwaiti dinars | دينار كويتي | fils | د.ك
BHD | 3 | دینار بحرین | Bahraini dinar, Bahraini dinars | دينار بحريني | fils | د.ب
JOD | 3 | دینار اردن | Jordanian dinar, Jordanian dinars | دينار أردني | fils | د.أ
IQD | 0 | دینار عراق | Iraqi dinar, Iraqi dinars | دينار عراقي |  | د.ع, دینار, dinar, dinars
LBP | 0 | لیر لبنان | Lebanese pound, Lebanese pounds | ليرة لبناني |  | ل.ل
SYP | 0 | لیر سوریه | Syrian pound, Syrian pounds | ليرة سوري |  | ل.س
EGP | 2 | پوند مصر | Egyptian pound, Egyptian pounds | جنيه مصري | piastre | جنيه, ج.م
SDG | 2 | پوند سودان | Sudanese pound, Sudanese pounds | جنيه سوداني | piastre |
LYD | 3 | دینار لیبی | Libyan dinar, Libyan dinars | دينار ليبي | dirham | د.ل
TND | 3 | دینار تونس | Tunisian dinar, Tunisian dinars | دينار تونسي | millime | د.ت
DZD | 2 | دینار الجزایر | Algerian dinar, Algerian dinars | دينار جزائري | centime | د.ج
MAD | 2 | درهم مراکش | Moroccan dirham, Moroccan dirhams | درهم مغربي | centime | د.م
"""


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def _noun(fa: str, english: str, arabic: str) -> Noun:
    singular, plural = english.split(", ")
    name, _, adjective = arabic.partition(" ")
    one, two, few, many = _ARABIC_NOUNS[name]
    feminine = one.endswith("ة")
    if adjective:
        one, two = (
            f"{one} {adjective}{'ة' if feminine else ''}",
            f"{two} {adjective}{'تان' if feminine else 'ان'}",
        )
        few, many = f"{few} {adjective}ة", f"{many} {adjective}{'ة' if feminine else 'ًا'}"
    return Noun(fa=fa, en=(singular, plural), ar=(one, two, few, many), feminine=feminine)


def _currency(cents: Mapping[str, Noun], row: list[str]) -> Currency:
    code, places, fa, english, arabic, cent, others = row
    noun = _noun(fa, english, arabic)
    typed = (code, fa, noun.ar[0], *noun.en, *filter(None, others.split(", ")))
    return Currency(
        code=code,
        places=int(places),
        labels={"fa": fa, "ar": noun.ar[0], "en": "Rial" if code == "IRR" else code},
        typed=typed,
        noun=noun,
        cent=cents.get(cent),
        generic=fold(fa.split()[0]),
    )


def _currencies() -> dict[str, Currency]:
    cents = {name: _noun(fa, english, arabic) for name, fa, english, arabic in _rows(_CENTS)}
    return {row[0]: _currency(cents, row) for row in _rows(_CURRENCIES)}


CURRENCIES: Final[Mapping[str, Currency]] = _currencies()

TOMAN: Final = Noun(fa="تومان", en=("Toman", "Toman"), ar=("تومان", "تومانان", "تومانات", "تومانًا"))
NEW_RIAL: Final = Noun(
    fa="ریال جدید",
    en=("new Rial", "new Rials"),
    ar=("ريال إيراني جديد", "ريالان إيرانيان جديدان", "ريالات إيرانية جديدة", "ريالًا إيرانيًا جديدًا"),
)

SCALES: Final[Mapping[str, Decimal]] = {
    fold(word): Decimal(10) ** power
    for power, typed in {
        3: "هزار ألف آلاف ألفًا thousand k",
        6: "میلیون مليون ملايين مليونًا million millions m mn mio",
        9: "میلیارد بیلیون مليار مليارات مليارًا billion billions b bn",
        12: "تریلیون تريليون تريليونات trillion trillions t tn",
    }.items()
    for word in typed.split()
}

# A generic name typed without its country means the currency of its field, or else the one given here.
GENERIC_NAMES: Final[Mapping[str, str]] = {
    fold(word): fold(name)
    for name, typed in {
        "ریال": "ریال ريال rial riyal",
        "دینار": "دینار دينار دنانير dinar dinars",
        "درهم": "درهم دراهم dirham dirhams",
        "پوند": "پوند جنيه pound pounds",
        "لیر": "لیر ليرة lira",
        "دلار": "دلار دولار dollar dollars $",
        "روپیه": "روپیه روبية rupee rupees",
    }.items()
    for word in typed.split()
}


def _by_word() -> dict[str, Unit | Currency]:
    found: dict[str, Unit | Currency] = {}
    for unit in UNITS.values():
        found.update((fold(word), unit) for word in unit.typed)
    for currency in CURRENCIES.values():
        for word in currency.typed:
            found.setdefault(fold(word), currency)
    return found


BY_WORD: Final = _by_word()
