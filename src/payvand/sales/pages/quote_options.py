"""What may be chosen at the lines of the quote editor: the groups of options of each configurable product."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from payvand.catalog.configuration import choices_of
from payvand.catalog.models import Option, OptionGroup, Product
from payvand.culture.locale import Locale
from payvand.culture.money import Money, format_money
from payvand.sales.models.quote_line import NOTHING_CHOSEN


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An option: its number, what it is called and by how much it changes the price, whether it is chosen."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group of options: one of them is picked from a list, or several are ticked."""

    label: str
    single: bool
    may_be_none: bool
    choices: Sequence[Choice]


def groups_by_product(
    chosen: Mapping[int, Collection[int] | None], locale: Locale
) -> Mapping[int, Sequence[Group]]:
    """The groups of the configurable ones among some products, each with what was chosen at it (None: the standard)."""
    groups = OptionGroup.objects.current().filter(product__in=chosen)
    configurable = set(groups.values_list("product_id", flat=True)) if chosen else set()
    return {
        product.pk: groups_of(product, chosen[product.pk], locale)
        for product in Product.objects.filter(pk__in=configurable)
    }


def groups_of(product: Product, chosen: Collection[int] | None, locale: Locale) -> list[Group]:
    """The groups of one product."""
    choices = choices_of(product)
    picked = set(choices.standard if chosen is None else chosen)
    return [
        Group(
            label=group.name,
            single=group.most == 1,
            may_be_none=group.least == 0,
            choices=[
                Choice(value=str(pk), text=words_of(option, locale), chosen=pk in picked)
                for pk, option in choices.options.items()
                if option.group_id == group.pk
            ],
        )
        for group in choices.groups
    ]


def words_of(option: Option, locale: Locale) -> str:
    """An option with what it adds to the price."""
    if not option.price:
        return option.name
    amount = format_money(Money(amount=abs(option.price), currency=option.price_currency), locale)
    return f"{option.name} ({'+' if option.price > 0 else '−'} {amount})"


def chosen_in(text: str) -> tuple[int, ...] | None:
    """The numbers of a line's options as they were posted or kept; None where nobody has said."""
    numbers = [int(part) for part in text.split(",") if part.strip().isdecimal()]
    return tuple(one for one in numbers if one) if numbers else None


def posted_options(values: Sequence[str]) -> str:
    """What a form says in the inputs of a line's options."""
    numbers = [one for one in values if one.isdecimal() and one != NOTHING_CHOSEN]
    return ",".join(numbers) or (NOTHING_CHOSEN if values else "")
