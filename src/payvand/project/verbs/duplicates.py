"""`payvand duplicates`: scan everything now, or measure how well doubles are found in files that tell them."""

import argparse
import sys
import time
from pathlib import Path

from payvand.duplicates.evaluating import Quality, evaluate
from payvand.duplicates.models import Rule, Scan
from payvand.duplicates.scanning import drive
from payvand.kernel.errors import DomainError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do."""
    deeds = parser.add_subparsers(dest="deed", required=True)
    measured = deeds.add_parser("evaluate", help="precision, recall and F1 on files whose doubles are known")
    measured.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="CSV, packed or not; two files are linked"
    )
    scanned = deeds.add_parser("scan", help="compare all records by every rule in use")
    scanned.add_argument("--rule", type=int, metavar="NUMBER", help="by this rule only")


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    try:
        return evaluated(arguments.files) if arguments.deed == "evaluate" else scanned(arguments.rule)
    except (DomainError, OSError) as error:
        print(f"payvand: {error}", file=sys.stderr)
        return 1


def evaluated(files: list[Path]) -> int:
    """Measure, and print."""
    begun = time.process_time()
    found = evaluate(files)
    print(f"{found.records:,} records, {found.pairs.true:,} true pairs")
    print(f"{'':8} {'found':>8} {'right':>8} {'precision':>10} {'recall':>8} {'F1':>8}")
    for name, quality in (("pairs", found.pairs), ("groups", found.groups)):
        print(line_of(name, quality))
    print(f"{time.process_time() - begun:.1f} s of processor time")
    return 0


def line_of(name: str, quality: Quality) -> str:
    """One line of the table."""
    shares = f"{quality.precision:>10.4f} {quality.recall:>8.4f} {quality.f1:>8.4f}"
    return f"{name:8} {quality.found:>8,} {quality.right:>8,} {shares}"


def scanned(number: int | None) -> int:
    """Scan by each rule, one after the other."""
    rules = Rule.objects.in_use()
    for rule in rules.filter(pk=number) if number else rules:
        begun, clock = time.process_time(), time.monotonic()
        scan = Scan.objects.begin(rule, user_id=None)
        if not drive(scan, progress):
            print(
                f"{rule.name}: another process scans by this rule just now (scan {scan.pk})", file=sys.stderr
            )
            return 1
        scan.refresh_from_db()
        if scan.error:
            print(f"{rule.name}: {scan.error}", file=sys.stderr)
            return 1
        print(
            f"{rule.name}: {scan.done:,} records, {scan.compared:,} pairs compared, {scan.found:,} new ones put up; "
            f"{time.monotonic() - clock:.0f} s, {time.process_time() - begun:.0f} s of processor time"
        )
    return 0


def progress(scan: Scan) -> None:
    """How far it has come, where somebody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{scan.get_phase_display()}: {scan.done:,} / {scan.total:,}\r")
