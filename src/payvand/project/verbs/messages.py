"""`payvand messages`: bring the catalogues of translations in line with the source."""

import argparse

from payvand.project import catalogues


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to change anything."""
    parser.add_argument("--check", action="store_true", help="only print what lacks a translation")


def run(arguments: argparse.Namespace) -> int:
    """Print what each language lacks; 1 where that is anything."""
    act = catalogues.lacking if arguments.check else catalogues.update
    missing = [f"{language}: {text}" for language in catalogues.LANGUAGES for text in act(language)]
    print("\n".join(missing) or "Every text has its translations.")
    return int(bool(missing))
