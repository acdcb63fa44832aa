"""Sorts of values that only sales knows."""

from payvand.sales.kinds.rows import Rows
from payvand.sales.kinds.sayad import SayadId

__all__ = ["Rows", "SayadId"]
