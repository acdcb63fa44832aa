"""`payvand manage …`: Django's own commands."""

import argparse

from django.core.management import execute_from_command_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Django's command reads its own arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Run the command; it exits by itself where it fails."""
    execute_from_command_line(["payvand manage", *arguments.rest])
    return 0
