"""`payvand backup`: the whole instance as one archive, while people work; `--drill` tries one out."""

import argparse
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from payvand.project.serving import verb
from payvand.storage.cli import run_backup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to write, or what to try."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help="the archive to write (backups/ in the home)"
    )
    parser.add_argument(
        "--with-key",
        action="store_true",
        help="take the secret key in, so that sessions outlast a restore; the archive must then be kept like a key",
    )
    parser.add_argument(
        "--drill",
        action="store_true",
        help="write nothing: restore FILE into a temporary place, and compare every table's count and checksum",
    )


def run(arguments: argparse.Namespace) -> int:
    """Back up, or try a backup."""
    if arguments.drill:
        return drill(arguments.file)
    named = f"payvand-{datetime.now(UTC):%Y%m%d-%H%M%S}.zip"
    return run_backup(arguments.file or settings.PAYVAND.backups / named, with_key=arguments.with_key)


def drill(file: Path | None) -> int:
    """Restore into a temporary place, which goes afterwards."""
    if file is None:
        print("payvand: --drill needs the archive that is to be tried.")
        return 2
    with tempfile.TemporaryDirectory(prefix="payvand-drill-") as folder:
        return subprocess.run(
            verb("restore", str(file), "--drill", "--into", f"{folder}/home"), check=False
        ).returncode
