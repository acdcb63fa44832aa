"""How an activity comes again: the columns of its rule, and the day on which it is due next."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.culture import locale
from payvand.culture.recurrence import Recurrence
from payvand.culture.working_days import WorkingCalendar
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Calendar


class RepeatUnit(models.TextChoices):
    DAY = "day", _("day")
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


Days: TypeAlias = WorkingCalendar
UNITS: Mapping[str, Literal["day", "week", "month", "year"]] = {
    "day": "day", "week": "week", "month": "month", "year": "year",
}  # fmt: skip
CALENDARS: Mapping[str, locale.Calendar] = {"jalali": "jalali", "gregorian": "gregorian", "hijri": "hijri"}


class Repeat(models.Model):
    """The rule of an activity that comes again. Months and years are those of `repeat_calendar`."""

    repeat_unit = models.CharField(
        _("repeats every"), max_length=5, choices=RepeatUnit, blank=True, default=""
    )
    repeat_every = models.PositiveSmallIntegerField(
        _("how many of them"), default=1, help_text=_("2 means every second day, week, month or year.")
    )
    repeat_calendar = models.CharField(
        _("calendar of the months"), max_length=10, choices=Calendar, default=Calendar.JALALI
    )
    repeat_until = models.DateField(_("repeats until"), null=True, blank=True)
    repeat_workdays = models.BooleanField(
        _("on working days only"),
        default=True,
        help_text=_("What falls on a day off goes to the next working day."),
    )
    repeat_from = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def repeats(self) -> bool:
        """Whether there is a rule."""
        return bool(self.repeat_unit)

    def settle_repeat(self, due_on: date | None) -> None:
        """Refuse a rule that cannot hold. Raises DomainError."""
        if not self.repeats:
            self.repeat_from = None
            return
        if due_on is None:
            raise DomainError("no_date", _("What repeats needs a date to begin with."), "due_at")
        if self.repeat_every < 1:
            raise DomainError("too_small", _("It can only go forward: 1 or more."), "repeat_every")
        if self.repeat_until is not None and self.repeat_until < due_on:
            raise DomainError("ends_before_start", _("It ends before it begins."), "repeat_until")

    def next_day(self, due_on: date, days: Days) -> date | None:
        """The day on which it is due after `due_on`; None where the rule has ended.

        The rule is counted from its first day, not from the last one: a 31st that fell on a 30th stays a 31st.
        """
        start = self.repeat_from or due_on
        rule = Recurrence(
            unit=UNITS[self.repeat_unit],
            start=start,
            every=self.repeat_every,
            calendar=CALENDARS[self.repeat_calendar],
            until=self.repeat_until,
        )
        found = rule.next_after(due_on)
        while found is not None and self.repeat_workdays:
            shifted = days.shift(found)
            if shifted > due_on:
                return shifted
            found = rule.next_after(found)
        return found


def at_same_time(day: date, before: datetime, zone: ZoneInfo) -> datetime:
    """A day at the time of day of another moment, as the clock on the wall shows it."""
    local = before.astimezone(zone)
    return datetime.combine(day, time(local.hour, local.minute, local.second), zone)
