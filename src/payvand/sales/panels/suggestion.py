"""The values of suggestions on pages of records: what is likely and why, in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from payvand.catalog.models import Product
from payvand.culture.calendars import format_day
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor, visible
from payvand.kernel.kinds import Percent, address
from payvand.kernel.models import Record
from payvand.sales.models.suggestion import Suggestion, SuggestionKind, SuggestionState

MOST = 12
MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A suggestion in a list."""

    name: str
    href: str
    kind: str
    why: str


def of_party(record: Record, actor: Actor) -> dict[str, object]:
    """What a customer is likely to buy."""
    found = list(visible(Suggestion.objects.of(record.pk), actor).select_related("product")[:MOST])
    names = products_behind(found)
    return {
        "lines": [
            Shown(
                name=one.product.name if one.product else one.name,
                href=address("sales.suggestion", one.pk),
                kind=str(one.get_kind_display()),
                why=reason_of(one, names, actor.locale),
            )
            for one in found
        ]
    }


def why(record: Record, actor: Actor) -> dict[str, object]:
    """Why this is suggested, and how often such suggestions are taken up."""
    assert isinstance(record, Suggestion)
    same = visible(Suggestion.objects.filter(kind=record.kind), actor)
    taken = same.filter(state=SuggestionState.TAKEN).count()
    decided = taken + same.filter(state__in=(SuggestionState.DISMISSED, SuggestionState.PASSED)).count()
    accepted = ""
    if decided:
        share = Percent().text(Decimal(round(taken * 100 / decided)), actor.locale)
        words = {"share": share, "count": format_number(Decimal(decided), actor.locale)}
        accepted = _("%(share)s of %(count)s such suggestions were taken up.") % words
    return {"why": reason_of(record, products_behind([record]), actor.locale), "accepted": accepted}


def products_behind(found: list[Suggestion]) -> Mapping[int, str]:
    """The names of the goods that reasons speak of. One query."""
    wanted = {one.why.get("bought") for one in found} - {None}
    return dict(Product.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def reason_of(one: Suggestion, names: Mapping[int, str], locale: Locale) -> str:
    """The reason in words."""
    figures = one.why

    def number(name: str) -> str:
        return format_number(Decimal(str(figures.get(name, 0))), locale)

    def day(name: str) -> str:
        return format_day(date.fromisoformat(str(figures[name])), locale)

    if not figures:
        return ""
    if one.kind == SuggestionKind.CROSS_SELL:
        words = {
            "product": names.get(int(figures.get("bought", 0)), "—"),
            "percent": Percent().text(Decimal(int(figures.get("percent", 0))), locale),
            "count": number("customers"),
        }
        return _("Of those who buy “%(product)s”, %(percent)s buy this too (%(count)s customers).") % words
    if one.kind == SuggestionKind.REPURCHASE:
        words = {"usual": number("usual"), "waited": number("waited"), "last": day("last")}
        return _("Buys every %(usual)s days; the last time was %(waited)s days ago, on %(last)s.") % words
    return _("The contract ends on %(day)s.") % {"day": day("end_on")}
