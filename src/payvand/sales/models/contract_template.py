"""The text that contracts are drafted from, with places that are filled for each customer."""

import re
from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.models import Language, Record

PLACES = ("customer", "seller", "number", "date", "start", "end", "value", "words", "subject", "quote")
PLACE = re.compile(r"\{([^{}\n]*)\}")


class ContractTemplate(Record):
    """A text with places such as {customer} or {value}. Nothing in it is ever run: known names are replaced."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.PERSIAN)
    body = models.TextField(
        _("text"),
        help_text=_(
            "Places that are filled: {customer}, {seller}, {subject}, {quote}, {number}, {date}, {start}, {end}, "
            "{value}, {words}."
        ),
    )

    class Meta:
        verbose_name = _("contract template")
        verbose_name_plural = _("contract templates")

    def settle(self) -> None:
        """Refuse a place that nothing fills: it would be printed as it stands."""
        for name in PLACE.findall(self.body):
            if name not in PLACES:
                message = _("There is no place {%(name)s}. There are: %(names)s.")
                raise DomainError(
                    "unknown_place", message % {"name": name, "names": ", ".join(PLACES)}, "body"
                )

    def fill(self, values: Mapping[str, str]) -> str:
        """The text with its places filled; one that is not known yet leaves dots to write on."""
        return PLACE.sub(lambda found: values.get(found[1], "") or "…………", self.body)
