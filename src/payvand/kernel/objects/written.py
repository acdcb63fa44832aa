"""What a generic write tells an Object that has more to write with it, or reasons to refuse it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from payvand.kernel.models import Batch, Record

Did = Literal["created", "updated", "archived", "restored", "deleted"]


@dataclass(frozen=True, kw_only=True)
class Written:
    """A record that a generic write has just changed: what was done, and the canonical values before and after.

    A record that was made has None before each of its values; one that was put away, brought back or deleted has no
    changes.
    """

    record: Record
    did: Did
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


class Together(Protocol):
    """Called in the transaction of a write, behind its rows and facts (before the row of a delete goes).

    It is given all records of the write at once, one for each row of a set (two rows may have met in one record), and
    the batch of their facts where there is one. What it writes stands or falls with them; a DomainError undoes all.
    """

    def __call__(self, written: Sequence[Written], *, actor: Any, batch: Batch | None) -> None: ...


class Merged(Protocol):
    """Called in the transaction of a merge, and of its undo, behind all rows: `pks` are the kept record and the other.

    An app above sets right what it works out from the rows that moved: a balance, a count. It is called once more when
    nothing has changed, and then changes nothing.
    """

    def __call__(self, pks: Sequence[int], *, actor: Any) -> None: ...
