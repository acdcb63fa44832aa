"""`payvand token`: a bearer token for the API, printed once and kept nowhere in clear."""

import argparse
import sys

from payvand.kernel.access.tokens import issue
from payvand.kernel.errors import DomainError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose token it is, and what it may."""
    parser.add_argument("username", metavar="USER", help="the user in whose name it acts")
    parser.add_argument("--role", help="the role that it is held to, where it may do less than its user")


def run(arguments: argparse.Namespace) -> int:
    """Print the token; 1 where there is no such user or role."""
    try:
        print(issue(arguments.username, arguments.role))
    except DomainError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
