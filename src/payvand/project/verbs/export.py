"""`payvand export`: the records of an object, as a file; or the whole instance, as a folder."""

import argparse
from pathlib import Path

from payvand.integration.cli import misused, run_export, run_world
from payvand.integration.world import export_world


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to write, which rows and columns of it, and where."""
    parser.add_argument("object", metavar="OBJECT", nargs="?", help="what to write, such as parties.party")
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        nargs="?",
        help="a CSV, XLSX, JSONL, Parquet or vCard file; its ending says which",
    )
    parser.add_argument("--all", metavar="FOLDER", type=Path, help="write the whole instance into a folder")
    parser.add_argument("--where", metavar="QUERY", help="which records; all where not given")
    parser.add_argument("--columns", metavar="FIELDS", help="which fields, with commas")


def run(arguments: argparse.Namespace) -> int:
    """Write the file, or everything."""
    if arguments.all:
        return run_world(export_world, arguments.all)
    return run_export(arguments) if arguments.file else misused("payvand export OBJECT FILE | --all FOLDER")
