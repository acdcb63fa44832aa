"""What the square code of a Saudi invoice holds: phase one of the tax authority's e-invoicing (tags 1 to 5)."""

from base64 import b64encode
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError

_CENTS: Final = Decimal("0.01")


def qr(*, seller: str, vat_number: str, issued_at: datetime, total: Decimal, tax: Decimal) -> str:
    """Tag, length in bytes and value of each, in base64. Raises DomainError where a value has over 255 bytes."""
    moment = issued_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = (seller, vat_number, moment, _amount(total), _amount(tax))
    return b64encode(b"".join(_field(tag, value) for tag, value in enumerate(values, start=1))).decode()


def _field(tag: int, value: str) -> bytes:
    content = value.encode()
    if len(content) > 255:
        raise DomainError("too_long", _("“%(text)s” is too long for the square code.") % {"text": value[:40]})
    return bytes((tag, len(content))) + content


def _amount(value: Decimal) -> str:
    return str(value.quantize(_CENTS, ROUND_HALF_UP))
