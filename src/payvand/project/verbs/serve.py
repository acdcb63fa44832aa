"""`payvand serve`: set up what is not yet, then serve with the worker beside."""

import argparse
import os
import subprocess
from urllib.parse import urlsplit

from payvand.project.environment import read
from payvand.project.readiness import said_then
from payvand.project.serving import serve, verb

DEFAULT_PORT = 8000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    add_listening_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    port = chosen_port(arguments.port)
    failed = make_ready()
    if not failed:
        serve(host=arguments.host, port=port)
    return failed


def make_ready(*, demo: bool = False) -> int:
    """Set up what is not yet, in a process of its own, so that this one stays small. Returns its exit code."""
    said = said_then(read(os.environ), demo=demo)
    if said is None:
        return subprocess.run(verb("setup", *(["--demo"] if demo else [])), check=False).returncode
    if said:
        print(said)
    return 0


def add_listening_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of every verb that serves."""
    parser.add_argument(
        "--port", type=int, help=f"the port to listen on ({DEFAULT_PORT}, or that of PAYVAND_URL)"
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")


def chosen_port(given: int | None) -> int:
    """The port to listen on. It becomes part of the instance's address where PAYVAND_URL does not say that."""
    port = given or urlsplit(read(os.environ).url).port or DEFAULT_PORT
    os.environ.setdefault("PAYVAND_URL", f"http://localhost:{port}")
    return port
