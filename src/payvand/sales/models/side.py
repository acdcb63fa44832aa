"""A side of a document as it was on the day of issue: names, official numbers, address, as columns without words.

Countries and provinces stay codes, so that the document can be printed in any language later.
"""

from collections.abc import Mapping

from payvand.parties.models import Channel, Party

Side = dict[str, str]

# Which official number of a party stands where on a document, the first one that it has.
NUMBERS: Mapping[str, tuple[str, ...]] = {
    "economic_number": (
        "ir_economic_code", "sa_vat", "ae_vat", "bh_vat", "om_vat", "eg_tax", "dz_tax", "tn_tax", "tr_tax",
    ),
    "registration_number": ("ir_registration", "sa_registration"),
    "national_id": ("ir_company_id", "ir_national_id", "ir_fida", "sa_national_id", "ma_ice"),
}  # fmt: skip
PLACE = ("country", "province", "county", "city", "district", "street", "plaque", "unit", "postal_code")


def side_of(party: Party, attention: Party | None = None) -> Side:
    """Who stands on a document. Two queries."""
    numbers = {one.scheme: one.number for one in party.identifiers.order_by("-id")}
    points = party.contact_points.filter(channel__in=(Channel.PHONE, Channel.EMAIL)).order_by(
        "is_primary", "-id"
    )
    reached = {point.channel: point.value for point in points}
    side = {
        "name": party.name,
        "name_latin": party.name_latin,
        "attention": attention.name if attention is not None else "",
        "phone": reached.get(Channel.PHONE, ""),
        "email": reached.get(Channel.EMAIL, ""),
        "website": party.website,
        **{name: getattr(party, name) for name in PLACE},
        **{name: first_of(schemes, numbers) for name, schemes in NUMBERS.items()},
    }
    return {name: value for name, value in side.items() if value}


def first_of(schemes: tuple[str, ...], numbers: Mapping[str, str]) -> str:
    """The number of the first scheme that is there."""
    return next((numbers[scheme] for scheme in schemes if scheme in numbers), "")
