"""`payvand import`: records from a table, address cards or lines of JSON; or a whole instance from its export."""

import argparse
from pathlib import Path

from django.core.management import call_command

from payvand.integration.cli import add_import_arguments, misused, run_import, run_world
from payvand.integration.world import import_world


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to read, into what, and how columns become fields."""
    parser.add_argument(
        "object", metavar="OBJECT", nargs="?", help="what the rows are, such as parties.party"
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        nargs="?",
        help="a CSV, XLSX, XLS, ODS, vCard, JSONL or Parquet file",
    )
    parser.add_argument(
        "--all", metavar="FOLDER", type=Path, help="read a whole export into an empty instance"
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
    """Read the file, or everything, whose search index is then made anew."""
    if arguments.all:
        failed = run_world(import_world, arguments.all)
        if not failed:
            call_command("search_rebuild")
        return failed
    return run_import(arguments) if arguments.file else misused("payvand import OBJECT FILE | --all FOLDER")
