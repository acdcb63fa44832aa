"""What may be done with activities beside writing their fields."""

from payvand.activities.commands.activity import (
    cancel_activity,
    complete_activity,
    postpone_activity,
    reopen_activity,
)
from payvand.activities.commands.plan import plan_for_party, planning

__all__ = [
    "cancel_activity", "complete_activity", "plan_for_party", "planning", "postpone_activity", "reopen_activity",
]  # fmt: skip
