"""What may go wrong in a way that a person can mend. Every face (form, API, process) maps these and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Message = str | Promise


class DomainError(Exception):
    """A rule said no: a stable code, a sentence in the reader's language, and the field it concerns."""

    status = 422

    def __init__(self, code: str, message: Message, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """One thing wrong with one field; `field` is "" where it concerns the whole record."""

    field: str
    code: str
    message: Message


class Invalid(DomainError):
    """One or more fields could not be accepted. Nothing was changed."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        first = errors[0]
        super().__init__(first.code, first.message, first.field or None)
        self.errors = tuple(errors)

    def by_field(self) -> dict[str, list[Message]]:
        """The messages of each field, in the order in which they were found."""
        found: dict[str, list[Message]] = {}
        for error in self.errors:
            found.setdefault(error.field, []).append(error.message)
        return found


class Denied(DomainError):
    """The actor may not do this here."""

    status = 403


class Missing(DomainError):
    """No such record, or none that the actor may know of: the two are not told apart."""

    status = 404


class Conflict(DomainError):
    """Somebody else changed the record first. `theirs` holds the values that stand now."""

    status = 412

    def __init__(self, message: Message, theirs: Mapping[str, object]) -> None:
        super().__init__("lost_update", message)
        self.theirs = dict(theirs)


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one field says for (`bits` above 0) or against two records being one."""

    field: str
    label: Message
    text: Message
    bits: float


@dataclass(frozen=True, kw_only=True)
class Match:
    """A record that may be the same as the one being written, and the fields that say so.

    `score` is how certain that is in percent; 100 where the Object's own match keys are equal.
    """

    id: int
    title: str
    fields: tuple[str, ...]
    score: int = 100
    evidence: tuple[Line, ...] = ()


class DuplicateFound(DomainError):
    """A record with the same key exists; nothing was written. `matches` names the records."""

    status = 409

    def __init__(self, message: Message, matches: Sequence[Match]) -> None:
        super().__init__("duplicate", message)
        self.matches = tuple(matches)
