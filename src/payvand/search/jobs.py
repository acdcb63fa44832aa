"""Inspections in the background: a job drives one, a sweep finds those that were left behind."""

from payvand.kernel.jobs import job, sweep
from payvand.kernel.objects import Object, named
from payvand.search.inspect import begin, inspect
from payvand.search.models import Inspection


def start(one: Object, *, mends: bool) -> None:
    """Let the index of an Object be compared with its records, or be put right."""
    begin(one, mends=mends)
    drive_inspection(one.name, mends)


@job
def drive_inspection(object_name: str, mends: bool) -> None:
    """Drive an inspection to its end. Two who drive the same one do no harm: a step is written down once."""
    if Inspection.objects.open().filter(object=object_name, mends=mends).exists():
        inspect(named(object_name), mends=mends)


@sweep
def drive_abandoned() -> None:
    """Take up inspections that nobody drives."""
    for inspection in Inspection.objects.abandoned():
        drive_inspection(inspection.object, inspection.mends)
