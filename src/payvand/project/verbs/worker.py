"""`payvand worker`: deliver facts and run jobs until stopped."""

import argparse
import os
import signal
import sys
import threading

from payvand.kernel.jobs import run_worker


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether it belongs to a server."""
    parser.add_argument(
        "--beside-server",
        action="store_true",
        help="stop when standard input closes, as it does when the server dies",
    )


def run(arguments: argparse.Namespace) -> int:
    """Work until a signal says to stop."""
    if arguments.beside_server:
        threading.Thread(target=_stop_at_end_of_input, daemon=True).start()
    run_worker()
    return 0


def _stop_at_end_of_input() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
