"""The models of activities; a module for each."""

from payvand.activities.models.activity import Activity, ActivityKind, ActivityStatus, Outcome
from payvand.activities.models.repeat import Repeat, RepeatUnit

__all__ = ["Activity", "ActivityKind", "ActivityStatus", "Outcome", "Repeat", "RepeatUnit"]
