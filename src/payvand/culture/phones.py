"""Phone numbers: any spelling in, E.164 with extension and kind out; made for dirty cells and dirty caller ids."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult

from payvand.culture.digits import to_ascii
from payvand.culture.errors import Unreadable

Kind = Literal["mobile", "landline", "toll_free", "other", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Phone:
    """A number that can be dialled. `kind` is "unknown" where the number plan does not list it."""

    e164: str
    extension: str = ""
    kind: Kind = "unknown"


def parse_phone(text: str, region: str = "IR", area_code: str | None = None) -> Phone:
    """The phone in a text: +98…, 0098…, ۰۹۱۲…, bare 912…, «89326444-021», «۸۸۷۷۶۶۵۵ داخلی ۱۲».

    `region` is the country of numbers that name none; `area_code` that of local numbers. A number of a possible
    length that its number plan does not know is kept, as of unknown kind.
    """
    bare = to_ascii(text)
    if region == "IR" or bare.startswith(("+98", "0098")):
        plain = _IRANIAN.fullmatch(bare)
        if plain is not None:
            mobile, code, local = plain.groups()
            return Phone(e164=f"+98{mobile or code + local}", kind="mobile" if mobile else "landline")
    return _parse(bare, region, area_code)


def format_phone(e164: str, region: str = "IR") -> str:
    """The number as it is dialled in a region: «021-89326444» at home, «+98 21 8932 6444» abroad. ASCII digits.

    Show it inside a left-to-right isolate.
    """
    return _format(e164, region)


def candidates(text: str, region: str = "IR", area_code: str | None = None) -> tuple[str, ...]:
    """The E.164 numbers that a trunk's dirty caller id may stand for, likeliest first; often one, maybe none.

    Trunks drop the leading zero, prefix their own area code, or leave out the plus of the country code.
    """
    digits = re.sub(r"\D", "", to_ascii(text))
    spellings = [text, f"+{digits}", f"0{digits}", digits]
    if area_code and len(digits) <= _LOCAL:
        spellings.insert(0, f"{area_code}{digits}")
    if area_code and digits.startswith(area_code.lstrip("0")):
        spellings.append(digits.removeprefix(area_code.lstrip("0")))
    found: dict[str, None] = {}
    for spelling in spellings:
        try:
            phone = parse_phone(spelling, region, area_code)
        except Unreadable:
            continue
        if phone.kind != "unknown":
            found[phone.e164] = None
    return tuple(found)


def tail(text: str) -> str:
    """The last seven digits, to look numbers up by where the head was lost; empty where there are fewer."""
    digits = re.sub(r"\D", "", to_ascii(text))
    return digits[-7:] if len(digits) >= 7 else ""


def split_phones(text: str) -> tuple[str, ...]:
    """The single numbers of a cell that holds several, parted by commas, slashes, semicolons or lines."""
    parts = _SEPARATOR.split(text)
    if any(sum(character.isdecimal() for character in part) < _SHORTEST for part in parts if part.strip()):
        parts = _STRONG_SEPARATOR.split(text)
    return tuple(part.strip() for part in parts if part.strip())


def split_extension(text: str) -> tuple[str, str]:
    """A number in ASCII digits without its extension, and the extension or ""."""
    for pattern in (_EXTENSION, _EXTENSION_BEFORE):
        found = pattern.search(text)
        if found is not None:
            return f"{text[: found.start()]}{text[found.end() :]}".strip(), found[1]
    return text, ""


# The two spellings that nearly all Iranian numbers have, read without the library: it takes thirty times as long.
_IRANIAN: Final = re.compile(
    r"(?:\+98|0098|98|0)?(9[0-39][0-9]{8})"
    r"|(?:\+98|0098|0)(1[137]|2[13-68]|3[1458]|4[145]|5[1468]|6[16]|7[1467]|8[13467])-?([2-8][0-9]{7})"
)
_EXTENSION: Final = re.compile(
    r"[\s,،;()-]*(?:داخلی|داخلي|تحويلة|تحویله|داخل|extension|extn|ext|int|x|#)\s*[.:：]?\s*([0-9]{1,7})\s*\)?\s*$",
    re.IGNORECASE,
)
_EXTENSION_BEFORE: Final = re.compile(
    r"^\s*(?:داخلی|داخلي|تحويلة)\s*:?\s*([0-9]{1,6})\s*[-،,\s]\s*(?=[+0-9])"
)
# «89326444-021»: typed right to left, the area code lands last.
_AREA_CODE_LAST: Final = re.compile(r"([1-9][0-9]{3,7})\s*[-–_/ ]\s*(0[1-9][0-9]{1,2})")
# A trunk's own area code put before a caller's mobile number.
_AREA_CODE_BEFORE_MOBILE: Final = re.compile(r"0?[1-8][0-9](9[0-39][0-9]{8})")
_SEPARATOR: Final = re.compile(r"[,،;؛/|\n\r]+|\s+-\s+|\bو\b")
_STRONG_SEPARATOR: Final = re.compile(r"[،;؛|\n\r]+")
_NOISE: Final = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00a0\u00ad'\"]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SHORTEST: Final = 4
_LOCAL: Final = 8
_KINDS: Final[dict[int, Kind]] = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.UNKNOWN: "unknown",
}


@lru_cache(maxsize=4096)
def _parse(bare: str, region: str, area_code: str | None) -> Phone:
    text, bare = bare, _NOISE.sub("", bare).strip()
    bare, extension = split_extension(bare.removeprefix("tel:").removesuffix(".0"))
    bare = _in_order(bare, region, area_code)
    if not bare:
        raise Unreadable("phone.empty")
    if _LETTER.search(bare):
        raise Unreadable("phone.unreadable", text=text)
    try:
        number = phonenumbers.parse(bare, region)
    except NumberParseException as error:
        raise Unreadable(_REFUSALS.get(error.error_type, "phone.unreadable"), text=text) from None
    length = phonenumbers.is_possible_number_with_reason(number)
    if length != ValidationResult.IS_POSSIBLE:
        raise Unreadable(_WRONG_LENGTHS.get(length, "phone.wrong_length"), text=text)
    return Phone(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        extension=extension or number.extension or "",
        kind=_KINDS.get(phonenumbers.number_type(number), "other"),
    )


_REFUSALS: Final = {
    NumberParseException.TOO_SHORT_NSN: "phone.too_short",
    NumberParseException.TOO_SHORT_AFTER_IDD: "phone.too_short",
    NumberParseException.TOO_LONG: "phone.too_long",
}
_WRONG_LENGTHS: Final = {
    ValidationResult.TOO_SHORT: "phone.too_short",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "phone.too_short",
    ValidationResult.TOO_LONG: "phone.too_long",
}


def _in_order(bare: str, region: str, area_code: str | None) -> str:
    """The number with its area code in front, whichever way it was typed."""
    last = _AREA_CODE_LAST.fullmatch(bare)
    if last is not None:
        return last[2] + last[1]
    digits = re.sub(r"[\s().-]", "", bare)
    if region == "IR":
        behind_area_code = _AREA_CODE_BEFORE_MOBILE.fullmatch(digits)
        if behind_area_code is not None:
            return f"0{behind_area_code[1]}"
    if area_code and digits.isdecimal() and digits[0] != "0" and _SHORTEST <= len(digits) <= _LOCAL:
        return area_code + digits
    return bare


@lru_cache(maxsize=16384)
def _format(e164: str, region: str) -> str:
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return e164
    if phonenumbers.region_code_for_country_code(number.country_code or 0) != region:
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    shown = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    if region == "IR" and phonenumbers.number_type(number) == PhoneNumberType.FIXED_LINE:
        head, _, rest = shown.partition(" ")
        return f"{head}-{rest.replace(' ', '')}"
    return shown
