"""What storage does by the clock: backups that are due, and letting go of what nobody holds any more."""

from datetime import UTC, datetime

from payvand.kernel.files import remove_unheld
from payvand.kernel.jobs import every, job, sweep
from payvand.kernel.records import purge_bin
from payvand.storage import schedule


@job
def make_backup() -> None:
    """Make a backup and try it, unless one is being made."""
    schedule.make()


@job
def try_backup() -> None:
    """Try the latest backup, unless it is being tried."""
    schedule.try_untried()


@sweep
def back_up_when_due() -> None:
    """Look whether a backup is due, or waits to be tried."""
    if schedule.is_due(datetime.now(UTC)):
        make_backup()
    elif schedule.has_untried():
        try_backup()


@every(hour="3", minute="10")
def let_go() -> None:
    """Empty the recycle bin of what is old, and the file store of what nobody holds."""
    purge_bin()
    remove_unheld()
