"""The code of a country or of a part of one, as price lists, promotions and tax rates name where they hold."""

import re
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.culture.digits import to_ascii
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Code

REGION: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


class RegionField(models.CharField[str, str]):
    """ISO 3166: a country ("IR") or a province ("IR-23"); empty for everywhere."""

    kind = Code(max_length=10)


def tidy_region(text: str, field: str = "region") -> str:
    """The code in its one form. Raises DomainError where it is none."""
    code = to_ascii(text).strip().upper()
    if code and not REGION.fullmatch(code):
        message = _("Not the code of a country (IR) or of a province (IR-23).")
        raise DomainError("not_a_region", message, field)
    return code


def regions_of(region: str) -> tuple[str, ...]:
    """A region and what it lies in, from the narrowest: "IR-23" gives ("IR-23", "IR")."""
    code = tidy_region(region)
    country = code.partition("-")[0]
    return (code, country) if code != country else (code,) if code else ()
