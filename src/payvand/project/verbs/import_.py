"""`payvand import`: records from a table, address cards or lines of JSON."""

import argparse
from pathlib import Path

from payvand.integration.cli import add_import_arguments, run_import


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to read, into what, and how columns become fields."""
    parser.add_argument("object", metavar="OBJECT", help="what the rows are, such as parties.party")
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="a CSV, XLSX, XLS, ODS, vCard, JSONL or Parquet file"
    )
    parser.add_argument(
        "--map", metavar="FILE", type=Path, help="which column is which field; else found out"
    )
    parser.add_argument(
        "--match", metavar="FIELDS", help="fields, with commas, by which a record that exists is found"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")
    add_import_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read the file."""
    return run_import(arguments)
