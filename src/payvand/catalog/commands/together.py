"""The rules of the catalogue over several rows: looked at where the rows of a write stand, which a refusal undoes."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from payvand.catalog.models import (
    BundlePart,
    Category,
    Option,
    OptionRule,
    Product,
    ProductKind,
    TaxCategory,
    TaxRate,
)
from payvand.catalog.models.bundle import parts_of_all
from payvand.catalog.models.category import parents
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record
from payvand.kernel.objects import Written

R = TypeVar("R", bound=Record)


def refuse_circles_of_categories(written: Sequence[Written], **_told: object) -> None:
    """No category is part of itself."""
    above = parents()
    for category in _standing(written, Category):
        category.refuse_circle(above)


def refuse_wrong_parts(written: Sequence[Written], **_told: object) -> None:
    """Only a bundle has parts, and none of them is the bundle itself."""
    standing, parts = list(_standing(written, BundlePart)), parts_of_all()
    bundles = {part.bundle_id for part in standing}
    if Product.objects.filter(pk__in=bundles).exclude(kind=ProductKind.BUNDLE).exists():
        raise DomainError("not_a_bundle", _("Only a bundle has parts."), "bundle")
    for part in standing:
        part.refuse_circle(parts)


def refuse_parted_products(written: Sequence[Written], **_told: object) -> None:
    """A bundle that has parts stays a bundle."""
    others = [one.pk for one in _standing(written, Product) if one.kind != ProductKind.BUNDLE]
    if BundlePart.objects.current().filter(bundle__in=others).exists():
        message = _("This bundle has parts. Take them out before it becomes something else.")
        raise DomainError("has_parts", message, "kind")


def refuse_foreign_options(written: Sequence[Written], **_told: object) -> None:
    """Both options of a rule belong to one product."""
    rules = list(_standing(written, OptionRule))
    ids = {pk for rule in rules for pk in (rule.option_id, rule.other_id)}
    product_of = dict(Option.objects.filter(pk__in=ids).values_list("pk", "group__product_id"))
    if any(product_of[rule.option_id] != product_of[rule.other_id] for rule in rules):
        raise DomainError("foreign_option", _("This option belongs to another product."), "other")


def refuse_overlaps(written: Sequence[Written], **_told: object) -> None:
    """One rate a day. The categories are locked, so that two writers do not pass one another."""
    rates = list(_standing(written, TaxRate))
    categories = TaxCategory.objects.filter(pk__in={rate.category_id for rate in rates}).order_by("pk")
    list(categories.select_for_update(of=("self",), no_key=True))
    for rate in rates:
        rate.refuse_overlap()


def _standing(written: Sequence[Written], model: type[R]) -> Iterator[R]:
    """The records of a write that stand after it."""
    for one in written:
        if one.did not in ("archived", "deleted") and isinstance(one.record, model):
            yield one.record
