"""Scans in the background: a job drives one, a sweep finds those that were left behind."""

from payvand.duplicates.models import Rule, Scan
from payvand.duplicates.scanning import drive
from payvand.kernel.access import Actor, require
from payvand.kernel.jobs import job, sweep


def start(rule: Rule, *, actor: Actor) -> Scan:
    """Let everything be scanned by a rule. Raises Denied for whoever may not edit such records at all."""
    require(actor, "edit", rule.compared)
    scan = Scan.objects.begin(rule, user_id=actor.user_id)
    drive_scan(scan.pk)
    return scan


@job
def drive_scan(scan_id: int) -> None:
    """Drive a scan to its end, unless somebody else does."""
    scan = Scan.objects.open().filter(pk=scan_id).first()
    if scan is not None:
        drive(scan)


@sweep
def drive_abandoned() -> None:
    """Take up scans that nobody drives: their process died, or their job was lost."""
    for scan in Scan.objects.open():
        if not scan.is_held():
            drive_scan(scan.pk)
