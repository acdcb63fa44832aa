"""`payvand duplicates evaluate`: how well pairs are found in files whose doubles are known. No database is asked.

One file is searched for doubles within itself; of two files each record of the one is looked for in the other.
"""

import csv
import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from django.utils.translation import gettext as _

from payvand.duplicates.pairing import Pair, link
from payvand.duplicates.plan import Plan, plan_of, read_comparisons
from payvand.kernel.errors import DomainError

Record = Mapping[str, str]
# A chain of pairs makes one group of records only where each of them is this certain.
CERTAIN, CERTAIN_CHAIN = 0.5, 0.9
# Headers by which a column is compared, in order; whatever is in none of them is left out.
COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("spelling", ("given_name", "first_name", "surname", "last_name", "family_name", "suburb", "city")),
    ("name", ("name", "full_name")),
    ("address", ("address_1", "address_2", "address", "street")),
    ("identifier", ("street_number", "postcode", "soc_sec_id", "national_id")),
    ("day", ("date_of_birth", "dob", "birth_day")),
    ("folded", ("state", "province")),
    ("email", ("email",)),
    ("phone", ("phone",)),
)
# Keys, as far as a file has their columns.
KEYS = (
    "soc_sec_id", "national_id", "email", "phone", "date_of_birth", "dob", "birth_day", "first_name", "given_name",
    "surname", "last_name", "city + dob/4", "email/5", "first_name/3 + surname/3", "given_name/3 + surname/3", "name",
    "address_1", "postcode + surname/3", "postcode + given_name/3",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Quality:
    """How the found pairs stand to the true ones."""

    found: int
    true: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What was found: pair by pair, and with the chains of certain pairs closed to groups."""

    records: int
    plan: Plan
    pairs: Quality
    groups: Quality


def evaluate(paths: Sequence[Path]) -> Evaluation:
    """Find the pairs of one file, or between two, and compare them with those that the files themselves tell."""
    files = [list(read(path)) for path in paths]
    if not 1 <= len(files) <= 2 or not all(files):
        raise DomainError("files", _("One file, or two of the same columns, each with at least one row."))
    records = [record for rows in files for record in rows]
    first = len(files[0]) if len(files) == 2 else 0
    plan = plan_for(records[0])
    truth = true_pairs(records)

    def may_meet(one: int, other: int) -> bool:
        return not first or (one < first) != (other < first)

    profiles = [plan.profile({name: (text,) for name, text in record.items()}) for record in records]
    shares, _weights = link(profiles, plan, may_meet)
    true = {pair for pair in truth if may_meet(*pair)}
    found = {pair for pair, share in shares.items() if share >= CERTAIN}
    grouped = closed(
        {pair for pair, share in shares.items() if share >= CERTAIN_CHAIN}, len(records), may_meet
    )
    return Evaluation(
        records=len(records), plan=plan, pairs=quality(found, true), groups=quality(grouped | found, true)
    )


def quality(found: set[Pair], true: set[Pair]) -> Quality:
    """Counted."""
    return Quality(found=len(found), true=len(true), right=len(found & true))


def read(path: Path) -> Iterator[Record]:
    """The rows of a CSV file, packed or not."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    for row in csv.DictReader(text.splitlines()):
        yield {name.strip(): (value or "").strip() for name, value in row.items() if name}


def plan_for(record: Record) -> Plan:
    """The comparisons and keys that the columns of a file allow. Raises DomainError where none is known."""
    chosen = [(name, likeness) for likeness, names in COLUMNS for name in names if name in record]
    names = {name for name, _likeness in chosen}
    keys = [key for key in KEYS if {part.strip().split("/")[0] for part in key.split("+")} <= names]
    return plan_of(list(read_comparisons(chosen)), keys)


def true_pairs(records: Sequence[Record]) -> set[Pair]:
    """The pairs of records of one entity: by `cluster`, or by the number in a Febrl `rec_id` (rec-223-dup-0)."""
    groups: dict[str, list[int]] = {}
    for index, record in enumerate(records):
        groups.setdefault(entity_of(record), []).append(index)
    return {pair for members in groups.values() for pair in combinations(members, 2)}


def entity_of(record: Record) -> str:
    """Who a record is about. Raises DomainError where the file does not say."""
    for name in ("cluster", "entity"):
        if record.get(name):
            return record[name]
    parts = record.get("rec_id", "").split("-")
    if len(parts) < 3:
        message = _(
            "The file does not say which records are one: a column “cluster”, or “rec_id” as Febrl has it."
        )
        raise DomainError("no_truth", message)
    return parts[1]


def closed(pairs: set[Pair], count: int, may_meet: Callable[[int, int], bool]) -> set[Pair]:
    """All pairs within the groups that chains of pairs make."""
    leader = list(range(count))

    def first(member: int) -> int:
        while leader[member] != member:
            leader[member] = leader[leader[member]]
            member = leader[member]
        return member

    for one, other in pairs:
        leader[first(one)] = first(other)
    groups: dict[int, list[int]] = {}
    for member in range(count):
        groups.setdefault(first(member), []).append(member)
    return {pair for members in groups.values() for pair in combinations(members, 2) if may_meet(*pair)}
