"""What can be found, and how it was proved that all of it can."""

from payvand.search.models.document import Document
from payvand.search.models.inspection import Inspection

__all__ = ["Document", "Inspection"]
