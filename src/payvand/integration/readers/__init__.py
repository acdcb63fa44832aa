"""Reads a table out of whatever file people hand over: separated text, spreadsheets, cards, JSON lines, Parquet."""

from payvand.integration.readers.files import FORMATS, open_table
from payvand.integration.readers.table import Cell, Examined, Line, Table, UnreadableFile, examine

__all__ = ["FORMATS", "Cell", "Examined", "Line", "Table", "UnreadableFile", "examine", "open_table"]
