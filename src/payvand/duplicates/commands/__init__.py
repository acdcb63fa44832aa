"""What may be done about duplicates beside the generic writes."""

from payvand.duplicates.commands.pair import dismiss, reopen
from payvand.duplicates.commands.rule import scan_now

__all__ = ["dismiss", "reopen", "scan_now"]
