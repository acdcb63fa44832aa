"""The kind of a coordinate: degrees of latitude or longitude."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import Message
from payvand.kernel.kinds import JSON, Number


@dataclass(frozen=True, kw_only=True)
class Degrees(Number):
    """Degrees with six places, about a hand's breadth on the ground."""

    name: ClassVar[str] = "degrees"
    label: ClassVar[Message] = _("degrees")

    places: int = 6

    def load(self, columns: Sequence[object]) -> Decimal | None:
        """The value whatever the driver gave: a decimal number, or the float that SQLite keeps."""
        return None if columns[0] is None else Decimal(str(columns[0]))

    def to_json(self, value: Decimal | None) -> JSON:
        return None if value is None else f"{value.normalize():f}"

    def samples(self) -> tuple[Decimal, ...]:
        return (Decimal("35.6892"), Decimal("-51.389"))
