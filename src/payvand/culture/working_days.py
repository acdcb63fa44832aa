"""Which days are worked, counted over a weekend and a set of holidays: due dates and deadlines stand on it."""

from dataclasses import dataclass
from datetime import date, timedelta

from payvand.culture.locale import FRIDAY


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """Which days are worked: all but the weekend (Monday = 0) and the holidays."""

    weekend: frozenset[int] = frozenset({FRIDAY})
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if len(self.weekend) > 6:
            raise ValueError("a week needs a working day")

    def is_working(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.holidays

    def shift(self, day: date, *, backward: bool = False) -> date:
        """The day itself where it is worked, or else the next (or the previous) one that is."""
        step = timedelta(days=-1 if backward else 1)
        while not self.is_working(day):
            day += step
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """So many working days later, or earlier where the count is negative; 0 shifts to a working day."""
        if count == 0:
            return self.shift(day)
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day = self.shift(day + step, backward=count < 0)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """The number of working days from `start` up to but without `end`."""
        return sum(self.is_working(start + timedelta(days=place)) for place in range((end - start).days))
