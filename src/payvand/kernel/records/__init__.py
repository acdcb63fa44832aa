"""Writing records: one at a time or as a set, always by the same kinds, rules and facts."""

from payvand.kernel.records.archive import archive_many, restore_many
from payvand.kernel.records.bin import bin_of, empty_bin, purge_bin
from payvand.kernel.records.bulk import Outcome, write_many
from payvand.kernel.records.everything import everything
from payvand.kernel.records.match import Watch, find_matches, provide_watch, suspects, watched
from payvand.kernel.records.merge import merge, merge_of, now_known_as, once_known_as, part
from payvand.kernel.records.removal import Removed, delete, remove_many
from payvand.kernel.records.returning import Back, restore_deleted, restore_deleted_many
from payvand.kernel.records.turning import Left
from payvand.kernel.records.undo import TakenBack, happened_since, held_now, still_holds, take_back
from payvand.kernel.records.values import current, shown
from payvand.kernel.records.write import archive, create, locked, restore, update

__all__ = [
    "Back",
    "Left",
    "Outcome",
    "Removed",
    "TakenBack",
    "Watch",
    "archive",
    "archive_many",
    "bin_of",
    "create",
    "current",
    "delete",
    "empty_bin",
    "everything",
    "find_matches",
    "happened_since",
    "held_now",
    "locked",
    "merge",
    "merge_of",
    "now_known_as",
    "once_known_as",
    "part",
    "provide_watch",
    "purge_bin",
    "remove_many",
    "restore",
    "restore_deleted",
    "restore_deleted_many",
    "restore_many",
    "shown",
    "still_holds",
    "suspects",
    "take_back",
    "update",
    "watched",
    "write_many",
]
