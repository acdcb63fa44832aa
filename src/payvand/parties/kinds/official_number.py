"""The kind of a number that a state or a bank gave, kept as "scheme:number"; a wrong one is told, never refused."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payvand.culture.folding import fold
from payvand.culture.identifiers import SCHEMES, check
from payvand.culture.locale import Locale
from payvand.kernel.errors import Message
from payvand.kernel.kinds import JSON, Choice, Code, Option, Unacceptable
from payvand.kernel.kinds.kind import escape, ltr

OTHER = "other"
# The badge of a number that does not hold.
DOUBT = Choice(options=(Option(value="doubtful", label=_("doubtful"), tone="orange"),))
# What a bare number may be, told by its shape and its check digit alone.
BY_SHAPE = ("ir_national_id", "ir_company_id", "ir_sheba", "ir_card", "iban")
# How forms and spreadsheets call the schemes, beside their labels.
CALLED = {
    "ir_national_id": ("کد ملی", "شماره ملی", "کدملی", "رقم الهوية الوطنية", "national code", "melli code"),
    "ir_company_id": ("شناسه ملی", "شناسه ملی شرکت", "شناسهٔ ملی"),
    "ir_economic_code": ("کد اقتصادی", "شماره اقتصادی", "الرقم الاقتصادي", "economic number"),
    "ir_registration": ("شماره ثبت", "ش ثبت", "رقم التسجيل"),
    "ir_fida": ("کد فراگیر", "کد اتباع", "فیدا"),
    "ir_card": ("شماره کارت", "کارت بانکی"),
    "ir_sheba": ("شبا", "شماره شبا", "sheba", "shaba"),
    "iban": ("آیبان", "الآيبان"),
    "sa_vat": ("الرقم الضريبي", "vat"),
    "sa_registration": ("السجل التجاري", "cr number"),
}


def scheme_label(scheme: str) -> str:
    """What a scheme is called in the language that is active."""
    return gettext(SCHEMES[scheme].label) if scheme in SCHEMES else gettext("Other number")


def scheme_named(word: str) -> str | None:
    """The scheme that a word means, in any of our languages."""
    sought = fold(word)
    return _schemes_by_name().get(sought) or next(
        (name for name in SCHEMES if fold(scheme_label(name)) == sought), None
    )


@lru_cache(maxsize=1)
def _schemes_by_name() -> dict[str, str]:
    spelled = {fold(word): name for name, words in CALLED.items() for word in words}
    return (
        spelled
        | {fold(name): name for name in (*SCHEMES, OTHER)}
        | {fold(s.label): n for n, s in SCHEMES.items()}
    )


def fault_of(value: str) -> str:
    """Why a canonical value does not hold, as a code; "" where it does or nobody can tell."""
    scheme, _mark, number = value.partition(":")
    if scheme not in SCHEMES:
        return ""
    reason = check(scheme, number).reason
    return reason.code if reason else ""


@dataclass(frozen=True, kw_only=True)
class OfficialNumber(Code):
    """A number of a scheme, written as «کد ملی: ۰۰۱۲۳۴۵۶۷۹»; a bare one is told by its shape, or is of another sort."""

    name: ClassVar[str] = "official_number"
    label: ClassVar[Message] = _("official number")
    operators: ClassVar[tuple[str, ...]] = ("contains", *Code.operators)

    max_length: int | None = 80

    def tidy(self, text: str, locale: Locale) -> str:
        plain = super().tidy(text, locale)
        word, mark, number = plain.rpartition(":")
        if not mark:
            return self._by_shape(plain)
        scheme = scheme_named(word)
        if scheme is None:
            known = ", ".join(SCHEMES)
            raise Unacceptable(
                "unknown_scheme",
                _("Nobody knows this sort of number. There are: %(known)s.") % {"known": known},
            )
        return self._canonical(scheme, number)

    def _by_shape(self, number: str) -> str:
        scheme = next((name for name in BY_SHAPE if check(name, number).valid), OTHER)
        return self._canonical(scheme, number)

    def _canonical(self, scheme: str, number: str) -> str:
        value = check(scheme, number).value if scheme in SCHEMES else number.strip()
        if not value:
            raise Unacceptable("required", _("A value is needed here."))
        return f"{scheme}:{value}"

    def operand(self, raw: object, operator: str, locale: Locale) -> JSON:
        if operator in ("contains", "starts"):
            return Code().tidy(str(raw), locale)
        return super().operand(raw, operator, locale)

    def text(self, value: str | None, locale: Locale) -> str:
        scheme, _mark, number = (value or "").partition(":")
        return f"{scheme_label(scheme)}: {number}" if number else ""

    def html(self, value: str | None, locale: Locale) -> str:
        scheme, _mark, number = (value or "").partition(":")
        if not number:
            return ""
        doubt = DOUBT.html("doubtful", locale) if fault_of(value or "") else ""
        return f"{escape(scheme_label(scheme))}: {ltr(number)} {doubt}".rstrip()

    def input(self, value: str | None, locale: Locale) -> str:
        return value or ""

    def search_text(self, value: str | None) -> str:
        return (value or "").partition(":")[2]

    def samples(self) -> tuple[str, ...]:
        return ("ir_national_id:0012345679", "other:A-7788")
