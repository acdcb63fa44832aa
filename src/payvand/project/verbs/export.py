"""`payvand export`: the records of an object, as a file."""

import argparse
from pathlib import Path

from payvand.integration.cli import run_export


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to write, which rows and columns of it, and where."""
    parser.add_argument("object", metavar="OBJECT", help="what to write, such as parties.party")
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="a CSV, XLSX or vCard file; its ending says which"
    )
    parser.add_argument("--where", metavar="QUERY", help="which records; all where not given")
    parser.add_argument("--columns", metavar="FIELDS", help="which fields, with commas")


def run(arguments: argparse.Namespace) -> int:
    """Write the file."""
    return run_export(arguments)
