"""An official number of a party; its scheme, and what is wrong with it, follow from the value."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.fields import DerivedField
from payvand.parties.kinds.official_number import OTHER, fault_of
from payvand.parties.models.party import Party


class FaultField(DerivedField):
    """Why a number does not hold, as a code; empty where it does."""

    derive = staticmethod(fault_of)


class Identifier(models.Model):
    """A number of a scheme, canonically "scheme:number". A wrong one is kept and marked, since papers are wrong too."""

    id = models.BigAutoField(primary_key=True)
    party = models.ForeignKey(Party, models.CASCADE, related_name="identifiers")
    value = models.CharField(_("number"), max_length=80)
    fault = FaultField("value", max_length=40)

    class Meta:
        indexes = [models.Index(fields=["value"], name="parties_identifier_value")]

    @property
    def scheme(self) -> str:
        return self.value.partition(":")[0]

    @property
    def number(self) -> str:
        return self.value.partition(":")[2]

    @property
    def holds(self) -> bool | None:
        """Whether the check digit is right; None where nobody can tell."""
        return None if self.scheme == OTHER else not self.fault
