"""How people meet products, what orders them, and what belongs to them: packings, parts, options."""

from django.utils.translation import gettext_lazy as _

from payvand.catalog.commands import (
    refuse_circles_of_categories,
    refuse_foreign_options,
    refuse_parted_products,
    refuse_wrong_parts,
)
from payvand.catalog.models import (
    BundlePart,
    Category,
    Option,
    OptionGroup,
    OptionRule,
    Packing,
    Product,
    Unit,
)
from payvand.kernel.objects import ADMINISTRATION, Object, Section, View, register

products = register(
    Object(
        model=Product,
        icon="package",
        columns=["code", "name", "kind", "category", "unit", "price", "tax", "sold_until"],
        form=[
            Section(
                _("Product"), ["name", "code", "kind", "category", "unit", "price", "cost", "lowest_price", "tax"]
            ),
            Section(
                _("More"),
                ["name_latin", "sales_tax_id", "recurring_months", "sold_from", "sold_until", "description"],
                folded=True,
            ),
        ],
        search={"code": 5, "name": 5, "name_latin": 3, "sales_tax_id": 2},
        sort=["name"],
        match=[["code"], ["name"]],
        together=refuse_parted_products,
        views=[
            View(_("Goods"), "kind is goods"),
            View(_("Services"), "kind is service"),
            View(_("Bundles"), "kind is bundle"),
            View(_("Without price"), "price is empty"),
            View(_("Without tax category"), "tax is empty"),
        ],
    )
)  # fmt: skip

categories = register(
    Object(
        model=Category,
        icon="sitemap",
        menu=ADMINISTRATION,
        columns=["name", "parent"],
        form=[Section(_("Category"), ["name", "parent"])],
        sort=["name"],
        match=[["name"]],
        together=refuse_circles_of_categories,
    )
)

units = register(
    Object(
        model=Unit,
        icon="ruler-measure",
        menu=ADMINISTRATION,
        columns=["name", "decimals", "tax_code"],
        form=[Section(_("Unit"), ["name", "decimals", "tax_code"])],
        sort=["name"],
        match=[["name"]],
    )
)

packings = register(
    Object(
        model=Packing,
        icon="box",
        title="barcode",
        columns=["product", "unit", "factor", "barcode"],
        form=[Section(_("Packing"), ["product", "unit", "factor", "barcode"])],
        sort=["product", "factor"],
        parent="product",
    )
)

bundle_parts = register(
    Object(
        model=BundlePart,
        icon="packages",
        title="note",
        columns=["bundle", "product", "quantity", "note"],
        form=[Section(_("Part"), ["bundle", "product", "quantity", "note"])],
        sort=["bundle", "id"],
        parent="bundle",
        together=refuse_wrong_parts,
    )
)

option_groups = register(
    Object(
        model=OptionGroup,
        icon="list-check",
        columns=["product", "name", "least", "most", "position"],
        form=[Section(_("Group of options"), ["product", "name", "least", "most", "position"])],
        sort=["product", "position"],
        parent="product",
    )
)

options = register(
    Object(
        model=Option,
        icon="adjustments-horizontal",
        columns=["group", "name", "price", "cost", "is_standard", "position"],
        form=[Section(_("Option"), ["group", "name", "price", "cost", "is_standard", "position"])],
        sort=["group", "position"],
        parent="group",
    )
)

option_rules = register(
    Object(
        model=OptionRule,
        icon="git-merge",
        title="reason",
        columns=["option.group.product", "option", "kind", "other", "reason"],
        form=[Section(_("Rule"), ["option", "kind", "other", "reason"])],
        sort=["option", "id"],
        parent="option",
        together=refuse_foreign_options,
    )
)
