"""A seal on what was issued or signed: its head cannot be changed unseen, for every write asks for the seal."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.kinds.number import plain
from payvand.kernel.models import Watched


class Sealed(Watched):
    """A record whose columns of `HEAD` stay as they are once it is sealed. Its `settle` calls `keep_seal`.

    The number of the customer is no part of the head: a merge turns it to the record that is kept, while the paper says
    whom it was written for. Nobody else changes what is watched.
    """

    seal = models.CharField(max_length=64, blank=True, default="", editable=False)

    HEAD: ClassVar[tuple[str, ...]] = ()
    WATCHED = ("party_id", "contact_id")

    class Meta:
        abstract = True

    @property
    def is_sealed(self) -> bool:
        return bool(self.seal)

    def keep_seal(self) -> None:
        """Raise DomainError where a sealed head is not what it was."""
        is_another = any(getattr(self, name) != value for name, value in self.as_read.items())
        if self.seal and (is_another or self.seal != digest(self.head())):
            raise DomainError("sealed", _("This document was issued and is not changed any more."))

    def seal_head(self) -> None:
        """Let nobody change the head from now on."""
        self.seal = digest(self.head())

    def break_seal(self) -> None:
        """Let the head be changed again: where a document that nobody has seen yet is taken back."""
        self.seal = ""

    def head(self) -> dict[str, object]:
        """The head as JSON, the same for the same values on every database."""
        return {name: canonical(getattr(self, name)) for name in self.HEAD}


def canonical(value: object) -> object:
    """A value of a column as JSON that does not depend on how a database gives it back."""
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value


def digest(content: object) -> str:
    """SHA-256 over JSON with sorted keys, no white space and letters as they are."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
