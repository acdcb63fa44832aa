"""Where somebody is: the columns and the rule that a party's main address and its further addresses share."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.culture.bidi import isolate
from payvand.culture.digits import localise
from payvand.culture.locale import Locale
from payvand.kernel.fields import FoldedField
from payvand.kernel.kinds.kind import comma
from payvand.parties.kinds import Degrees, PlaceName
from payvand.parties.places import CITIES, COUNTRIES, PROVINCES

COUNTRY = PlaceName(places=COUNTRIES)
PROVINCE = PlaceName(places=PROVINCES)


class CountryField(models.CharField[str, str]):
    """A country: its ISO 3166 code where it is known, else its name as written."""

    kind = COUNTRY


class ProvinceField(models.CharField[str, str]):
    """A province: its ISO 3166-2 code where it is known, else its name as written."""

    kind = PROVINCE


class LatitudeField(models.DecimalField[Decimal | None, Decimal | None]):
    """Degrees north of the equator."""

    kind = Degrees(lowest=Decimal(-90), highest=Decimal(90))


class LongitudeField(models.DecimalField[Decimal | None, Decimal | None]):
    """Degrees east of Greenwich."""

    kind = Degrees(lowest=Decimal(-180), highest=Decimal(180))


class Location(models.Model):
    """A postal address in parts. Street is free text; plaque is the number of the house, unit that of the flat."""

    country = CountryField(_("country"), max_length=60, blank=True, default="")
    province = ProvinceField(_("province"), max_length=60, blank=True, default="")
    county = models.CharField(_("county"), max_length=60, blank=True, default="")
    city = models.CharField(_("city"), max_length=60, blank=True, default="")
    city_fold = FoldedField("city", max_length=60)
    district = models.CharField(_("district"), max_length=80, blank=True, default="")
    street = models.CharField(_("street"), max_length=300, blank=True, default="")
    plaque = models.CharField(_("plaque"), max_length=20, blank=True, default="")
    unit = models.CharField(_("unit"), max_length=20, blank=True, default="")
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True, default="")
    latitude = LatitudeField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = LongitudeField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        abstract = True

    def settle_location(self) -> None:
        """A city of Iran that has no namesake tells its province, a province of Iran its country."""
        if self.city and not self.province and self.country in ("", "IR"):
            found = CITIES.named(self.city)
            self.province = found.within if found else ""
        if self.province.startswith("IR-") and not self.country:
            self.country = "IR"

    def in_words(self, locale: Locale) -> str:
        """The address in one line, from the widest to the narrowest part."""
        country, province = (
            kind.text(value, locale) for kind, value in ((COUNTRY, self.country), (PROVINCE, self.province))
        )
        plaque = _("No. %(number)s") % {"number": localise(self.plaque, locale)} if self.plaque else ""
        unit = _("unit %(number)s") % {"number": localise(self.unit, locale)} if self.unit else ""
        code = _("postal code %(code)s") % {"code": isolate(self.postal_code)} if self.postal_code else ""
        parts = (country, province, self.county, self.city, self.district, self.street, plaque, unit, code)
        return comma(locale).join(
            part for before, part in zip(("", *parts), parts, strict=False) if part and part != before
        )
