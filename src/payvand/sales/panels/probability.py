"""Why the chance of a deal is what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payvand.culture.digits import format_number, localise
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor, may
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.parties.models.party import Source
from payvand.sales.commands.estimate import known_of
from payvand.sales.models import Opportunity, Stage
from payvand.sales.models.company_day import company_today
from payvand.sales.panels.wording import percent
from payvand.sales.win_probability.learning import BASE
from payvand.sales.win_probability.prediction import Learned, Line
from payvand.sales.win_probability.samples import SPANS

DEALS = "sales.opportunity"


@dataclass(frozen=True, kw_only=True)
class ReasonLine:
    """Why a probability is what it is: what was looked at, the points it adds, and what it is drawn from."""

    text: str
    points: str
    basis: str
    gains: bool


def probability(record: Record, actor: Actor) -> dict[str, object]:
    """Why the learned probability is what it is."""
    assert isinstance(record, Opportunity)
    deal, learned, today = record, Learned.now(), company_today()
    lines: Sequence[Line] = ()
    if learned is not None and deal.is_open:
        lines = learned.lines(known_of(deal, today), today)
    stages = dict(Stage.objects.filter(pk=deal.stage_id).values_list("pk", "name"))
    return {
        "lines": [_reason(line, stages, actor.locale) for line in lines],
        "chance": percent(deal.chance, actor.locale),
        "origin": origin_of(deal),
        "is_open": deal.is_open,
        "may_look": may(actor, "view", named(DEALS)),
    }


def origin_of(deal: Opportunity) -> str:
    """Where the probability comes from."""
    if not deal.is_open:
        return ""
    if deal.probability is not None:
        return _("own estimate")
    return _("learned from closed deals") if deal.learned is not None else _("from the stage")


def _reason(line: Line, stages: Mapping[int, str], locale: Locale) -> ReasonLine:
    basis = ngettext("%(won)s of %(count)s sample", "%(won)s of %(count)s samples", line.deals) % {
        "won": line.won,
        "count": line.deals,
    }
    points = format_number(abs(round(line.points, 1)), locale)
    sign = "" if line.name == BASE else "+" if line.points >= 0 else "\u2212"
    return ReasonLine(
        text=feature_words(line.name, stages, locale), points=f"{sign}{points}", basis=localise(basis, locale),
        gains=line.points >= 0,
    )  # fmt: skip


def feature_words(name: str, stages: Mapping[int, str], locale: Locale) -> str:
    """What a weight is about, in words."""
    what, _colon, value = name.partition(":")
    if what == "stage":
        return _("Stage: %(stage)s") % {"stage": stages.get(int(value), "")}
    if what == "age":
        return _("Age: %(span)s") % {"span": span_words(int(value), locale)}
    if what == "source":
        return _("Source: %(source)s") % {"source": Source(value).label if value in Source.values else "—"}
    if what == "amount":
        bands = {"0": _("small"), "1": _("middling"), "2": _("large")}
        return _("Amount: %(band)s") % {"band": bands.get(value, _("not known"))}
    return _("All deals")


def span_words(span: int, locale: Locale) -> str:
    """A span of age in words."""
    limits = (0, *SPANS)
    if span >= len(SPANS):
        return localise(_("from %(days)s days on") % {"days": limits[-1]}, locale)
    return localise(
        _("%(first)s to %(last)s days") % {"first": limits[span], "last": limits[span + 1] - 1}, locale
    )
