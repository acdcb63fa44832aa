"""Rules that repeat in a calendar: every day, on weekdays, on the 1st of each Jalali month, once a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Literal

from payvand.culture.calendars import LATEST, add_months, from_parts, month_length, to_parts
from payvand.culture.locale import SATURDAY, Calendar


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """Every so many days, weeks, months or years from a first day on.

    Monthly and yearly rules fall on `day_of_month` of the calendar; a day that a month lacks falls on its last.
    """

    unit: Literal["day", "week", "month", "year"]
    start: date
    every: int = 1
    calendar: Calendar = "gregorian"
    weekdays: frozenset[int] = frozenset()
    """For weekly rules: Monday = 0. Empty means the weekday of the start."""
    day_of_month: int | None = None
    """None means that of the start."""
    week_start: int = SATURDAY
    until: date | None = None
    """The last day that may be an occurrence."""

    def __post_init__(self) -> None:
        if self.every < 1:
            raise ValueError("a recurrence moves forward: every >= 1")

    def occurrences(self) -> Iterator[date]:
        """The days, in order, from the start on. Endless rules end with the calendars."""
        last = min(self.until or LATEST, LATEST)
        for day in self._days():
            if day > last:
                return
            if day >= self.start:
                yield day

    def next_after(self, day: date) -> date | None:
        """The first occurrence after a day; None where there is none."""
        return next((found for found in self.occurrences() if found > day), None)

    def between(self, start: date, end: date) -> tuple[date, ...]:
        """The occurrences from `start` up to but without `end`."""
        found = []
        for day in self.occurrences():
            if day >= end:
                break
            if day >= start:
                found.append(day)
        return tuple(found)

    def _days(self) -> Iterator[date]:
        if self.unit == "day":
            return (self.start + timedelta(days=step * self.every) for step in count())
        return self._weekly() if self.unit == "week" else self._monthly()

    def _weekly(self) -> Iterator[date]:
        first = self.start - timedelta(days=(self.start.weekday() - self.week_start) % 7)
        places = sorted((day - self.week_start) % 7 for day in self.weekdays or {self.start.weekday()})
        for step in count():
            for place in places:
                yield first + timedelta(weeks=step * self.every, days=place)

    def _monthly(self) -> Iterator[date]:
        year, month, day = to_parts(self.start, self.calendar)
        first = from_parts(year, month, 1, self.calendar)
        months = self.every * (12 if self.unit == "year" else 1)
        for step in count():
            month_start = add_months(first, step * months, self.calendar)
            year, month, _ = to_parts(month_start, self.calendar)
            length = month_length(year, month, self.calendar)
            yield month_start + timedelta(days=min(self.day_of_month or day, length) - 1)
