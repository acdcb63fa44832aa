"""Writing records: one at a time or as a set, always by the same kinds, rules and facts."""

from payvand.kernel.records.archive import archive_many, restore_many
from payvand.kernel.records.bulk import Outcome, write_many
from payvand.kernel.records.match import find_matches, suspects
from payvand.kernel.records.values import current, shown
from payvand.kernel.records.write import archive, create, delete, everything, locked, restore, update

__all__ = [
    "Outcome",
    "archive",
    "archive_many",
    "create",
    "current",
    "delete",
    "everything",
    "find_matches",
    "locked",
    "restore",
    "restore_many",
    "shown",
    "suspects",
    "update",
    "write_many",
]
