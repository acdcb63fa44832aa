"""A dimension as a statement knows it; apart from the expressions, which load an engine."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Cut:
    """The column that is grouped by, the one that labels it where they differ, and the period it is cut by."""

    column: str
    label: str = ""
    unit: str = ""

    @property
    def is_joined(self) -> bool:
        """Whether it needs the table of days."""
        return self.unit not in ("", "day")
