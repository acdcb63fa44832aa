"""What may be done to a party beside writing its fields."""

from payvand.parties.commands.contact_point import (
    give_consent,
    mark_shared,
    set_primary_contact,
    verify_contact,
    withdraw_consent,
)  # fmt: skip
from payvand.parties.commands.lifecycle import (
    mark_lost,
    note_contact,
    note_purchase,
    take_up,
    update_lifecycle,
)
from payvand.parties.commands.ownership import change_owner
from payvand.parties.commands.relation import end_relation, relate

__all__ = [
    "change_owner", "end_relation", "give_consent", "mark_lost", "mark_shared", "note_contact", "note_purchase",
    "relate", "set_primary_contact", "take_up", "update_lifecycle", "verify_contact", "withdraw_consent",
]  # fmt: skip
