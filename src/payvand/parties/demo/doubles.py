"""A few customers of the demo who were entered twice, as it happens, and the scan that finds them."""

from collections.abc import Sequence

from django.db import transaction

from payvand.duplicates.models import Pair, Rule, Scan
from payvand.duplicates.scanning import drive
from payvand.kernel.access import Actor
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.parties.commands.duplicate_rules import add_duplicate_rules
from payvand.parties.models import Channel, ContactPoint, Party

PEOPLE, COMPANIES = 4, 2


def fill_doubles(actor: Actor) -> None:
    """Enter some parties once more, and scan. Does nothing where that was done already."""
    add_duplicate_rules(actor=actor)
    if Pair.objects.exists():
        return
    doubles = [*_people(), *_companies()]
    if not Party.objects.filter(name__in=[values["name"] for values in doubles]).exists():
        with transaction.atomic():
            for values in doubles:
                create(named("parties.party"), values, actor=actor, allow_duplicate=True)
    for rule in Rule.objects.in_use():
        drive(Scan.objects.begin(rule, user_id=None))


def _people() -> list[dict[str, object]]:
    """People whose name was written the other way round, with the phone that they have, and less known of them."""
    known = Party.objects.people().exclude(family_name="").exclude(given_name="").order_by("id")
    found = []
    for person in known:
        phones = _values(person, Channel.PHONE)
        if phones:
            comma = ", " if person.family_name.isascii() else "، "
            name = f"{person.family_name}{comma}{person.given_name}"
            found.append({"name": name, "phones": phones[:1], "city": person.city})
        if len(found) == PEOPLE:
            break
    return found


def _companies() -> list[dict[str, object]]:
    """Companies under their full legal name, with the same website."""
    known = Party.objects.organisations().exclude(website="").filter(country="IR").order_by("id")[:COMPANIES]
    return [
        {
            "kind": "organisation",
            "name": f"{company.name} (سهامی خاص)",
            "website": company.website,
            "city": company.city,
        }
        for company in known
    ]


def _values(party: Party, channel: Channel) -> Sequence[str]:
    rows = ContactPoint.objects.filter(party=party, channel=channel, is_shared=False).order_by(
        "-is_primary", "id"
    )
    return list(rows.values_list("value", flat=True))
