"""What each person may choose for themselves: language, calendar, digits, money unit and look."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    PERSIAN = "fa", "فارسی"
    ARABIC = "ar", "العربية"
    ENGLISH = "en", "English"


class Calendar(models.TextChoices):
    JALALI = "jalali", _("Jalali")
    GREGORIAN = "gregorian", _("Gregorian")
    HIJRI = "hijri", _("Hijri")


class Digits(models.TextChoices):
    PERSIAN = "persian", "۱۲۳"
    ARABIC = "arabic", "١٢٣"
    LATIN = "latin", "123"


class MoneyUnit(models.TextChoices):
    RIAL = "rial", _("Rial")
    TOMAN = "toman", _("Toman")
    THOUSAND_TOMAN = "thousand_toman", _("thousand Toman")
    MILLION_TOMAN = "million_toman", _("million Toman")


class Theme(models.TextChoices):
    AUTO = "auto", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class Density(models.TextChoices):
    COMFORTABLE = "comfortable", _("comfortable")
    COMPACT = "compact", _("compact")
