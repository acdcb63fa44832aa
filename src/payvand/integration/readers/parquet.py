"""Reads Parquet, whose columns know their types already."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from django.utils.translation import gettext_lazy as _
from pyarrow import parquet

from payvand.integration.readers.lines import cell_of
from payvand.integration.readers.table import (
    Line,
    UnreadableFile,
    named_once,
)  # fmt: skip


class ParquetTable:
    """A Parquet file, read in the groups of rows that it is made of."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.headers = named_once(parquet.read_schema(path).names)
        except (pa.ArrowException, OSError):
            raise UnreadableFile("broken_parquet", _("This Parquet file is damaged.")) from None

    def lines(self) -> Iterator[Line]:
        number = 0
        try:
            with parquet.ParquetFile(self.path) as file:
                for batch in file.iter_batches(batch_size=4096):
                    for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                        number += 1
                        yield Line(number, [cell_of(cell) for cell in cells])
        except (pa.ArrowException, OSError):
            raise UnreadableFile("broken_parquet", _("This Parquet file is damaged.")) from None
