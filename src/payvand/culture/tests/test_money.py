"""Money as it is typed, shown and written out: never ten times too much."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from payvand.culture.currencies import CURRENCIES, UNITS
from payvand.culture.errors import Unreadable
from payvand.culture.locale import NEUTRAL, Locale, default_for
from payvand.culture.money import Money, format_money, in_words, parse_money, units_on

FA, AR, EN = default_for("fa"), default_for("ar"), default_for("en")
FA_RIAL = replace(FA, money_unit="rial")
THOUSANDS = replace(FA, money_unit="thousand_toman")


def rials(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="IRR")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("۲۵ میلیون تومان", "250000000"),
        ("25m", "250000000"),
        ("۱٫۵ میلیارد", "15000000000"),
        ("۲ میلیون و ۵۰۰ هزار تومان", "25000000"),
        ("۲ میلیون و ۵۰۰ هزار", "25000000"),
        ("۱۲ هزار میلیارد تومان", "120000000000000"),
        ("یک میلیون", "10000000"),
        ("نیم میلیون تومان", "5000000"),
        ("صد میلیون تومان", "1000000000"),
        ("بیست و پنج میلیون و سیصد هزار تومان", "253000000"),
        ("۱۲/۵ میلیون", "125000000"),
        ("12500", "125000"),
        ("۱۲٬۵۰۰٬۰۰۰ ریال", "12500000"),
        ("12,500,000 rials", "12500000"),
        ("IRR 12500", "12500"),
        ("12 500 000 ریال", "12500000"),
        ("۱۲٬۵۰۰ تومن", "125000"),
        ("-5 تومان", "-50"),
        ("(5,000 ریال)", "-5000"),
        ("منفی ۵ ریال", "-5"),
        ("1E+15 ریال", "1000000000000000"),
        ("1000000000000000 ریال", "1000000000000000"),
        ("25 thousand toman", "250000"),
        ("٥ آلاف تومان", "50000"),
    ],
)
def test_iranian_money_is_read_to_rials(text: str, amount: str) -> None:
    assert parse_money(text, FA) == rials(amount)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("USD 12.50", "12.5", "USD"),
        ("$12.50", "12.5", "USD"),
        ("12.50 €", "12.5", "EUR"),
        ("۵ هزار دلار", "5000", "USD"),
        ("100 دینار عراق", "100", "IQD"),
        ("100 دینار", "100", "IQD"),
        ("100 ر.س", "100", "SAR"),
        ("100 درهم إماراتي", "100", "AED"),
        ("25 MILLION usd", "25000000", "USD"),
    ],
)
def test_a_named_currency_overrides_the_fields(text: str, amount: str, currency: str) -> None:
    assert parse_money(text, FA) == Money(amount=Decimal(amount), currency=currency)


def test_a_bare_number_is_in_the_locales_unit() -> None:
    assert parse_money("25", NEUTRAL) == rials("25")
    assert parse_money("25", FA) == rials("250")
    assert parse_money("25", THOUSANDS) == rials("250000")
    assert parse_money("25", FA, "USD") == Money(amount=Decimal(25), currency="USD")


def test_a_scale_word_counts_in_toman_for_whoever_works_in_thousands_of_them() -> None:
    assert parse_money("۲۵ میلیون", THOUSANDS) == rials("250000000")
    assert parse_money("۲۵ میلیون", FA_RIAL) == rials("25000000")


def test_a_name_without_its_country_means_the_fields_currency() -> None:
    assert parse_money("100 ريال", AR, "SAR").currency == "SAR"
    assert parse_money("100 ريال", FA).currency == "IRR"
    assert parse_money("100 دينار", AR, "KWD").currency == "KWD"
    assert parse_money("$100", EN, "CAD").currency == "CAD"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "money.empty"),
        ("تومان", "money.unreadable"),
        ("abc", "money.unreadable"),
        ("5 تومان 3", "money.unreadable"),
        ("5 ریال دلار", "money.unreadable"),
        ("25 کیلو", "money.unreadable"),
        ("12 5", "money.unreadable"),
        ("5 پنج", "money.unreadable"),
        ("پنج بیست تومان", "money.unreadable"),
        ("12,5", "number.ambiguous"),
        ("9" * 25, "money.too_large"),
        ("1e30", "money.too_large"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_money(text, FA)

    assert refusal.value.code == code


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        assert abs(parse_money(text, FA).amount) < 10**18
    except Unreadable as refusal:
        assert refusal.code.split(".")[0] in {"money", "number"}


def test_the_label_is_always_there() -> None:
    money = rials("12500000")

    assert format_money(money, FA_RIAL) == "۱۲٬۵۰۰٬۰۰۰ ریال"
    assert format_money(money, FA) == "۱٬۲۵۰٬۰۰۰ تومان"
    assert format_money(money, FA, "million_toman") == "۱٫۲۵ میلیون تومان"
    assert format_money(money, AR) == "12,500,000 ريال إيراني"
    assert format_money(money, EN) == "12,500,000 Rial"
    assert format_money(Money(amount=Decimal("1234.5"), currency="USD"), EN) == "1,234.50 USD"
    assert format_money(Money(amount=Decimal("1234.5"), currency="USD"), FA) == "۱٬۲۳۴٫۵۰ دلار"
    assert format_money(Money(amount=Decimal("1.2345"), currency="USD"), EN) == "1.2345 USD"
    assert format_money(Money(amount=Decimal(5), currency="XTS"), EN) == "5 XTS"


@given(
    st.decimals(places=4, allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15),
    st.sampled_from([*CURRENCIES]),
    st.sampled_from([FA, FA_RIAL, THOUSANDS, AR, EN, NEUTRAL]),
)
def test_shown_money_is_read_back(amount: Decimal, currency: str, locale: Locale) -> None:
    money = Money(amount=amount, currency=currency)

    assert parse_money(format_money(money, locale), locale, currency) == money


def test_a_quadrillion_rials_survive_every_step() -> None:
    money = rials("1000000000000000")

    assert format_money(money, FA_RIAL) == "۱٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰ ریال"
    assert parse_money(format_money(money, FA), FA) == money
    assert in_words(money, FA_RIAL) == "یک هزار تریلیون ریال"
    assert in_words(money, FA) == "یکصد تریلیون تومان"
    assert in_words(money, EN) == "one quadrillion Rials"
    assert in_words(money, AR) == "كوادريليون ريال إيراني"


@pytest.mark.parametrize(
    ("amount", "fa", "ar"),
    [
        ("0", "صفر ریال", "صفر ريال إيراني"),
        ("1", "یک ریال", "ريال إيراني واحد"),
        ("2", "دو ریال", "ريالان إيرانيان"),
        ("3", "سه ریال", "ثلاثة ريالات إيرانية"),
        ("11", "یازده ریال", "أحد عشر ريالًا إيرانيًا"),
        ("100", "یکصد ریال", "مئة ريال إيراني"),
        ("103", "یکصد و سه ریال", "مئة وثلاثة ريالات إيرانية"),
        ("200", "دویست ریال", "مئتا ريال إيراني"),
        ("2000", "دو هزار ریال", "ألفا ريال إيراني"),
        ("2001", "دو هزار و یک ریال", "ألفا ريال إيراني وريال إيراني"),
        ("3000", "سه هزار ریال", "ثلاثة آلاف ريال إيراني"),
        ("11000", "یازده هزار ریال", "أحد عشر ألف ريال إيراني"),
        ("25000000", "بیست و پنج میلیون ریال", "خمسة وعشرون مليون ريال إيراني"),
        (
            "1234567",
            "یک میلیون و دویست و سی و چهار هزار و پانصد و شصت و هفت ریال",
            "مليون ومئتان وأربعة وثلاثون ألفًا وخمسمئة وسبعة وستون ريالًا إيرانيًا",
        ),
        ("-5", "منفی پنج ریال", "سالب خمسة ريالات إيرانية"),
    ],
)
def test_rials_in_words_agree_with_their_number(amount: str, fa: str, ar: str) -> None:
    assert in_words(rials(amount), FA_RIAL) == fa
    assert in_words(rials(amount), AR) == ar


def test_arabic_numbers_agree_with_a_feminine_noun() -> None:
    said = [in_words(Money(amount=Decimal(number), currency="TRY"), AR) for number in (1, 3, 8, 11, 12, 25)]

    assert said == [
        "ليرة تركية واحدة",
        "ثلاث ليرات تركية",
        "ثماني ليرات تركية",
        "إحدى عشرة ليرة تركية",
        "اثنتا عشرة ليرة تركية",
        "خمس وعشرون ليرة تركية",
    ]


def test_the_document_speaks_toman_where_no_rial_is_left_over() -> None:
    assert in_words(rials("250000000"), FA) == "بیست و پنج میلیون تومان"
    assert in_words(rials("12345"), FA) == "دوازده هزار و سیصد و چهل و پنج ریال"


def test_cents_are_said_and_odd_parts_rounded() -> None:
    assert in_words(Money(amount=Decimal("12.50"), currency="USD"), EN) == "twelve US dollars and fifty cents"
    assert in_words(Money(amount=Decimal("0.5"), currency="USD"), FA) == "پنجاه سنت"
    assert in_words(Money(amount=Decimal("1.999"), currency="USD"), EN) == "two US dollars"
    assert in_words(Money(amount=Decimal("2.005"), currency="KWD"), AR) == "ديناران كويتيان وخمسة فلوس"
    assert in_words(rials("0.4"), FA_RIAL) == "صفر ریال"


def test_words_need_a_known_currency() -> None:
    with pytest.raises(Unreadable):
        in_words(Money(amount=Decimal(1), currency="XTS"), EN)


@given(st.integers(0, 10**15))
def test_english_words_are_those_of_the_reference(number: int) -> None:
    said = in_words(rials(str(number)), NEUTRAL).rsplit(" ", 1)[0]

    assert said == num2words(number, lang="en")


def values(words: str, numbers: range) -> dict[str, int]:
    return dict(zip(words.split(" "), numbers, strict=True))


@given(st.integers(0, 10**15), st.sampled_from([FA, FA_RIAL]))
def test_an_amount_in_persian_words_is_read_back(number: int, locale: Locale) -> None:
    money = rials(str(number))

    assert parse_money(in_words(money, locale), locale) == money


PERSIAN_VALUES = (
    values("یک دو سه چهار پنج شش هفت هشت نه ده", range(1, 11))
    | values("یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده", range(11, 20))
    | values("بیست سی چهل پنجاه شصت هفتاد هشتاد نود", range(20, 100, 10))
    | values("یکصد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد", range(100, 1000, 100))
)
ARABIC_VALUES = (
    values("واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة", range(1, 11))
    | values("عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون", range(20, 100, 10))
    | values("مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة", range(100, 1000, 100))
    | {"أحد": 1, "اثنا": 2, "عشر": 10, "مئتا": 200, "ريالان": 2}
)
SCALES = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9, "تریلیون": 10**12}
ARABIC_SCALES = {
    "ألف": 10**3,
    "آلاف": 10**3,
    "مليون": 10**6,
    "ملايين": 10**6,
    "مليار": 10**9,
    "مليارات": 10**9,
}
ARABIC_SCALES |= {"تريليون": 10**12, "تريليونات": 10**12}


@given(st.integers(1, 10**15 - 1))
def test_persian_words_count_back_to_their_number(number: int) -> None:
    total, group = 0, 0

    for word in in_words(rials(str(number)), FA_RIAL).removesuffix(" ریال").split():
        if word in SCALES:
            total, group = total + group * SCALES[word], 0
        elif word != "و":
            group += PERSIAN_VALUES[word]

    assert total + group == number


@given(st.integers(3, 10**15 - 1))
def test_arabic_words_count_back_to_their_number(number: int) -> None:
    said = in_words(rials(str(number)), AR)
    total, group = 0, 0

    for spelled in said.split():
        word = spelled if spelled == "واحد" else spelled.removeprefix("و")
        scale = word.removesuffix("ًا").removesuffix("ان").removesuffix("ا")
        if word in ARABIC_VALUES:
            group += ARABIC_VALUES[word]
        elif scale in ARABIC_SCALES:
            dual = scale != word and not word.endswith("ًا")
            total, group = total + (2 if dual else group or 1) * ARABIC_SCALES[scale], 0
    leftover = 1 if said.endswith("وريال إيراني") else 0

    assert total + group + leftover == number


def test_the_unit_without_four_zeros_waits_for_its_first_day() -> None:
    assert {unit.name for unit in units_on(date(2025, 5, 26))} == {
        "rial",
        "toman",
        "thousand_toman",
        "million_toman",
        "million_rial",
    }
    assert UNITS["new_rial"].rials == 10_000
