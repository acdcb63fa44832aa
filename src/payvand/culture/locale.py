"""How one user writes and reads: language, calendar, digits, money unit, time zone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

Language = Literal["fa", "ar", "en"]
Calendar = Literal["jalali", "gregorian", "hijri"]
Digits = Literal["persian", "arabic", "latin"]
MonthNames = Literal["afghan", "levant", "maghreb"]

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


@dataclass(frozen=True, kw_only=True)
class Locale:
    """A user's or a document's habits. Weekdays count from Monday = 0, as in `date.weekday()`."""

    language: Language
    calendar: Calendar
    digits: Digits
    money_unit: str = "rial"
    """The unit that Iranian money is shown and typed in (`money.UNITS`); other currencies ignore it."""
    time_zone: str = "UTC"
    week_start: int = SATURDAY
    weekend: frozenset[int] = frozenset({FRIDAY})
    fiscal_start: tuple[int, int] = (1, 1)
    """Month and day, in this locale's calendar, on which the fiscal year begins."""
    region: str = "IR"
    """Country of phone numbers and identifiers that do not name theirs."""
    month_names: MonthNames | None = None

    @property
    def rtl(self) -> bool:
        return self.language != "en"


NEUTRAL: Final = Locale(language="en", calendar="gregorian", digits="latin", time_zone="UTC", region="IR")
"""What files, the API and tests mean: ISO dates, ASCII digits, Rial, UTC."""

DEFAULTS: Final[dict[Language, Locale]] = {
    "fa": Locale(
        language="fa",
        calendar="jalali",
        digits="persian",
        money_unit="toman",
        time_zone="Asia/Tehran",
        region="IR",
    ),
    "ar": Locale(
        language="ar",
        calendar="gregorian",
        digits="latin",
        time_zone="Asia/Riyadh",
        week_start=SUNDAY,
        weekend=frozenset({FRIDAY, SATURDAY}),
        region="SA",
    ),
    "en": Locale(
        language="en",
        calendar="gregorian",
        digits="latin",
        week_start=MONDAY,
        weekend=frozenset({SATURDAY, SUNDAY}),
        region="IR",
    ),
}


def default_for(language: Language, region: str | None = None) -> Locale:
    """The locale of a user of whom only the language is known, with the habits of a country where it is known."""
    locale = DEFAULTS[language]
    if region is None:
        return locale
    locale = replace(locale, region=region)
    if region not in _HABITS:
        return locale
    habit = _HABITS[region]
    # The fiscal year begins on a day of the country's own calendar; in another it would be another day.
    own_calendar: Calendar = "jalali" if region in ("IR", "AF") else "gregorian"
    return replace(
        locale,
        time_zone=habit.time_zone,
        week_start=habit.week_start,
        weekend=habit.weekend,
        fiscal_start=habit.fiscal_start if locale.calendar == own_calendar else (1, 1),
        month_names=habit.month_names.get(language),
    )


@dataclass(frozen=True, kw_only=True)
class _Habit:
    time_zone: str
    week_start: int = SATURDAY
    weekend: frozenset[int] = frozenset({FRIDAY, SATURDAY})
    fiscal_start: tuple[int, int] = (1, 1)
    month_names: Mapping[Language, MonthNames] = field(default_factory=dict)


_WESTERN: Final = frozenset({SATURDAY, SUNDAY})
_LEVANT: Final[Mapping[Language, MonthNames]] = {"ar": "levant"}
_MAGHREB: Final[Mapping[Language, MonthNames]] = {"ar": "maghreb"}

# First settings for a new company, which its administrator changes: weekends move by decree.
_HABITS: Final[Mapping[str, _Habit]] = {
    "IR": _Habit(time_zone="Asia/Tehran", weekend=frozenset({FRIDAY})),
    "AF": _Habit(
        time_zone="Asia/Kabul",
        weekend=frozenset({FRIDAY}),
        fiscal_start=(10, 1),
        month_names={"fa": "afghan"},
    ),
    "SA": _Habit(time_zone="Asia/Riyadh", week_start=SUNDAY),
    "AE": _Habit(time_zone="Asia/Dubai", week_start=MONDAY, weekend=_WESTERN),
    "KW": _Habit(time_zone="Asia/Kuwait", week_start=SUNDAY),
    "QA": _Habit(time_zone="Asia/Qatar", week_start=SUNDAY),
    "BH": _Habit(time_zone="Asia/Bahrain", week_start=SUNDAY),
    "OM": _Habit(time_zone="Asia/Muscat", week_start=SUNDAY),
    "YE": _Habit(time_zone="Asia/Aden", week_start=SUNDAY),
    "IQ": _Habit(time_zone="Asia/Baghdad", month_names=_LEVANT),
    "SY": _Habit(time_zone="Asia/Damascus", month_names=_LEVANT),
    "JO": _Habit(time_zone="Asia/Amman", month_names=_LEVANT),
    "LB": _Habit(time_zone="Asia/Beirut", week_start=MONDAY, weekend=_WESTERN, month_names=_LEVANT),
    "EG": _Habit(time_zone="Africa/Cairo", fiscal_start=(7, 1)),
    "SD": _Habit(time_zone="Africa/Khartoum"),
    "LY": _Habit(time_zone="Africa/Tripoli"),
    "TN": _Habit(time_zone="Africa/Tunis", week_start=MONDAY, weekend=_WESTERN, month_names=_MAGHREB),
    "DZ": _Habit(time_zone="Africa/Algiers", month_names=_MAGHREB),
    "MA": _Habit(time_zone="Africa/Casablanca", week_start=MONDAY, weekend=_WESTERN),
    "TR": _Habit(time_zone="Europe/Istanbul", week_start=MONDAY, weekend=_WESTERN),
    "TJ": _Habit(time_zone="Asia/Dushanbe", week_start=MONDAY, weekend=_WESTERN),
}
