"""Who may do what with which records and fields, and who is asking."""

from payvand.kernel.access.actor import Actor, Cause, Grants, process, system
from payvand.kernel.access.people import actor_of, company_settings, locale_of
from payvand.kernel.access.visible import (
    ACTIONS,
    Reason,
    denied,
    explain,
    may,
    reach,
    reach_parts,
    readable,
    require,
    right,
    visible,
)  # fmt: skip

__all__ = [
    "ACTIONS", "Actor", "Cause", "Grants", "Reason", "actor_of", "company_settings", "denied", "explain", "locale_of",
    "may", "process", "reach", "reach_parts", "readable", "require", "right", "system", "visible",
]  # fmt: skip
