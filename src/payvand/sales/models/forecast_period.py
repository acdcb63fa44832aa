"""Whose forecast, and for which period: what targets, overrides and snapshots have in common."""

from dataclasses import replace
from datetime import date
from typing import get_args

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.culture.calendars import add_months
from payvand.culture.errors import Unreadable
from payvand.culture.locale import NEUTRAL, Calendar, Locale
from payvand.culture.periods import Range, fiscal_year_bounds, month_bounds
from payvand.kernel.access import company_settings
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Branch, OwnedRecord
from payvand.kernel.models.preference import Calendar as CalendarChoice


class Whose(models.TextChoices):
    """Whose figures: the widest is the company's."""

    USER = "user", _("a person")
    TEAM = "team", _("a team")
    BRANCH = "branch", _("a branch")
    COMPANY = "company", _("the whole company")


class PeriodKind(models.TextChoices):
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    YEAR = "year", _("fiscal year")


# A Jalali year that was meant as a Gregorian one, or the other way round, lies far outside.
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
LAST = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.YEAR: 1}


def period_bounds(kind: str, year: int, number: int, locale: Locale) -> Range:
    """First day of a period and the day after its last.

    Months are those of the calendar's year; quarters and years are fiscal ones, called by the year they begin in.
    """
    if kind == PeriodKind.MONTH:
        return month_bounds(year, number, locale)
    start, end = fiscal_year_bounds(year, locale)
    if kind == PeriodKind.YEAR:
        return start, end
    quarter = add_months(start, 3 * (number - 1), locale.calendar)
    return quarter, end if number == LAST[PeriodKind.QUARTER] else add_months(
        start, 3 * number, locale.calendar
    )


def reckoning(calendar: str) -> Locale:
    """A calendar with the company's fiscal year, enough to reckon periods."""
    known = next((one for one in get_args(Calendar) if one == calendar), NEUTRAL.calendar)
    return replace(NEUTRAL, calendar=known, fiscal_start=(company_settings().fiscal_month, 1))


class ForPeriod(OwnedRecord):
    """Something that holds for somebody and a period of a calendar.

    `subject` names whose it is in one word ("user:5", "company"); `starts_on` and `ends_on` (the day after the last)
    follow from calendar, kind, year and number.
    """

    whose = models.CharField(_("whose"), max_length=10, choices=Whose, default=Whose.USER)
    branch = models.ForeignKey(
        Branch,
        models.PROTECT,
        verbose_name=_("branch"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    subject = models.CharField(max_length=30, editable=False, default="")
    calendar = models.CharField(
        _("calendar"), max_length=10, choices=CalendarChoice, default=CalendarChoice.JALALI
    )
    kind = models.CharField(_("period"), max_length=10, choices=PeriodKind, default=PeriodKind.MONTH)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number of month or quarter"), default=1)
    starts_on = models.DateField(_("from"), editable=False)
    ends_on = models.DateField(_("until before"), editable=False)

    class Meta:
        abstract = True

    def settle_period(self) -> None:
        """Refuse a period that is none, and name whose it is. Raises DomainError."""
        if not 1 <= self.number <= LAST[PeriodKind(self.kind)]:
            message = _("The number lies between 1 and %(last)s.") % {"last": LAST[PeriodKind(self.kind)]}
            raise DomainError("no_such_period", message, "number")
        try:
            bounds = period_bounds(self.kind, self.year, self.number, reckoning(self.calendar))
        except (Unreadable, ValueError, OverflowError) as error:
            raise DomainError("no_such_year", _("This calendar has no such year here."), "year") from error
        if not EARLIEST <= bounds[0] <= LATEST:
            raise DomainError("no_such_year", _("This calendar has no such year here."), "year")
        self.starts_on, self.ends_on = bounds
        self._settle_subject()

    def _settle_subject(self) -> None:
        if self.whose != Whose.USER:
            self.owner = None
        if self.whose in (Whose.BRANCH, Whose.COMPANY):
            self.team = None
        if self.whose != Whose.BRANCH:
            self.branch = None
        self.subject = subject_key(
            self.whose,
            {"user": self.owner_id, "team": self.team_id, "branch": self.branch_id}.get(self.whose),
        )

    def covers(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.starts_on <= day < self.ends_on


def subject_key(whose: str, pk: int | None) -> str:
    """ "user:5", "team:2", "branch:1", "company". Raises DomainError where nobody is named."""
    if whose == Whose.COMPANY:
        return str(Whose.COMPANY)
    if pk is None:
        field = "owner" if whose == Whose.USER else str(whose)
        raise DomainError("required", _("Say whose it is."), field)
    return f"{whose}:{pk}"
