"""`payvand bench`: figures for every row of the performance contract, each beside its floor."""

import argparse
import sys

from payvand.project.bench import NotSeeded
from payvand.project.bench import run as measure
from payvand.project.bench_deals import boards
from payvand.project.bench_rows import ROWS as OF_PARTIES

ROWS = {**OF_PARTIES, "boards": boards}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to measure."""
    parser.add_argument("only", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; else all")


def run(arguments: argparse.Namespace) -> int:
    """Measure, and print a table in Markdown."""
    try:
        measure([ROWS[name] for name in arguments.only or ROWS], say)
    except (NotSeeded, KeyError) as error:
        print(f"payvand: {error}", file=sys.stderr)
        return 1
    return 0


def say(line: str) -> None:
    """Show a line at once."""
    print(line, flush=True)
