"""Names of months, weekdays and spans of time in three languages, as data for `calendars`."""

from collections.abc import Callable, Mapping
from typing import Final

from payvand.culture.folding import fold
from payvand.culture.locale import Calendar, Language, MonthNames

MONTHS: Final[Mapping[tuple[Calendar, Language], tuple[str, ...]]] = {
    ("jalali", "fa"): (
        *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
        *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
    ),
    ("jalali", "ar"): (
        *("فروردين", "أرديبهشت", "خرداد", "تير", "مرداد", "شهريور"),
        *("مهر", "آبان", "آذر", "دي", "بهمن", "إسفند"),
    ),
    ("jalali", "en"): (
        *("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar"),
        *("Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"),
    ),
    ("gregorian", "fa"): (
        *("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن"),
        *("ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"),
    ),
    ("gregorian", "ar"): (
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    ("gregorian", "en"): (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    ("hijri", "fa"): (
        *("محرم", "صفر", "ربیع‌الاول", "ربیع‌الثانی", "جمادی‌الاول", "جمادی‌الثانی"),
        *("رجب", "شعبان", "رمضان", "شوال", "ذیقعده", "ذیحجه"),
    ),
    ("hijri", "ar"): (
        *("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"),
        *("رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"),
    ),
    ("hijri", "en"): (
        *("Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula", "Jumada al-Akhirah"),
        *("Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah"),
    ),
}

REGIONAL_MONTHS: Final[Mapping[MonthNames, tuple[Calendar, tuple[str, ...]]]] = {
    "afghan": (
        "jalali",
        ("حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"),
    ),
    "levant": (
        "gregorian",
        (
            *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
            *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
        ),
    ),
    "maghreb": (
        "gregorian",
        (
            *("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان"),
            *("جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
        ),
    ),
}

OTHER_MONTHS: Final[Mapping[str, tuple[Calendar, int]]] = {
    "امرداد": ("jalali", 5),
    "می": ("gregorian", 5),
    "جولای": ("gregorian", 7),
    "آگوست": ("gregorian", 8),
    "ذی‌القعده": ("hijri", 11),
    "ذی‌الحجه": ("hijri", 12),
    "ربيع الثاني": ("hijri", 4),
    "جمادى الثانية": ("hijri", 6),
    "Sept": ("gregorian", 9),
    "Ramazan": ("hijri", 9),
}

WEEKDAYS: Final[Mapping[Language, tuple[str, ...]]] = {
    "fa": ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنج‌شنبه", "جمعه", "شنبه", "یک‌شنبه"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
"""Monday first, as `date.weekday()` counts."""

NAMED_DAYS: Final[Mapping[str, int]] = {
    "امروز": 0,
    "فردا": 1,
    "پس‌فردا": 2,
    "دیروز": -1,
    "پریروز": -2,
    "اليوم": 0,
    "غدا": 1,
    "غدًا": 1,
    "بعد غد": 2,
    "أمس": -1,
    "أول أمس": -2,
    "today": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
    "yesterday": -1,
    "day before yesterday": -2,
}

NOW: Final = ("اکنون", "الان", "همین حالا", "حالا", "الآن", "now", "just now")

UNIT_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "minute": ("دقیقه", "دقيقة", "دقائق", "minute", "minutes", "min"),
    "hour": ("ساعت", "ساعة", "ساعات", "hour", "hours"),
    "day": ("روز", "يوم", "أيام", "يوما", "day", "days"),
    "week": ("هفته", "أسبوع", "أسابيع", "أسبوعا", "week", "weeks"),
    "month": ("ماه", "شهر", "أشهر", "شهور", "شهرا", "month", "months"),
    "year": ("سال", "سنة", "سنوات", "عام", "year", "years"),
}

AFTER: Final = (
    "دیگر",
    "بعد",
    "آینده",
    "بعدی",
    "القادم",
    "القادمة",
    "in",
    "next",
    "later",
    "from now",
    "coming",
)
BEFORE: Final = ("پیش", "قبل", "گذشته", "قبلی", "منذ", "الماضي", "الماضية", "ago", "last", "previous")
THIS: Final = ("این", "همین", "هذا", "هذه", "this")

SMALL_NUMBERS: Final[Mapping[str, int]] = {
    word: number
    for words in (
        "یک دو سه چهار پنج شش هفت هشت نه ده",
        "واحد اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
        "one two three four five six seven eight nine ten",
    )
    for number, word in enumerate(map(fold, words.split()), start=1)
} | {"a": 1, "an": 1}

FILLERS: Final = frozenset(
    map(
        fold,
        (
            "of",
            "the",
            "on",
            "at",
            "in",
            "st",
            "nd",
            "rd",
            "th",
            "ام",
            "م",
            "ماه",
            "سال",
            "روز",
            "مورخ",
            "تاریخ",
        ),
    )
)
"""Words that may stand in a date and say nothing."""

AGO: Final[Mapping[Language, Mapping[str, tuple[str, str]]]] = {
    "fa": {
        "minute": ("{n} دقیقه پیش", "{n} دقیقه دیگر"),
        "hour": ("{n} ساعت پیش", "{n} ساعت دیگر"),
        "day": ("{n} روز پیش", "{n} روز دیگر"),
        "week": ("{n} هفته پیش", "{n} هفته دیگر"),
        "month": ("{n} ماه پیش", "{n} ماه دیگر"),
        "year": ("{n} سال پیش", "{n} سال دیگر"),
        "now": ("همین حالا", "همین حالا"),
        "one day": ("دیروز", "فردا"),
    },
    "ar": {
        "minute": ("منذ {n}", "بعد {n}"),
        "hour": ("منذ {n}", "بعد {n}"),
        "day": ("منذ {n}", "بعد {n}"),
        "week": ("منذ {n}", "بعد {n}"),
        "month": ("منذ {n}", "بعد {n}"),
        "year": ("منذ {n}", "بعد {n}"),
        "now": ("الآن", "الآن"),
        "one day": ("أمس", "غدًا"),
    },
    "en": {
        "minute": ("{n} minute{s} ago", "in {n} minute{s}"),
        "hour": ("{n} hour{s} ago", "in {n} hour{s}"),
        "day": ("{n} day{s} ago", "in {n} day{s}"),
        "week": ("{n} week{s} ago", "in {n} week{s}"),
        "month": ("{n} month{s} ago", "in {n} month{s}"),
        "year": ("{n} year{s} ago", "in {n} year{s}"),
        "now": ("just now", "just now"),
        "one day": ("yesterday", "tomorrow"),
    },
}
"""Past and future of a span, in the language's own words."""

ARABIC_SPANS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "minute": ("دقيقة", "دقيقتين", "{n} دقائق", "{n} دقيقة"),
    "hour": ("ساعة", "ساعتين", "{n} ساعات", "{n} ساعة"),
    "day": ("يوم", "يومين", "{n} أيام", "{n} يومًا"),
    "week": ("أسبوع", "أسبوعين", "{n} أسابيع", "{n} أسبوعًا"),
    "month": ("شهر", "شهرين", "{n} أشهر", "{n} شهرًا"),
    "year": ("سنة", "سنتين", "{n} سنوات", "{n} سنة"),
}
"""One, two, three to ten, eleven and more."""


def _morning(hour: int) -> int:
    return 0 if hour == 12 else hour


def _afternoon(hour: int) -> int:
    return hour + 12 if 1 <= hour < 12 else hour


def _night(hour: int) -> int:
    # «۱۲ شب» is midnight and «۲ شب» the small hours, but «۱۰ شب» is late evening.
    return 0 if hour == 12 else hour + 12 if 6 <= hour < 12 else hour


def _noon(hour: int) -> int:
    return hour + 12 if 1 <= hour <= 4 else hour


HALVES_OF_DAY: Final[Mapping[str, Callable[[int], int]]] = {
    **dict.fromkeys(("am", "a.m.", "صبح", "بامداد", "ق.ظ", "قبل از ظهر", "صباحا", "صباحًا", "ص"), _morning),
    **dict.fromkeys(("pm", "p.m.", "بعد از ظهر", "بعدازظهر", "ب.ظ", "عصر", "مساء", "مساءً", "م"), _afternoon),
    **dict.fromkeys(("شب", "ليلا", "ليلًا", "لیلا"), _night),
    **dict.fromkeys(("ظهر", "ظهرا", "ظهرًا"), _noon),
}
"""What is said after an hour, and the hour of 24 that is meant."""


def _months_by_name() -> dict[str, tuple[Calendar, int]]:
    found: dict[str, tuple[Calendar, int]] = {fold(name): place for name, place in OTHER_MONTHS.items()}
    tables = [(calendar, names) for (calendar, _), names in MONTHS.items()] + [*REGIONAL_MONTHS.values()]
    for calendar, names in tables:
        for number, name in enumerate(names, start=1):
            found.setdefault(fold(name), (calendar, number))
            found.setdefault(fold(name).replace(" ", ""), (calendar, number))
    for number, name in enumerate(MONTHS["gregorian", "en"], start=1):
        found.setdefault(name[:3].lower(), ("gregorian", number))
    return found


def _weekdays_by_name() -> dict[str, int]:
    found = {fold(name): number for names in WEEKDAYS.values() for number, name in enumerate(names)}
    found |= {name.replace(" ", ""): number for name, number in found.items()}
    found |= {name[:3].lower(): number for number, name in enumerate(WEEKDAYS["en"])}
    found |= {"دو شنبه": 0, "چهار شنبه": 2, "یکشنبه": 6, "ادینه": 4}
    return found | {fold(name): number for name, number in (("الإثنين", 0), ("الاربعاء", 2))}


MONTHS_BY_NAME: Final = _months_by_name()
WEEKDAYS_BY_NAME: Final = _weekdays_by_name()
NAMED_DAYS_FOLDED: Final = {fold(name): days for name, days in NAMED_DAYS.items()} | {
    fold(name).replace(" ", ""): days for name, days in NAMED_DAYS.items()
}
NOW_FOLDED: Final = frozenset(map(fold, NOW))
UNITS_BY_NAME: Final = {fold(word): unit for unit, words in UNIT_WORDS.items() for word in words}
DUALS: Final = {fold(forms[1]): unit for unit, forms in ARABIC_SPANS.items()}
"""«يومين» says two and days in one word."""

AFTER_FOLDED: Final = frozenset(map(fold, AFTER))
BEFORE_FOLDED: Final = frozenset(map(fold, BEFORE))
THIS_FOLDED: Final = frozenset(map(fold, THIS))
