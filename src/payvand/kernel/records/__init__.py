"""Writing records: one at a time or as a set, always by the same kinds, rules and facts."""

from payvand.kernel.records.archive import archive_many, restore_many
from payvand.kernel.records.bulk import Outcome, write_many
from payvand.kernel.records.match import Watch, find_matches, provide_watch, suspects, watched
from payvand.kernel.records.values import current, shown
from payvand.kernel.records.write import archive, create, delete, everything, locked, restore, update

__all__ = [
    "Outcome",
    "Watch",
    "archive",
    "archive_many",
    "create",
    "current",
    "delete",
    "everything",
    "find_matches",
    "locked",
    "provide_watch",
    "restore",
    "restore_many",
    "shown",
    "suspects",
    "update",
    "watched",
    "write_many",
]
