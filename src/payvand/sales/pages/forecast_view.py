"""The parts of the forecast page: strip, lines, people, history, what changed, and the doors to other views of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from payvand.culture.calendars import format_day
from payvand.culture.currencies import CURRENCIES
from payvand.culture.digits import format_number
from payvand.kernel.kinds import address
from payvand.sales.forecast.changes import Change, Turn, effects
from payvand.sales.forecast.history import history_of
from payvand.sales.forecast.periods import current_year
from payvand.sales.forecast.subjects import Subject, may_steer, with_shares
from payvand.sales.forecast.sums import Sums
from payvand.sales.models import PeriodKind, Target, TargetMeasure, Whose
from payvand.sales.pages.forecast_asked import PEOPLE, Asked
from payvand.sales.pages.forecast_grid import Figures, Line, Pen, target_of
from payvand.ui.components import Control, Figure, Option, Tab


@dataclass(frozen=True, kw_only=True)
class Told:
    """A deal that turned, in words."""

    name: str
    href: str
    remark: str
    effect: str


@dataclass(frozen=True, kw_only=True)
class TurnGroup:
    """All deals that turned in one way, and what they come to together."""

    label: str
    tone: str
    icon: str
    effect: str
    deals: Sequence[Told]


def heads() -> list[tuple[str, str]]:
    """The columns, and what each counts."""
    return [
        (_("Target"), _("What is to be won in the period.")),
        (_("Closed"), _("Deals won in the period.")),
        (_("Commit"), _("Open deals that their seller stands for.")),
        (_("Best case"), _("Open deals that come if all goes well.")),
        (_("Pipeline"), _("All open deals expected in the period, but those left out.")),
        (_("Weighted"), _("The same, each amount times its probability.")),
        (_("Expected total"), _("Closed and commit together, or the figure of the leader.")),
        (_("Gap"), _("What the expected sum lacks to the target.")),
    ]


def pen_of(asked: Asked) -> Pen:
    """Who writes the amounts of the page."""
    return Pen(locale=asked.shown or asked.locale, currency=asked.currency)


def figure_strip(asked: Asked, chosen: Figures) -> list[Figure]:
    """The chosen period at a glance."""
    pen, nothing = pen_of(asked), Decimal(0)
    share = "" if chosen.reached is None else format_number(chosen.reached, asked.locale, 0)
    return [
        Figure(label=_("Target"), value="—" if chosen.target is None else pen.amount(chosen.target)),
        Figure(
            label=_("Closed"),
            value=pen.amount(chosen.sums.closed),
            hint=_("%(share)s %% of the target") % {"share": share} if share else "",
        ),
        Figure(
            label=_("Expected total"),
            value=pen.amount(chosen.expected),
            hint=chosen.override.note if chosen.override else "",
        ),
        Figure(
            label=_("Gap"),
            value="—" if chosen.gap is None else pen.amount(max(chosen.gap, nothing)),
            tone="neutral" if chosen.gap is None else "success" if chosen.gap <= 0 else "warning",
        ),
    ]


def lines_of(asked: Asked, figures: Sequence[Figures]) -> list[Line]:
    """The periods."""
    return [
        Line(
            label=one.label,
            href=asked.href(period=one.key),
            cells=pen_of(asked).cells(found, asked.subject, one),
            is_now=one.covers(asked.today),
            is_chosen=one == asked.chosen,
        )
        for one, found in zip(asked.periods, figures, strict=True)
    ]


def people_of(asked: Asked, sums: Mapping[int | None, Sums]) -> dict[str, object]:
    """Who brings what in the chosen period, a page of them and the ways to the others; whoever has none is left out."""
    found = [one for one in asked.subjects if one.whose == Whose.USER and one.pk in sums]
    pages = max(-(-len(found) // PEOPLE), 1)
    page = min(asked.people, pages)
    first = (page - 1) * PEOPLE
    shown = found[first : first + PEOPLE]
    words = {
        "first": format_number(first + 1, asked.locale),
        "last": format_number(first + len(shown), asked.locale),
        "count": format_number(len(found), asked.locale),
    }
    return {
        "people": lines_of_people(asked, shown, sums) if asked.subject.whose != Whose.USER else [],
        "people_told": _("%(first)s to %(last)s of %(count)s") % words if pages > 1 else "",
        "people_before": asked.href(people=page - 1) if page > 1 else "",
        "people_after": asked.href(people=page + 1) if page < pages else "",
    }


def lines_of_people(asked: Asked, shown: Sequence[Subject], sums: Mapping[int | None, Sums]) -> list[Line]:
    """What each of them is credited with, and their targets. Two queries, whatever their number."""
    chosen, people = asked.chosen, with_shares(shown)
    kept = Target.objects.filter(
        subject__in=[one.key for one in people], calendar=asked.locale.calendar, archived_at=None,
        measure=TargetMeasure.WON_VALUE, amount_currency=asked.currency,
        starts_on__gte=chosen.start, ends_on__lte=chosen.end,
    )  # fmt: skip
    targets: dict[str, list[Target]] = {}
    for target in kept:
        targets.setdefault(target.subject, []).append(target)
    return [
        Line(
            label=one.name,
            href=asked.href(of=one.key),
            cells=pen_of(asked).cells(
                Figures(sums=sums[one.pk], target=target_of(chosen, targets.get(one.key, []))), one, chosen
            ),
        )
        for one in people
    ]


def history_lines(asked: Asked) -> list[tuple[str, list[str]]]:
    """The chosen period as it stood week by week."""
    pen = pen_of(asked)
    kept = history_of(asked.subject, asked.chosen, asked.currency, asked.today, asked.locale)
    return [
        (
            format_day(day, asked.locale, "long"),
            [
                pen.amount(one)
                for one in (sums.closed, sums.commit, sums.best_case, sums.pipeline, sums.weighted)
            ],
        )
        for day, sums in kept
    ]


def doors_of(asked: Asked, currencies: Sequence[str]) -> dict[str, object]:
    """The ways to other people, years, sorts of period and currencies."""
    kinds = (
        (PeriodKind.MONTH, _("Months")),
        (PeriodKind.QUARTER, _("Quarters")),
        (PeriodKind.YEAR, _("Fiscal years")),
    )
    others = dict.fromkeys([asked.currency, *currencies])
    now = current_year(asked.today, asked.locale)
    return {
        "unit": pen_of(asked).unit,
        "tabs": [
            Tab(label=label, href=asked.href(by=str(kind), period=""), current=kind == asked.kind)
            for kind, label in kinds
        ],
        "who": Control(
            editor="choice", name="of", label=_("Whose"), value=asked.subject.key, required=True,
            options=[Option(value=one.key, text=one.name, hint=str(one.whose.label)) for one in asked.subjects],
        ),
        "earlier": asked.href(year=asked.year - 1, period=""),
        "later": asked.href(year=asked.year + 1, period=""),
        "today": asked.href(year=now, period="") if asked.year != now else "",
        "currencies": [
            Tab(
                label=CURRENCIES[one].labels[asked.locale.language] if one in CURRENCIES else one,
                href=asked.href(currency=one),
                current=one == asked.currency,
            )
            for one in others
        ]
        if len(others) > 1
        else [],
    }  # fmt: skip


def steering_of(asked: Asked, chosen: Figures) -> dict[str, object]:
    """The forms by which a leader sets a target and says another figure."""
    amount = Control(editor="text", name="amount", label=_("Amount"), required=True, id="f-target")
    return {
        "may_steer": may_steer(asked.actor, asked.subject, asked.staff),
        "override": chosen.override,
        "target_control": amount,
        "override_controls": [
            Control(editor="text", name="amount", label=_("Amount"), required=True, id="f-override"),
            Control(editor="text", name="note", label=_("Why"), required=True, id="f-why"),
        ],
    }


def groups_of(asked: Asked, found: Sequence[Change]) -> list[TurnGroup]:
    """The turns of a week, each with its sum and its deals."""
    pen, sums = pen_of(asked), effects(found)
    looks = {
        Turn.WON: (_("Won"), "trophy"),
        Turn.LOST: (_("Lost"), "mood-sad"),
        Turn.NEW: (_("New"), "plus"),
        Turn.SLIPPED: (_("Put off"), "calendar-time"),
        Turn.PULLED_IN: (_("Brought forward"), "calendar"),
        Turn.GROWN: (_("Grown"), "trending-up"),
        Turn.SHRUNK: (_("Shrunk"), "trending-down"),
    }
    return [
        TurnGroup(
            label=looks[turn][0],
            icon=looks[turn][1],
            tone="success" if sums[turn] > 0 else "danger" if sums[turn] < 0 else "neutral",
            effect=f"{pen.signed(sums[turn])} {pen.unit}",
            deals=[told(asked, change) for change in found if change.turn == turn],
        )
        for turn in Turn
        if turn in sums
    ]


def told(asked: Asked, change: Change) -> Told:
    """One deal: whose it is, and what it was before."""
    deal, pen = change.deal, pen_of(asked)
    was = ""
    if change.turn in (Turn.GROWN, Turn.SHRUNK):
        before = change.before.amount.amount if change.before.amount else Decimal(0)
        was = _("from %(before)s to %(after)s") % {
            "before": pen.amount(before),
            "after": pen.amount(deal.amount or Decimal(0)),
        }
    elif change.turn in (Turn.SLIPPED, Turn.PULLED_IN):
        days = [
            format_day(day, asked.locale) if day else "—"
            for day in (change.before.expected, deal.expected_close)
        ]
        was = _("from %(before)s to %(after)s") % {"before": days[0], "after": days[1]}
    parts = (str(deal.party or ""), str(deal.owner or ""), was)
    return Told(
        name=deal.name,
        href=f"{address('sales.opportunity')}/{deal.pk}",
        remark=" · ".join(part for part in parts if part),
        effect=f"{pen.signed(change.effect)} {pen.unit}",
    )
