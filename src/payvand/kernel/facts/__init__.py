"""Facts: what happened, told once, in the same transaction as the change."""

from payvand.kernel.facts.catalogue import (
    FACTS,
    SUBSCRIBERS,
    FactType,
    RecordArchived,
    RecordCreated,
    RecordDeleted,
    RecordMerged,
    RecordParted,
    RecordRestored,
    RecordUpdated,
    Subscriber,
    fact,
    on,
    subscribers_of,
)  # fmt: skip
from payvand.kernel.facts.write import announce, party_of, record, record_about, record_many

__all__ = [
    "FACTS", "SUBSCRIBERS", "FactType", "RecordArchived", "RecordCreated", "RecordDeleted", "RecordMerged",
    "RecordParted", "RecordRestored", "RecordUpdated", "Subscriber", "announce", "fact", "on", "party_of", "record",
    "record_about", "record_many", "subscribers_of",
]  # fmt: skip
