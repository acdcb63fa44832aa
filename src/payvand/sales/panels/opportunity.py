"""A deal's own page: its path, its figures and weak points, people, products, checklist."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payvand.culture.calendars import format_day
from payvand.culture.digits import format_number, localise
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor, visible
from payvand.kernel.kinds import Percent, address
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.parties.models import Party
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
from payvand.sales.panels.probability import origin_of
from payvand.sales.panels.wording import money, percent
from payvand.sales.weaknesses import weaknesses_of
from payvand.ui.components import Figure, Step, Tone

DEALS = "sales.opportunity"
MOST = 50


def course(record: Record, actor: Actor) -> dict[str, object]:
    """The path through the stages, the figures that matter, and what is weak."""
    deal = _deal(record)
    weak = weaknesses_of(Opportunity.objects.filter(pk=deal.pk)).get(deal.pk, [])
    return {
        "steps": _steps(deal, actor),
        "figures": _figures(deal, actor.locale),
        "weak": [one.words(actor.locale) for one in weak],
    }


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
            hint=origin_of(deal),
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


def _may_edit(deal: Opportunity, actor: Actor) -> bool:
    return (
        deal.archived_at is None and visible(Opportunity.objects.filter(pk=deal.pk), actor, "edit").exists()
    )


def _deal(record: Record) -> Opportunity:
    assert isinstance(record, Opportunity)
    return record
