"""`payvand seed`: a large generated world, for measurements."""

import argparse
import sys

from payvand.project.seed import NotEmpty
from payvand.project.seed_deals import NoParties
from payvand.project.seed_world import fill
from payvand.project.verbs.serve import make_ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How large."""
    parser.add_argument(
        "--parties",
        type=int,
        default=10_000,
        help="how many parties, three of ten organisations; 0 adds none",
    )
    parser.add_argument("--opportunities", type=int, default=0, help="how many deals of these parties")
    parser.add_argument("--facts-per-party", type=int, default=10, help="how much happened to each of them")


def run(arguments: argparse.Namespace) -> int:
    """Fill the world, in an instance that is set up first where it was not."""
    failed = make_ready()
    if failed:
        return failed
    try:
        fill(
            parties=arguments.parties,
            opportunities=arguments.opportunities,
            facts_per_party=arguments.facts_per_party,
            say=say,
        )
    except (NotEmpty, NoParties) as error:
        print(f"payvand: {error}", file=sys.stderr)
        return 1
    return 0


def say(line: str) -> None:
    """Tell how far it is."""
    print(line, flush=True)
