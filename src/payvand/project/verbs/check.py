"""`payvand check`: the system checks, which resolve every name that an app uses."""

import argparse

from django.core.management import CommandError, call_command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(arguments: argparse.Namespace) -> int:
    """Print what does not fit; 1 where anything is an error."""
    try:
        call_command("check", databases=["default"])
    except CommandError as error:
        print(error)
        return 1
    return 0
