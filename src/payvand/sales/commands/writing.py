"""What the commands over orders, invoices, receipts and cheques share: writing a row, and days that may be told."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Record
from payvand.kernel.records.write import stamp


def write(changed: Record, *columns: str) -> None:
    """Write what a verb changed; the command has locked the row."""
    stamp(changed, adding=False)
    changed.save(update_fields=[*columns, "updated_at", "version"])


def day_of(on: date | None, actor: Actor) -> date:
    """The day on which something happened, today where nothing is said. Raises DomainError for one that is to come."""
    today = today_in(actor.locale)
    if on is not None and on > today:
        raise DomainError("in_future", _("This day has not come yet."), "on")
    return on or today
