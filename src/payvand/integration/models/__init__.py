"""The tables of imports: the files that came in, the rows that did not, what was written, and mappings with a name."""

from payvand.integration.models.import_batch import ImportBatch, State
from payvand.integration.models.imported_row import ImportedRow
from payvand.integration.models.imported_set import ImportedSet, KeptRecord
from payvand.integration.models.mapping_template import MappingTemplate

__all__ = ["ImportBatch", "ImportedRow", "ImportedSet", "KeptRecord", "MappingTemplate", "State"]
