"""What may be done about duplicates beside the generic writes."""

from payvand.duplicates.commands.pair import dismiss, merge_pair, reopen
from payvand.duplicates.commands.rule import scan_now

__all__ = ["dismiss", "merge_pair", "reopen", "scan_now"]
