"""The forms of single values that a database and an archive do not share."""

import json
import re
from decimal import Decimal
from typing import Any

import orjson

# Whole numbers past what 64 bits hold, which the fast reader would round.
HUGE = re.compile(r"\d{19}")


def json_text(text: str) -> str:
    """JSON text in the one form that both databases give: sorted keys, no spaces."""
    if HUGE.search(text):
        return json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return orjson.dumps(orjson.loads(text), option=orjson.OPT_SORT_KEYS).decode()


def decimal_text(value: Any, places: int) -> str:
    """A number with all its places."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return f"{number:.{places}f}"


def bare_decimal(text: str) -> str:
    """The same without zeros behind the point, which SQLite keeps exactly as an integer where it is one."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def full_moment(text: str) -> str:
    """A moment, or a time of day, with its microseconds."""
    return text if "." in text else f"{text}.000000"
