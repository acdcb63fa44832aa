"""Turns a side that was kept with a document into a block in the document's language."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from payvand.culture.locale import Locale
from payvand.parties.models.location import COUNTRY, PROVINCE
from payvand.sales.printing.paper import Block

SAME = (
    "attention", "economic_number", "registration_number", "national_id", "county", "city", "postal_code", "phone",
    "fax", "email", "website",
)  # fmt: skip


def block_of(side: Mapping[str, str], locale: Locale) -> Block:
    """The block of a kept side: codes of places in words, the Latin name on an English document."""
    latin = side.get("name_latin", "") if locale.language == "en" else ""
    return Block(
        name=latin or side.get("name", ""),
        country=COUNTRY.text(side.get("country"), locale),
        province=PROVINCE.text(side.get("province"), locale),
        address=_address(side, locale),
        **{name: side.get(name, "") for name in SAME},
    )


def _address(side: Mapping[str, str], locale: Locale) -> str:
    with override(locale.language):
        plaque = _("No. %(number)s") % {"number": side["plaque"]} if side.get("plaque") else ""
        unit = _("unit %(number)s") % {"number": side["unit"]} if side.get("unit") else ""
    mark = ", " if locale.language == "en" else "، "
    return mark.join(
        part for part in (side.get("district", ""), side.get("street", ""), plaque, unit) if part
    )
