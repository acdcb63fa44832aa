"""Fills the table of holidays from the public calendar of a country; an administrator corrects it afterwards."""

from django.utils.translation import gettext as _

from payvand.culture.holidays import seed_holidays
from payvand.kernel.access import Actor, require
from payvand.kernel.objects import named
from payvand.kernel.records import write_many

MATCH = [("region", "day", "name")]


def add_holidays(country: str, years: range, *, actor: Actor) -> int:
    """Add the public holidays of Gregorian years that are not in the table yet. Returns how many were added."""
    one = named("kernel.holiday")
    require(actor, "create", one)
    rows = [
        {"day": found.day, "name": found.name, "region": country, "estimated": found.estimated}
        for year in years
        for found in seed_holidays(country, year)
    ]
    outcomes, _batch = write_many(one, rows, actor=actor, match=MATCH, label=_("Public holidays"))
    return sum(outcome.did == "created" for outcome in outcomes)
