"""The kinds of value that only parties have: places, coordinates, handles, official numbers, years."""

from payvand.parties.kinds.degrees import Degrees
from payvand.parties.kinds.handle import MESSENGERS, SOCIAL, Handle
from payvand.parties.kinds.official_number import OTHER, OfficialNumber, scheme_label
from payvand.parties.kinds.place_name import PlaceName
from payvand.parties.kinds.year import Year

__all__ = [
    "MESSENGERS",
    "OTHER",
    "SOCIAL",
    "Degrees",
    "Handle",
    "OfficialNumber",
    "PlaceName",
    "Year",
    "scheme_label",
]
