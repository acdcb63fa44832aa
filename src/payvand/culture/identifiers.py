"""Identifiers that states and banks give, with their check digits. A wrong one is reported, never forbidden."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from stdnum import luhn
from stdnum.dz import nif
from stdnum.eg import tn as egyptian_tax
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.iso7064 import mod_97_10
from stdnum.ma import ice
from stdnum.tn import mf
from stdnum.tr import vkn

from payvand.culture.digits import to_ascii
from payvand.culture.errors import Unreadable, gettext_noop
from payvand.culture.iranian_banks import BANKS_BY_CARD_PREFIX, BANKS_BY_SHEBA_CODE


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """One sort of identifier. `fault` tells what is wrong with a normalised value, or None."""

    name: str
    country: str
    """ISO 3166 code; empty where the scheme belongs to no country."""
    label: str
    """English message id."""
    normalise: Callable[[str], str]
    fault: Callable[[str], Unreadable | None]

    def is_valid(self, value: str) -> bool:
        return self.fault(self.normalise(value)) is None


@dataclass(frozen=True, kw_only=True)
class Identifier:
    """A value in its scheme's form, whether it holds, and if not, why."""

    value: str
    valid: bool
    reason: Unreadable | None = None


def check(scheme: str, text: str) -> Identifier:
    """The identifier in a text. Raises only where the scheme is not known: a wrong value comes back, marked."""
    if scheme not in SCHEMES:
        raise Unreadable("identifier.unknown_scheme", text=scheme)
    known = SCHEMES[scheme]
    value = known.normalise(text)
    fault = known.fault(value)
    return Identifier(value=value, valid=fault is None, reason=fault)


def schemes_of(country: str) -> tuple[Scheme, ...]:
    """The schemes of a country and those of none."""
    return tuple(scheme for scheme in SCHEMES.values() if scheme.country in (country, ""))


def bank_of(value: str) -> str | None:
    """The Persian name of the bank of an Iranian card or Sheba number; None where it is not known."""
    value = _compact(value)
    if value.startswith("IR"):
        return BANKS_BY_SHEBA_CODE.get(value[4:7])
    return BANKS_BY_CARD_PREFIX.get(value[:6])


def _compact(text: str) -> str:
    """Letters and ASCII digits alone, in upper case."""
    return re.sub(r"[\W_]", "", to_ascii(text)).upper()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", to_ascii(text)) if re.search(r"\d", text) else _compact(text)


def _national_id(text: str) -> str:
    # Spreadsheets drop leading zeros; eight digits are the fewest that an issued number can be left with.
    digits = _digits(text)
    return digits.zfill(10) if len(digits) in (8, 9) else digits


def _sheba(text: str) -> str:
    value = _compact(text)
    return f"IR{value}" if len(value) == 24 and value.isdecimal() else value


def _only_digits(*lengths: int, start: str = "") -> Callable[[str], Unreadable | None]:
    def fault(value: str) -> Unreadable | None:
        if not re.fullmatch(rf"{start}[0-9]*", value):
            return Unreadable("identifier.format", text=value)
        if len(value) not in lengths:
            return Unreadable("identifier.length", expected="/".join(map(str, lengths)), found=len(value))
        return None

    return fault


def _checked(
    shape: Callable[[str], Unreadable | None], holds: Callable[[str], bool], repeats: bool = True
) -> Callable[[str], Unreadable | None]:
    """The shape first, then the check digit; without `repeats`, one digit repeated is refused as well."""

    def fault(value: str) -> Unreadable | None:
        wrong = shape(value)
        if wrong is None and not repeats and len(set(value)) == 1:
            wrong = Unreadable("identifier.repeated", text=value)
        if wrong is None and not holds(value):
            wrong = Unreadable("identifier.check_digit", text=value)
        return wrong

    return fault


def _by_library(validate: Callable[[str], str]) -> Callable[[str], Unreadable | None]:
    def fault(value: str) -> Unreadable | None:
        try:
            validate(value)
        except InvalidChecksum:
            return Unreadable("identifier.check_digit", text=value)
        except ValidationError:
            return Unreadable("identifier.format", text=value)
        return None

    return fault


def _national_id_holds(value: str) -> bool:
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(value[:9])) % 11
    return int(value[9]) == (rest if rest < 2 else 11 - rest)


_COMPANY_WEIGHTS: Final = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)


def _company_id_holds(value: str) -> bool:
    added = int(value[9]) + 2
    total = sum(
        (int(digit) + added) * weight for digit, weight in zip(value[:10], _COMPANY_WEIGHTS, strict=True)
    )
    return total % 11 % 10 == int(value[10])


def _economic_code(value: str) -> Unreadable | None:
    """Companies use their national id, people their own with four digits more, old codes have twelve."""
    wrong = _only_digits(11, 12, 14)(value)
    if wrong is None and len(value) == 11 and not _company_id_holds(value):
        return Unreadable("identifier.check_digit", text=value)
    return wrong


def _postal_code(value: str) -> Unreadable | None:
    wrong = _only_digits(10)(value)
    if wrong is None and (value[0] == "0" or len(set(value)) == 1):
        return Unreadable("identifier.format", text=value)
    return wrong


def _iban(value: str) -> Unreadable | None:
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", value):
        return Unreadable("identifier.format", text=value)
    if not mod_97_10.is_valid(value[4:] + value[:4]):
        return Unreadable("identifier.check_digit", text=value)
    return None


def _sheba_fault(value: str) -> Unreadable | None:
    if not value.startswith("IR") or not value[2:].isdecimal():
        return Unreadable("identifier.format", text=value)
    if len(value) != 26:
        return Unreadable("identifier.length", expected=24, found=len(value) - 2)
    return _iban(value)


def _luhn_holds(value: str) -> bool:
    return luhn.is_valid(value)


def _scheme(
    name: str,
    country: str,
    label: str,
    fault: Callable[[str], Unreadable | None],
    normalise: Callable[[str], str] = _digits,
) -> Scheme:
    return Scheme(name=name, country=country, label=label, normalise=normalise, fault=fault)


SCHEMES: Final[Mapping[str, Scheme]] = {
    scheme.name: scheme
    for scheme in (
        _scheme(
            "ir_national_id",
            "IR",
            gettext_noop("National id"),
            _checked(_only_digits(10), _national_id_holds, repeats=False),
            _national_id,
        ),
        _scheme(
            "ir_company_id",
            "IR",
            gettext_noop("Company national id"),
            _checked(_only_digits(11), _company_id_holds, repeats=False),
        ),
        _scheme("ir_economic_code", "IR", gettext_noop("Economic code"), _economic_code),
        _scheme("ir_registration", "IR", gettext_noop("Registration number"), _only_digits(*range(1, 11))),
        _scheme("ir_fida", "IR", gettext_noop("Foreigner's FIDA code"), _only_digits(*range(8, 17))),
        _scheme("ir_postal_code", "IR", gettext_noop("Postal code"), _postal_code),
        _scheme(
            "ir_card", "IR", gettext_noop("Bank card"), _checked(_only_digits(16), _luhn_holds, repeats=False)
        ),
        _scheme("ir_sheba", "IR", gettext_noop("Sheba number"), _sheba_fault, _sheba),
        _scheme("iban", "", gettext_noop("IBAN"), _iban, _compact),
        _scheme("sa_vat", "SA", gettext_noop("VAT number"), _only_digits(15, start="(?:3|$)")),
        _scheme(
            "sa_national_id",
            "SA",
            gettext_noop("National or residence id"),
            _checked(_only_digits(10, start="(?:[12]|$)"), _luhn_holds),
        ),
        _scheme("sa_registration", "SA", gettext_noop("Commercial registration"), _only_digits(10)),
        _scheme("ae_vat", "AE", gettext_noop("VAT number"), _only_digits(15)),
        _scheme("bh_vat", "BH", gettext_noop("VAT number"), _only_digits(15)),
        _scheme("om_vat", "OM", gettext_noop("VAT number"), _only_digits(10)),
        _scheme("eg_tax", "EG", gettext_noop("Tax number"), _by_library(egyptian_tax.validate)),
        _scheme("dz_tax", "DZ", gettext_noop("Tax number"), _by_library(nif.validate)),
        _scheme("tn_tax", "TN", gettext_noop("Tax number"), _by_library(mf.validate), _compact),
        _scheme("ma_ice", "MA", gettext_noop("Company id"), _by_library(ice.validate)),
        _scheme("tr_tax", "TR", gettext_noop("Tax number"), _by_library(vkn.validate)),
    )
}
