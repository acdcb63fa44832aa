"""What a product is made of and may be chosen at it: parts, packings, options and their rules."""

from dataclasses import dataclass
from decimal import Decimal

from payvand.catalog.configuration import choices_of
from payvand.catalog.models import BundlePart, Option, Packing, Product, ProductKind, RuleKind
from payvand.catalog.panels.glance import shown
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor, may
from payvand.kernel.kinds import address
from payvand.kernel.models import Record
from payvand.kernel.objects import named


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """So many of another product, or of a packing."""

    name: str
    href: str
    quantity: str
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class OptionLine:
    """An option, what it changes, and the rules that it brings."""

    name: str
    href: str
    change: str
    is_standard: bool
    needs: tuple[str, ...]
    excludes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GroupLine:
    """A group of options and how many of them are chosen."""

    name: str
    href: str
    least: str
    most: str
    is_one: bool
    options: tuple[OptionLine, ...]
    new_href: str


def contents(record: Record, actor: Actor) -> dict[str, object]:
    """What a bundle holds, which bundles hold the product, and how it is packed."""
    assert isinstance(record, Product)
    locale, may_add = actor.locale, may(actor, "create", named("catalog.bundlepart"))
    parts = BundlePart.objects.current().filter(bundle=record).select_related("product").order_by("id")
    holders = BundlePart.objects.current().filter(product=record).select_related("bundle").order_by("id")
    packings = Packing.objects.current().filter(product=record).select_related("unit").order_by("factor")
    is_bundle = record.kind == ProductKind.BUNDLE
    return {
        "parts": [_part(one.product, one.quantity, one.note, locale) for one in parts],
        "holders": [_part(one.bundle, one.quantity, one.note, locale) for one in holders],
        "packings": [
            PartLine(
                name=one.unit.name,
                href=address("catalog.packing", one.pk),
                quantity=format_number(one.factor, locale),
                remark=one.barcode,
            )
            for one in packings
        ],
        "unit": record.unit.name if record.unit else "",
        "part_href": f"{named('catalog.bundlepart').address}/new?bundle={record.pk}"
        if is_bundle and may_add
        else "",
        "packing_href": f"{named('catalog.packing').address}/new?product={record.pk}" if may_add else "",
    }


def options(record: Record, actor: Actor) -> dict[str, object]:
    """The groups of options with the rules between them."""
    assert isinstance(record, Product)
    choices, may_add = choices_of(record), may(actor, "create", named("catalog.option"))
    named_by: dict[tuple[int, str], list[str]] = {}
    for rule in choices.rules:
        other = choices.options.get(rule.other_id)
        named_by.setdefault((rule.option_id, rule.kind), []).append(other.name if other else "—")
    groups = [
        GroupLine(
            name=group.name,
            href=address("catalog.optiongroup", group.pk),
            least=format_number(group.least, actor.locale),
            most=format_number(group.most, actor.locale),
            is_one=group.least == group.most == 1,
            options=tuple(
                _option(one, named_by, actor.locale)
                for one in choices.options.values()
                if one.group_id == group.pk
            ),
            new_href=f"{named('catalog.option').address}/new?group={group.pk}" if may_add else "",
        )
        for group in choices.groups
    ]
    return {
        "groups": groups,
        "group_href": f"{named('catalog.optiongroup').address}/new?product={record.pk}" if may_add else "",
        "rule_href": f"{named('catalog.optionrule').address}/new"
        if may_add and len(choices.options) > 1
        else "",
    }


def _part(product: Product, quantity: Decimal, note: str, locale: Locale) -> PartLine:
    return PartLine(
        name=product.name,
        href=address("catalog.product", product.pk),
        quantity=format_number(quantity, locale),
        remark=note,
    )


def _option(one: Option, named_by: dict[tuple[int, str], list[str]], locale: Locale) -> OptionLine:
    return OptionLine(
        name=one.name,
        href=address("catalog.option", one.pk),
        change=shown(one.price, one.price_currency, locale) if one.price else "",
        is_standard=one.is_standard,
        needs=tuple(named_by.get((one.pk, RuleKind.REQUIRES.value), ())),
        excludes=tuple(named_by.get((one.pk, RuleKind.EXCLUDES.value), ())),
    )
