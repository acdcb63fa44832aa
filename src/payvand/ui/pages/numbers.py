"""Many record numbers as a short text that fits into an address: the distances between them, to base 36."""

from collections.abc import Iterable, Sequence

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST = 20_000


def packed(numbers: Iterable[int]) -> str:
    """The numbers, sorted: [10, 12, 48] becomes "a.2.10"."""
    parts, last = [], 0
    for number in sorted(set(numbers)):
        parts.append(_to_base_36(number - last))
        last = number
    return ".".join(parts)


def unpacked(text: str) -> Sequence[int]:
    """The numbers of a packed text. Raises ValueError for a text that is none."""
    if len(text) > LONGEST:
        raise ValueError("too many numbers")
    numbers, last = [], 0
    for part in text.split(".") if text else ():
        last += int(part, 36)
        if not 0 < last < 2**63:
            raise ValueError("no number of a record")
        numbers.append(last)
    return numbers


def _to_base_36(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text or "0"
