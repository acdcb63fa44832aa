"""The rules by which doubles are found in a new instance; administrators change them afterwards."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as translate
from django.utils.translation import override

from payvand.duplicates.models import Rule
from payvand.kernel.access import Actor, company_settings
from payvand.kernel.objects import named
from payvand.kernel.records import create

PARTY = "parties.party"
PERSON = {
    "within": "kind is person",
    "comparisons": """name: name
birth_day: day
phones: phone
emails: email
identifiers: identifier
organisation: exact
city: folded
street: address""",
    "keys": """phones
emails
identifiers
name + birth_day
name + organisation
name + city
birth_day + city
name""",
}
ORGANISATION = {
    "within": "kind is organisation",
    "comparisons": """name: company
phones: phone
emails: email
identifiers: identifier
website: spelling
city: folded
street: address""",
    "keys": """phones
emails
identifiers
website
name + city
name""",
}


def add_duplicate_rules(*, actor: Actor) -> int:
    """Write the rules for persons and organisations into an instance that has none for parties, archived ones
    included. Returns how many were added.
    """
    if Rule.objects.filter(object=PARTY).exists():
        return 0
    with override(company_settings().language), transaction.atomic():
        rules: Mapping[str, Mapping[str, str]] = {
            translate("Persons"): PERSON,
            translate("Organisations"): ORGANISATION,
        }
        for name, values in rules.items():
            create(named("duplicates.rule"), {"name": name, "object": PARTY, **values}, actor=actor)
    return len(rules)
