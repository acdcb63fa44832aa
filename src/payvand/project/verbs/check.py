"""`payvand check`: the system checks, which resolve every name that an app uses; the search index on request."""

import argparse

from django.core.management import CommandError, call_command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What else to look at."""
    parser.add_argument(
        "--search", action="store_true", help="prove that the search index equals the records"
    )
    parser.add_argument("--mend", action="store_true", help="with --search: put right what differs")


def run(arguments: argparse.Namespace) -> int:
    """Print what does not fit; 1 where anything is an error."""
    try:
        call_command("check", databases=["default"])
        if arguments.search and arguments.mend:
            call_command("search_rebuild")
        elif arguments.search:
            call_command("search_check")
    except CommandError as error:
        print(error)
        return 1
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0
