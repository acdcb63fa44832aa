"""Countries, and the provinces and cities of Iran, each by its name in three languages. Data and pure look-ups."""

from payvand.parties.places.countries import COUNTRIES
from payvand.parties.places.iran import CITIES, PROVINCES
from payvand.parties.places.place import Gazetteer, Place

__all__ = ["CITIES", "COUNTRIES", "PROVINCES", "Gazetteer", "Place"]
