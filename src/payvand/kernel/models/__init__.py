"""The kernel's tables, one model a file or a small family."""

from payvand.kernel.models.bin import BinItem
from payvand.kernel.models.bulk_action import BulkAction, BulkState
from payvand.kernel.models.claimed import Claimed
from payvand.kernel.models.custom_field import CustomField, CustomKind
from payvand.kernel.models.fact import Batch, Delivery, Fact
from payvand.kernel.models.label import Holiday, Tag
from payvand.kernel.models.merge import Merge, Moved
from payvand.kernel.models.organisation import Branch, Company, Team
from payvand.kernel.models.preference import Calendar, Density, Digits, Language, MoneyUnit, Theme
from payvand.kernel.models.record import OwnedRecord, Record, RecordQuerySet, Watched, no_early_days
from payvand.kernel.models.role import FieldRight, Grant, Right, Role, Scope
from payvand.kernel.models.saved_view import SavedView
from payvand.kernel.models.stored_file import StoredFile
from payvand.kernel.models.user import Token, User

__all__ = [
    "Batch",
    "BinItem",
    "Branch",
    "BulkAction",
    "BulkState",
    "Calendar",
    "Claimed",
    "Company",
    "CustomField",
    "CustomKind",
    "Delivery",
    "Density",
    "Digits",
    "Fact",
    "FieldRight",
    "Grant",
    "Holiday",
    "Language",
    "Merge",
    "MoneyUnit",
    "Moved",
    "OwnedRecord",
    "Record",
    "RecordQuerySet",
    "Right",
    "Role",
    "SavedView",
    "Scope",
    "StoredFile",
    "Tag",
    "Team",
    "Theme",
    "Token",
    "User",
    "Watched",
    "no_early_days",
]
