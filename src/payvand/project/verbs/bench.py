"""`payvand bench`: figures for every row of the performance contract, each beside its floor."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from payvand.project.bench import NotSeeded, as_json
from payvand.project.bench import run as measure
from payvand.project.bench_deals import boards, measures
from payvand.project.bench_rows import ROWS as OF_PARTIES
from payvand.project.bench_serving import serving
from payvand.project.serving import verb

# The reading rows come first: those that write leave more than there was.
ROWS = {"serving": serving, "boards": boards, "measures": measures, **OF_PARTIES}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to measure."""
    parser.add_argument("only", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; else all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument(
        "--parties",
        type=int,
        metavar="N",
        help="first seed N parties and N deals in a folder of their own, which is removed at the end",
    )


def run(arguments: argparse.Namespace) -> int:
    """Measure, and print a table in Markdown."""
    if arguments.parties:
        return in_a_world_of_its_own(arguments)
    began = time.monotonic()
    try:
        figures = measure([ROWS[name] for name in arguments.only or ROWS], say)
    except (NotSeeded, KeyError) as error:
        print(f"payvand: {error}", file=sys.stderr)
        return 1
    if arguments.json:
        arguments.json.write_bytes(as_json(figures, time.monotonic() - began))
    return 0


def in_a_world_of_its_own(arguments: argparse.Namespace) -> int:
    """Set up, seed and measure an instance in a new folder. The database of DATABASE_URL must be without parties."""
    size = str(arguments.parties)
    more = ["--json", str(arguments.json.resolve())] if arguments.json else []
    steps = (
        ["setup"],
        ["seed", "--parties", size, "--opportunities", size],
        ["bench", *arguments.only, *more],
    )
    with tempfile.TemporaryDirectory(prefix="payvand-bench-") as folder:
        for step in steps:
            began = time.monotonic()
            done = subprocess.run(verb(*step), env={**os.environ, "PAYVAND_HOME": folder}, check=False)
            say(f"{step[0]}: {time.monotonic() - began:.0f} s")
            if done.returncode:
                return done.returncode
    return 0


def say(line: str) -> None:
    """Show a line at once."""
    print(line, flush=True)
