"""A seller for tests."""

from payvand.kernel.access import system
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.contract import SPECIAL
from payvand.sales.models import SellerProfile

# Six letters and digits, no other text.
SPECIAL["sales.sellerprofile"] = {"memory_id": "A1B2C3"}


def make_seller(name: str = "شرکت نمونه", **values: object) -> SellerProfile:
    """A seller of documents."""
    made = create(named("sales.sellerprofile"), {"name": name, **values}, actor=system())
    assert isinstance(made, SellerProfile)
    return made
