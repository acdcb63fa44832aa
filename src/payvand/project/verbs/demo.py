"""`payvand demo`: a world to look at, served at once."""

import argparse

from payvand.project.serving import serve
from payvand.project.verbs.serve import add_listening_arguments, chosen_port, make_ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whether to."""
    add_listening_arguments(parser)
    parser.add_argument(
        "--setup-only", action="store_true", help="fill the demo world, print who may sign in, stop"
    )


def run(arguments: argparse.Namespace) -> int:
    """Fill the world in a process of its own, so that this one stays small, then serve."""
    port = chosen_port(arguments.port)
    failed = make_ready(demo=True)
    if not failed and not arguments.setup_only:
        serve(host=arguments.host, port=port)
    return failed
