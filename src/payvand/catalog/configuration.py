"""A product as one customer wants it: the options that were chosen, checked against the rules, and what they change."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from payvand.catalog.models import Option, OptionGroup, OptionRule, Product, RuleKind
from payvand.catalog.totals import ZERO
from payvand.kernel.errors import DomainError, FieldError, Invalid, Message

FIELD = "options"


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """The chosen options in the order of their groups, and by how much they change price and cost of one unit."""

    options: tuple[Option, ...]
    price: Decimal
    cost: Decimal

    @property
    def text(self) -> str:
        """The options as a line of a document says them."""
        return ", ".join(f"{option.group.name}: {option.name}" for option in self.options)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Everything that may be chosen at a product, and the rules of it."""

    groups: Sequence[OptionGroup]
    options: Mapping[int, Option]
    rules: Sequence[OptionRule]

    @property
    def standard(self) -> tuple[int, ...]:
        """What is chosen where nobody says otherwise."""
        return tuple(pk for pk, option in self.options.items() if option.is_standard)


def choices_of(product: Product) -> Choices:
    """The groups, options and rules of a product, in three queries."""
    groups = list(OptionGroup.objects.current().filter(product=product).order_by("position", "id"))
    places = {group.pk: place for place, group in enumerate(groups)}
    found = Option.objects.current().filter(group__in=groups).select_related("group")
    options = sorted(found, key=lambda one: (places[one.group_id], one.position, one.pk))
    rules = OptionRule.objects.current().filter(option__in=options).order_by("id")
    return Choices(groups=groups, options={one.pk: one for one in options}, rules=list(rules))


def configure(product: Product, chosen: Collection[int], currency: str) -> Configuration:
    """Check the numbers of the chosen options and add up what they change, in the currency of the document.

    Raises Invalid with every rule that is broken, all of them at the field "options".
    """
    choices = choices_of(product)
    wanted = set(chosen)
    unknown = wanted - choices.options.keys()
    if unknown:
        message = _("“%(product)s” has no such option.") % {"product": product.name}
        raise DomainError("no_such_option", message, FIELD)
    broken = [*_counted(choices, wanted), *_ruled(choices, wanted)]
    if broken:
        raise Invalid(broken)
    options = tuple(option for pk, option in choices.options.items() if pk in wanted)
    return Configuration(
        options=options,
        price=_summed(((one.price, one.price_currency) for one in options), currency),
        cost=_summed(((one.cost, one.cost_currency) for one in options), currency),
    )


def _counted(choices: Choices, wanted: set[int]) -> Iterable[FieldError]:
    """The groups of which too few or too many were chosen."""
    for group in choices.groups:
        count = sum(pk in wanted for pk, option in choices.options.items() if option.group_id == group.pk)
        if count < group.least:
            yield _error("too_few", _("“%(group)s”: choose at least %(count)d."), group, group.least)
        elif count > group.most:
            yield _error("too_many", _("“%(group)s”: choose at most %(count)d."), group, group.most)


def _error(code: str, message: str, group: OptionGroup, count: int) -> FieldError:
    return FieldError(field=FIELD, code=code, message=message % {"group": group.name, "count": count})


def _ruled(choices: Choices, wanted: set[int]) -> Iterable[FieldError]:
    """The rules that the chosen options break."""
    for rule in choices.rules:
        if rule.option_id not in wanted:
            continue
        if (rule.other_id in wanted) == (rule.kind == RuleKind.EXCLUDES):
            yield FieldError(field=FIELD, code=f"option_{rule.kind}", message=_broken(rule, choices))


def _broken(rule: OptionRule, choices: Choices) -> Message:
    if rule.reason:
        return rule.reason
    other = choices.options.get(rule.other_id)
    names = {"option": choices.options[rule.option_id].name, "other": other.name if other else "—"}
    if rule.kind == RuleKind.EXCLUDES:
        return _("“%(option)s” does not go with “%(other)s”.") % names
    return _("“%(option)s” needs “%(other)s”.") % names


def _summed(changes: Iterable[tuple[Decimal | None, str]], currency: str) -> Decimal:
    total = ZERO
    for amount, of in changes:
        if amount is None:
            continue
        if of != currency and amount != 0:
            message = _("The options of this product are priced in %(currency)s.") % {"currency": of}
            raise DomainError("other_currency", message, FIELD)
        total += Decimal(amount)
    return total
