"""The tables of duplicates: rules, the keys by which pairs are found, the pairs, and scans of everything."""

from payvand.duplicates.models.key import Crowd, Key
from payvand.duplicates.models.pair import Pair, Verdict
from payvand.duplicates.models.rule import Rule
from payvand.duplicates.models.scan import Phase, Scan, State

__all__ = ["Crowd", "Key", "Pair", "Phase", "Rule", "Scan", "State", "Verdict"]
