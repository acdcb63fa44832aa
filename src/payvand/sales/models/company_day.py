"""Days as the company counts them: in its own time zone, whatever the server's or the reader's is."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from payvand.kernel import clock
from payvand.kernel.access import company_settings


def company_today() -> date:
    """The day it is at the company."""
    return clock.now().astimezone(_zone()).date()


def moment_on(day: date) -> datetime:
    """The moment that stands for something of which only the day is known: now where it is today, else its noon."""
    now = clock.now()
    return now if day == company_today() else min(datetime.combine(day, time(12), _zone()), now)


def _zone() -> ZoneInfo:
    return ZoneInfo(company_settings().time_zone)
