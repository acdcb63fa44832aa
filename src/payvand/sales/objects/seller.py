"""How administrators say who the seller is on documents."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import ADMINISTRATION, Object, Section, register
from payvand.sales.models import SellerProfile

sellers = register(
    Object(
        model=SellerProfile,
        icon="building-bank",
        menu=ADMINISTRATION,
        columns=["name", "branch", "economic_number", "national_id", "city", "phone"],
        form=[
            Section(_("Seller"), ["name", "name_latin", "branch"]),
            Section(
                _("Official numbers"), ["economic_number", "registration_number", "national_id", "memory_id"]
            ),
            Section(
                _("Address"),
                [
                    "country",
                    "province",
                    "county",
                    "city",
                    "district",
                    "street",
                    "plaque",
                    "unit",
                    "postal_code",
                ],
            ),
            Section(_("Contact"), ["phone", "fax", "email", "website"]),
        ],
        sort=["name"],
        guarded=["name", "branch", "economic_number", "registration_number", "national_id", "memory_id"],
    )
)
