"""What the search commands say of an inspection."""

from collections.abc import Callable

from payvand.search.models import Inspection

SHOWN = 20
SAID_EVERY = 50_000


def line_of(found: Inspection) -> str:
    """Counts, checksum and what differed, in one line."""
    counts = f"{found.records:,} records, {found.documents:,} documents, checksum {found.index_sum:016x}"
    waiting = f", {found.waiting:,} on their way" if found.waiting else ""
    if not found.differing:
        return f"{found.object}: equal: {counts}{waiting}"
    ids = ", ".join(map(str, found.differing_ids[:SHOWN])) + (" …" if found.differing > SHOWN else "")
    verb = "mended" if found.mends else "differ"
    return f"{found.object}: {found.differing:,} {verb} ({ids}): {counts}{waiting}"


class Told:
    """Tells now and then how far an inspection is."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self.say = say
        self.told = 0

    def __call__(self, found: Inspection) -> None:
        if found.records - self.told >= SAID_EVERY:
            self.told = found.records
            self.say(f"  {found.object}: {found.records:,} of {found.total:,} looked at")
