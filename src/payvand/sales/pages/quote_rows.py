"""The lines of the quote editor: their inputs, what was typed into them, and what stands beside them."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from payvand.catalog.totals import ZERO
from payvand.culture.digits import format_number, localise
from payvand.culture.locale import Locale
from payvand.culture.money import Money, format_money
from payvand.kernel.access import Actor
from payvand.kernel.errors import Message
from payvand.kernel.kinds import MoneyKind, Reference
from payvand.kernel.objects import named
from payvand.kernel.records.values import current, shown
from payvand.sales.commands.approval import discount_given
from payvand.sales.commands.lines import SPEAKING
from payvand.sales.models import QuoteLine
from payvand.sales.pages.quote_options import Group, chosen_in, groups_by_product, posted_options
from payvand.sales.quote_reckoning import Reckoning
from payvand.ui.components import Control
from payvand.ui.pages.controls import Ask, Filled, control, filled_with, given, refilled

COLUMNS = ("product", "description", "quantity", "unit_price", "discount_percent", "tax_percent")
# How the name of an input begins: "l3f9a.quantity".
MARK = "l"

Raw = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class EditorRow:
    """A line in the editor: its inputs, what was typed, what it comes to, where its price comes from, what is wrong."""

    key: str
    controls: Sequence[Control]
    raw: Raw
    total: str = ""
    hint: str = ""
    errors: str = ""
    product: int = 0
    offered: Sequence[Group] = ()
    # Whether the page shows the options of another product beside the line, or none.
    is_other: bool = False


def empty_row(actor: Actor, currency: str) -> EditorRow:
    """A line to be filled."""
    key = new_key()
    fields = named("sales.quoteline").fields
    values = {"quantity": fields["quantity"].default}
    filled = {name: filled_with(fields[name].kind, values.get(name), actor.locale) for name in COLUMNS}
    return EditorRow(key=key, controls=controls_of(key, filled, actor, currency), raw={})


def row_of(line: QuoteLine, actor: Actor) -> EditorRow:
    """A line that stands."""
    key, fields, currency = new_key(), named("sales.quoteline").fields, line.quote.currency
    values = {name: current(line, fields[name]) for name in COLUMNS}
    if line.product is not None:
        values["product"] = Reference(id=line.product.pk, label=line.product.name)
    if not line.discount_percent:
        values["discount_percent"] = None
    if line.product is not None and line.unit_price == line.list_price:
        # What follows from the catalogue goes on following: another option, another price.
        values["unit_price"] = None
    if line.product is not None and line.options and line.description.startswith(f"{line.product.name} ("):
        values["description"] = None
    raw = {name: shown(fields[name], value) for name, value in values.items()}
    raw["options"] = line.options
    filled = {name: filled_with(fields[name].kind, value, actor.locale) for name, value in values.items()}
    return EditorRow(
        key=key, controls=controls_of(key, filled, actor, currency), raw=raw, product=line.product_id or 0
    )


def typed_rows(posted: QueryDict, actor: Actor, currency: str) -> list[EditorRow]:
    """The lines of a posted editor, in the order in which they stand there."""
    keys = dict.fromkeys(
        name.partition(".")[0]
        for name in posted
        if name.startswith(MARK) and name.partition(".")[2] in COLUMNS
    )
    fields = named("sales.quoteline").fields
    rows = []
    for key in keys:
        names = {name: f"{key}.{name}" for name in COLUMNS}
        raw = {name: given(fields[name].kind, at, posted, None) for name, at in names.items()}
        filled = {name: refilled(fields[name].kind, at, posted, actor.locale) for name, at in names.items()}
        said = {name: value for name, value in raw.items() if value not in (None, "")}
        product, before = posted.get(f"{key}.product", ""), posted.get(f"{key}.options_of", "")
        if product and product == before:
            said["options"] = posted_options(posted.getlist(f"{key}.options"))
        rows.append(
            EditorRow(
                key=key,
                controls=controls_of(key, filled, actor, currency),
                raw=said,
                product=int(product) if product.isdecimal() else 0,
                is_other=product != before,
            )
        )
    return rows


def controls_of(key: str, filled: Mapping[str, Filled], actor: Actor, currency: str) -> list[Control]:
    """The inputs of a line, in the order of the columns; amounts are in the currency of the quote."""
    fields = named("sales.quoteline").fields
    made = []
    for name in COLUMNS:
        kind = fields[name].kind
        kind = replace(kind, currency=currency) if isinstance(kind, MoneyKind) else kind
        ask = Ask(name=f"{key}.{name}", label=fields[name].label, kind=kind)
        one = control(ask, filled[name], actor)
        label = {"aria-label": str(fields[name].label)}
        made.append(
            replace(one, attrs={**one.attrs, **label}, placeholder=placeholder_of(name, actor.locale))
        )
    return made


def placeholder_of(name: str, locale: Locale) -> str:
    """What an empty input means."""
    said = {
        "unit_price": _("as listed"),
        "tax_percent": _("by law"),
        "discount_percent": localise("0", locale),
    }
    return said.get(name, "")


def speaking(rows: Sequence[EditorRow]) -> list[EditorRow]:
    """The rows that say anything: those that become lines."""
    return [row for row in rows if any(row.raw.get(name) not in (None, "") for name in SPEAKING)]


def with_figures(rows: Sequence[EditorRow], found: Reckoning, actor: Actor) -> list[EditorRow]:
    """The rows with what was worked out of them, or what is wrong with them."""
    place_of = {row.key: place for place, row in enumerate(speaking(rows))}
    return [
        with_figure(row, place_of[row.key], found, actor.locale) if row.key in place_of else row
        for row in with_options(rows, actor.locale)
    ]


def with_options(rows: Sequence[EditorRow], locale: Locale) -> list[EditorRow]:
    """The rows of configurable products with what may be chosen there."""
    configurable = groups_by_product({row.product: None for row in rows if row.product}, locale)
    made = []
    for row in rows:
        if row.product in configurable:
            chosen = {row.product: chosen_in(str(row.raw.get("options") or ""))}
            row = replace(row, offered=groups_by_product(chosen, locale)[row.product])  # noqa: PLW2901 - itself, filled
        made.append(row)
    return made


def with_figure(row: EditorRow, place: int, found: Reckoning, locale: Locale) -> EditorRow:
    """A row with its own figure or fault."""
    wrong = [
        message
        for name, messages in found.errors.items()
        if name.startswith(f"lines.{place}.")
        for message in messages
    ]
    if wrong or place >= len(found.lines):
        return replace(row, errors=sentence(wrong))
    line, currency = found.lines[place], found.quote.currency
    total = format_money(Money(amount=line.net or ZERO, currency=currency), locale)
    return replace(row, total=total, hint=hint_of(line, currency, locale))


def hint_of(line: QuoteLine, currency: str, locale: Locale) -> str:
    """What the catalogue asks, and how much of it is given away."""
    said = []
    if line.list_price is not None:
        price = format_money(Money(amount=line.list_price, currency=currency), locale)
        said.append(_("list price %(price)s") % {"price": price})
    off = discount_given(line)
    if off:
        said.append(_("%(percent)s %% off") % {"percent": format_number(off.normalize() + 0, locale)})
    if line.promotion:
        amount = format_money(Money(amount=line.promised, currency=currency), locale)
        said.append(f"{line.promotion}: − {amount}")
    said.append(_("tax %(percent)s %%") % {"percent": format_number(line.tax_rate.normalize() + 0, locale)})
    return " · ".join(said)


def sentence(messages: Sequence[Message]) -> str:
    """What is wrong with one line, in one text."""
    return " ".join(str(message) for message in messages)


def new_key() -> str:
    """A name for a row that no other row of the page has."""
    return MARK + secrets.token_hex(4)
