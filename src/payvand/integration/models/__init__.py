"""The tables of imports: the files that came in, and the rows that did not."""

from payvand.integration.models.import_batch import ImportBatch, State
from payvand.integration.models.imported_row import ImportedRow

__all__ = ["ImportBatch", "ImportedRow", "State"]
