"""The values of the parts of a deal's page: its path, its figures, its weak points, people, products, probability."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payvand.culture.calendars import format_day
from payvand.culture.digits import format_number, localise
from payvand.culture.locale import Locale
from payvand.culture.money import Money, format_money
from payvand.kernel.access import Actor, may, visible
from payvand.kernel.kinds import Percent, address
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.parties.models import Party
from payvand.parties.models.party import Source
from payvand.sales.commands.estimate import known_of
from payvand.sales.models import (
    ChecklistItem,
    ChecklistTick,
    Opportunity,
    OpportunityLine,
    Split,
    Stage,
    StageChange,
    Stakeholder,
)
from payvand.sales.models.company_day import company_today
from payvand.sales.weaknesses import weaknesses_of
from payvand.sales.win_probability.learning import BASE
from payvand.sales.win_probability.prediction import Learned, Line
from payvand.sales.win_probability.samples import SPANS
from payvand.ui.components import Figure, Step, Tone

DEALS = "sales.opportunity"
MOST = 50


@dataclass(frozen=True, kw_only=True)
class DealLine:
    """A deal in a short list."""

    name: str
    href: str
    stage: str
    tone: Tone
    amount: str
    day: str


@dataclass(frozen=True, kw_only=True)
class ReasonLine:
    """Why a probability is what it is: what was looked at, the points it adds, and what it is drawn from."""

    text: str
    points: str
    basis: str
    gains: bool


def course(record: Record, actor: Actor) -> dict[str, object]:
    """The path through the stages, the figures that matter, and what is weak."""
    deal = _deal(record)
    weak = weaknesses_of(Opportunity.objects.filter(pk=deal.pk)).get(deal.pk, [])
    return {
        "steps": _steps(deal, actor),
        "figures": _figures(deal, actor.locale),
        "weak": [one.words(actor.locale) for one in weak],
    }


def _may_edit(deal: Opportunity, actor: Actor) -> bool:
    return (
        deal.archived_at is None and visible(Opportunity.objects.filter(pk=deal.pk), actor, "edit").exists()
    )


def _steps(deal: Opportunity, actor: Actor) -> list[Step]:
    """The stages of the deal's pipeline; each that it may go to asks for what that needs."""
    stages = list(
        Stage.objects.current().filter(pipeline=deal.standing.pipeline_id).order_by("position", "id")
    )
    if not any(stage.pk == deal.stage_id for stage in stages):
        stages.append(Stage.objects.get(pk=deal.stage_id))
    moves = deal.is_open and _may_edit(deal, actor)
    return [_step(stage, deal, moves=moves) for stage in stages]


def _step(stage: Stage, deal: Opportunity, *, moves: bool) -> Step:
    is_here = stage.pk == deal.stage_id
    is_done = stage.category == "open" and stage.position < deal.standing.position and not deal.is_lost
    tone = _tone(stage) if is_here else "primary"
    if is_here or not moves:
        return Step(
            label=stage.name, state="current" if is_here else "done" if is_done else "todo", tone=tone
        )
    asked = f"{address(DEALS, deal.pk)}/move_to_stage?stage={stage.pk}"
    return Step(
        label=stage.name, state="done" if is_done else "todo", href=asked, tone=tone,
        attrs={"hx-get": asked, "hx-target": "#dialog", "hx-swap": "innerHTML"},
    )  # fmt: skip


def _tone(stage: Stage) -> Tone:
    return "success" if stage.category == "won" else "danger" if stage.category == "lost" else "primary"


def _figures(deal: Opportunity, locale: Locale) -> list[Figure]:
    today = company_today()
    days = deal.days_open(today)
    in_stage = max((today - deal.stage_since.date()).days, 0) if deal.stage_since else 0
    shown = [
        Figure(label=_("Amount"), icon="cash", value=money(deal.amount, deal.amount_currency, locale)),
        Figure(
            label=_("Win probability"),
            icon="target-arrow",
            value=percent(deal.chance, locale),
            hint=_origin(deal),
        ),
        Figure(
            label=_("Weighted amount"),
            icon="scale",
            value=money(deal.weighted, deal.weighted_currency, locale),
        ),
        Figure(label=_("Days open"), icon="clock", value=format_number(days, locale)),
    ]
    if deal.is_open:
        step = localise(deal.next_step, locale) or "—"
        due = format_day(deal.next_step_on, locale) if deal.next_step_on else ""
        late = deal.next_step_on is not None and deal.next_step_on < today
        shown += [
            Figure(label=_("Days in this stage"), icon="progress", value=format_number(in_stage, locale)),
            Figure(
                label=_("Next step"), icon="calendar-event", value=step, hint=due,
                tone="warning" if late or not deal.next_step else "neutral",
            ),
        ]  # fmt: skip
    elif deal.closed_on:
        shown.append(
            Figure(label=_("Closed on"), icon="calendar-event", value=format_day(deal.closed_on, locale))
        )
    return shown


def _origin(deal: Opportunity) -> str:
    """Where the probability comes from."""
    if not deal.is_open:
        return ""
    if deal.probability is not None:
        return _("own estimate")
    return _("learned from closed deals") if deal.learned is not None else _("from the stage")


def probability(record: Record, actor: Actor) -> dict[str, object]:
    """Why the learned probability is what it is."""
    deal, learned, today = _deal(record), Learned.now(), company_today()
    lines: Sequence[Line] = ()
    if learned is not None and deal.is_open:
        lines = learned.lines(known_of(deal, today), today)
    stages = dict(Stage.objects.filter(pk=deal.stage_id).values_list("pk", "name"))
    return {
        "lines": [_reason(line, stages, actor.locale) for line in lines],
        "chance": percent(deal.chance, actor.locale),
        "origin": _origin(deal),
        "is_open": deal.is_open,
        "may_look": may(actor, "view", named(DEALS)),
    }


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


def people(record: Record, actor: Actor) -> dict[str, object]:
    """Who has a say, who competes, and who shares the credit."""
    deal = _deal(record)
    found = Stakeholder.objects.filter(opportunity=deal, archived_at__isnull=True).select_related("party")
    known = set(
        visible(Party.objects.filter(pk__in=[one.party_id for one in found]), actor).values_list(
            "pk", flat=True
        )
    )
    splits = list(Split.objects.filter(opportunity=deal, archived_at__isnull=True).select_related("user"))
    rest = 100 - sum(split.percent for split in splits)
    owner = [(str(deal.owner), percent(Decimal(rest), actor.locale))] if deal.owner else []
    shares = [(str(split.user), percent(Decimal(split.percent), actor.locale)) for split in splits]
    return {
        "people": [one for one in found.order_by("id") if one.party_id in known],
        "tones": {"for": "success", "against": "danger", "neutral": "neutral"},
        "party_address": address("parties.party"),
        "rivals": [
            str(rival.competitor) for rival in deal.rivals.select_related("competitor").order_by("id")
        ],
        "shares": owner + shares if splits else [],
        "may_edit": _may_edit(deal, actor),
        "new_person": f"{named('sales.stakeholder').address}/new?opportunity={deal.pk}",
        "new_share": f"{named('sales.split').address}/new?opportunity={deal.pk}",
    }


def products(record: Record, actor: Actor) -> dict[str, object]:
    """What is talked about, line by line."""
    deal, locale = _deal(record), actor.locale
    lines = OpportunityLine.objects.filter(opportunity=deal, archived_at__isnull=True).select_related(
        "product"
    )
    rows = [
        {
            "href": address("sales.opportunityline", line.pk),
            "name": str(line.product or line.description),
            "quantity": format_number(line.quantity, locale),
            "price": money(line.unit_price, line.unit_price_currency, locale),
            "discount": Percent().text(line.discount, locale) if line.discount else "",
            "amount": money(line.amount, line.amount_currency, locale),
        }
        for line in lines.order_by("id")[:MOST]
    ]
    return {
        "rows": rows,
        "total": money(deal.amount, deal.amount_currency, locale),
        "new_href": f"{named('sales.opportunityline').address}/new?opportunity={deal.pk}"
        if _may_edit(deal, actor)
        else "",
    }


def checklist(record: Record, actor: Actor) -> dict[str, object]:
    """What is to be done in this stage, and what of it was done by whom; then the way so far."""
    deal = _deal(record)
    ticks = {
        tick.item_id: tick for tick in ChecklistTick.objects.filter(opportunity=deal).select_related("by")
    }
    items = [
        (item.value, item.pk in ticks, str(ticks[item.pk].by or "") if item.pk in ticks else "")
        for item in ChecklistItem.objects.filter(stage=deal.stage_id).order_by("id")
    ]
    stays = (
        StageChange.objects.filter(opportunity=deal).select_related("stage", "actor").order_by("-id")[:MOST]
    )
    return {
        "items": items,
        "stays": [_stay(stay, actor.locale) for stay in stays],
        "may_edit": deal.is_open and _may_edit(deal, actor),
        "address": address(DEALS, deal.pk),
    }


def _stay(stay: StageChange, locale: Locale) -> dict[str, str]:
    until = stay.left_at.date() if stay.left_at else company_today()
    days = max((until - stay.entered_at.date()).days, 0)
    return {
        "stage": stay.stage.name,
        "since": format_day(stay.entered_at.date(), locale),
        "days": localise(ngettext("%(count)s day", "%(count)s days", days) % {"count": days}, locale),
        "who": str(stay.actor or ""),
    }


def of_party(record: Record, actor: Actor) -> dict[str, object]:
    """The deals of a party that the reader may see: sums of what is open and what was won, then the latest of them."""
    assert isinstance(record, Party)
    rows = visible(Opportunity.objects.current().filter(party=record), actor)
    if not record.is_organisation:
        rows = rows | visible(Opportunity.objects.current().filter(contact=record), actor)
    deals = list(rows.select_related("stage").order_by("-id")[:MOST])
    where = quote(f"party is {record.pk}")
    new = f"{address('parties.party', record.pk)}/new_opportunity"
    return {
        "lines": [_line(deal, actor.locale) for deal in deals],
        "sums": _sums(rows.values_list("stage__category", "amount_currency", "amount"), actor.locale),
        "all_href": f"{named(DEALS).address}?where={where}",
        "new_href": new if may(actor, "create", named(DEALS)) else "",
    }


def _sums(rows: Iterable[tuple[str, str, Decimal | None]], locale: Locale) -> list[Figure]:
    """How many deals are open, won and lost, and what they come to in each currency."""
    labels = (("open", _("Open")), ("won", _("Won")), ("lost", _("Lost")))
    figures = []
    for category, label in labels:
        found = [(currency, amount or Decimal(0)) for one, currency, amount in rows if one == category]
        by_currency: dict[str, Decimal] = {}
        for currency, amount in found:
            by_currency[currency] = by_currency.get(currency, Decimal(0)) + amount
        told = " + ".join(
            money(amount, currency, locale) for currency, amount in by_currency.items() if amount
        )
        figures.append(Figure(label=label, value=format_number(len(found), locale), hint=told))
    return figures


def _line(deal: Opportunity, locale: Locale) -> DealLine:
    day: date | None = deal.closed_on or deal.expected_close
    tone: Tone = "success" if deal.is_won else "danger" if deal.is_lost else "info"
    return DealLine(
        name=deal.name, href=address(DEALS, deal.pk), stage=deal.stage.name, tone=tone,
        amount=money(deal.amount, deal.amount_currency, locale), day=format_day(day, locale) if day else "",
    )  # fmt: skip


def money(amount: Decimal | None, currency: str, locale: Locale) -> str:
    """An amount in the reader's unit; a dash where there is none."""
    return "—" if amount is None else format_money(Money(amount=Decimal(amount), currency=currency), locale)


def percent(value: Decimal, locale: Locale) -> str:
    """A percentage without places that nobody needs."""
    return Percent().text(Decimal(value).quantize(Decimal(1)), locale)


def _deal(record: Record) -> Opportunity:
    assert isinstance(record, Opportunity)
    return record
