"""The tables of the register: parties, how they are reached, where they are, how they are related."""

from payvand.parties.models.address import Address
from payvand.parties.models.contact_point import KIND_OF, Channel, Consent, ContactPoint
from payvand.parties.models.identifier import Identifier
from payvand.parties.models.party import Gender, Language, Party, PartyKind, PreferredChannel, Source
from payvand.parties.models.relation import Relation, RelationKind, Role

__all__ = [
    "KIND_OF", "Address", "Channel", "Consent", "ContactPoint", "Gender", "Identifier", "Language", "Party",
    "PartyKind",
    "PreferredChannel", "Relation", "RelationKind", "Role", "Source",
]  # fmt: skip
