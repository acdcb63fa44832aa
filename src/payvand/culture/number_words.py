"""Whole numbers in words, in Persian, Arabic and English, and the noun that they count, in agreement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from persiantools.digits import to_word

from payvand.culture.folding import fold
from payvand.culture.locale import Language


@dataclass(frozen=True, kw_only=True)
class Noun:
    """What is counted: a Persian form, English singular and plural, four Arabic forms.

    The Arabic forms are those of one (and of hundreds), two, three to ten, and eleven to ninety-nine.
    """

    fa: str
    en: tuple[str, str]
    ar: tuple[str, str, str, str]
    feminine: bool = False


def count(number: int, noun: Noun, language: Language) -> str:
    """«بیست و پنج میلیون ریال», «ثلاثة دنانير», "one dollar". `number` is not negative and below 10^18."""
    if language == "ar":
        return _count_arabic(number, noun)
    if language == "fa":
        return f"{_persian(number)} {noun.fa}"
    return f"{_english(number)} {noun.en[number != 1]}"


def _persian(number: int) -> str:
    # The library ends below 10^15; a Persian trillion is 10^12 and thousands of it are said so.
    high, low = divmod(number, 10**12)
    if high < 1000:
        return to_word(number)
    return f"{to_word(high)} تریلیون" + (f" و {to_word(low)}" if low else "")


def _values(words: str, numbers: range) -> dict[str, int]:
    return {fold(word): number for word, number in zip(words.split(), numbers, strict=True)}


PERSIAN_VALUES: Final[Mapping[str, int]] = (
    _values("یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده", range(11, 20))
    | _values("بیست سی چهل پنجاه شصت هفتاد هشتاد نود", range(20, 100, 10))
    | _values("صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد", range(100, 1000, 100))
    | {"صفر": 0, "یکصد": 100}
)
"""What the words for nought, eleven and more are worth, folded; they add up: «بیست و پنج»."""

_ENGLISH_ONES: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ENGLISH_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_SCALES: Final = ("", " thousand", " million", " billion", " trillion", " quadrillion")


def _english(number: int) -> str:
    if number == 0:
        return _ENGLISH_ONES[0]
    parts = []
    for scale in range(len(_ENGLISH_SCALES) - 1, -1, -1):
        group = number // 1000**scale % 1000
        if group:
            parts.append(_english_group(group, last=scale == 0 and number > 1000) + _ENGLISH_SCALES[scale])
    return ", ".join(parts).replace(", and ", " and ")


def _english_group(group: int, last: bool) -> str:
    hundreds, rest = divmod(group, 100)
    words = []
    if hundreds:
        words.append(f"{_ENGLISH_ONES[hundreds]} hundred")
    if rest:
        tens, ones = divmod(rest, 10)
        below = (
            _ENGLISH_ONES[rest]
            if rest < 20
            else _ENGLISH_TENS[tens - 2] + (f"-{_ENGLISH_ONES[ones]}" if ones else "")
        )
        words.append(f"and {below}" if hundreds or last else below)
    return " ".join(words)


_ARABIC_ONES: Final = ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_ARABIC_ONES_FEMININE: Final = (
    "",
    "واحدة",
    "اثنتان",
    "ثلاث",
    "أربع",
    "خمس",
    "ست",
    "سبع",
    "ثمان",
    "تسع",
    "عشر",
)
_ARABIC_TENS: Final = ("عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
_ARABIC_HUNDREDS: Final = (
    *("", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة"),
    *("ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"),
)
_ARABIC_SCALES: Final = (
    Noun(fa="", en=("", ""), ar=("ألف", "ألفان", "آلاف", "ألفًا")),
    Noun(fa="", en=("", ""), ar=("مليون", "مليونان", "ملايين", "مليونًا")),
    Noun(fa="", en=("", ""), ar=("مليار", "ملياران", "مليارات", "مليارًا")),
    Noun(fa="", en=("", ""), ar=("تريليون", "تريليونان", "تريليونات", "تريليونًا")),
    Noun(fa="", en=("", ""), ar=("كوادريليون", "كوادريليونان", "كوادريليونات", "كوادريليونًا")),
)
_ARABIC_AND: Final = " و"


def _count_arabic(number: int, noun: Noun) -> str:
    """The number and its noun. The last part of the number decides the noun's case and number."""
    one = noun.ar[0]
    if number == 0:
        return f"صفر {one}"
    if number == 1:
        return f"{one} {'واحدة' if noun.feminine else 'واحد'}"
    groups = []
    for scale in range(len(_ARABIC_SCALES), 0, -1):
        group = number // 1000**scale % 1000
        if group:
            groups.append(_arabic_group(group, _ARABIC_SCALES[scale - 1]))
    rest = number % 1000
    if rest > 2 or not groups:
        return _ARABIC_AND.join([*groups, _arabic_group(rest, noun)])
    # The noun follows the scale, which then loses the nun of its dual; a one or two left over repeats it.
    groups[-1] = f"{_construct(groups[-1])} {one}"
    return _ARABIC_AND.join([*groups, _arabic_group(rest, noun)] if rest else groups)


def _arabic_group(group: int, noun: Noun) -> str:
    """One to 999 of a noun."""
    one, two, few, many = noun.ar
    hundreds, rest = divmod(group, 100)
    head = _ARABIC_HUNDREDS[hundreds]
    if rest == 0:
        return f"{_construct(head)} {one}"
    prefix = f"{head}{_ARABIC_AND}" if hundreds else ""
    if rest <= 2:
        alone = one if rest == 1 else two
        return f"{_construct(head)} {one}{_ARABIC_AND}{alone}" if hundreds else alone
    return f"{prefix}{_arabic_below_hundred(rest, noun.feminine)} {few if rest <= 10 else many}"


def _arabic_below_hundred(rest: int, feminine: bool) -> str:
    ones = _ARABIC_ONES_FEMININE if feminine else _ARABIC_ONES
    if rest <= 10:
        return "ثماني" if feminine and rest == 8 else ones[rest]
    if rest == 11:
        return "إحدى عشرة" if feminine else "أحد عشر"
    if rest == 12:
        return "اثنتا عشرة" if feminine else "اثنا عشر"
    if rest < 20:
        unit = "ثماني" if feminine and rest == 18 else ones[rest - 10]
        return f"{unit} {'عشرة' if feminine else 'عشر'}"
    tens, unit_number = divmod(rest, 10)
    name = _ARABIC_TENS[tens - 2]
    return f"{ones[unit_number]}{_ARABIC_AND}{name}" if unit_number else name


def _construct(words: str) -> str:
    """The last word as it stands before its noun: «ألفان» as «ألفا», «ألفًا» as «ألف»."""
    if words.endswith("ان"):
        return words[:-1]
    return words.removesuffix("ًا")
