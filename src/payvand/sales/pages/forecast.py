"""The forecast: periods against targets, who brings what, what changed since last week, and how it went so far."""

from dataclasses import replace
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payvand.culture.calendars import format_moment
from payvand.kernel import clock
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import MoneyKind
from payvand.sales.commands.target import drop_override, override_forecast, set_target
from payvand.sales.forecast.changes import changes_since
from payvand.sales.forecast.credit import credit_by_period, credit_by_person
from payvand.sales.forecast.grid import grid_of
from payvand.sales.forecast.shares import moved
from payvand.sales.models import ForecastOverride, Target, TargetMeasure, Whose
from payvand.sales.pages.forecast_asked import Asked, asked_of
from payvand.sales.pages.forecast_grid import figures_by_period, readable
from payvand.sales.pages.forecast_view import (
    doors_of,
    figure_strip,
    groups_of,
    heads,
    history_lines,
    lines_of,
    people_of,
    steering_of,
)
from payvand.sales.pages.forecast_weak import weak_deals
from payvand.ui.pages.shell import announce, show

BACK = timedelta(weeks=1)


@require_GET
def forecast(request: HttpRequest) -> HttpResponse:
    """The grid, and the chosen period in detail."""
    asked = asked_of(request, {name: str(value) for name, value in request.GET.items()})
    person = asked.subject.pk if asked.subject.whose == Whose.USER else None
    grid = grid_of(asked.subject, asked.periods, None if person else asked.chosen, actor=asked.actor)
    moves = list(moved(asked.deals(), [(one.start, one.end) for one in asked.periods]))
    sums = grid.by_period(asked.currency)
    if person:
        sums = credit_by_period(sums, moves, asked.currency, person)
    figures = figures_by_period(asked.periods, sums, *figures_kept(asked))
    chosen = figures[asked.place]
    asked = replace(asked, shown=readable(asked.locale, figures))
    context = {
        "asked": asked,
        "heads": heads(),
        "lines": lines_of(asked, figures),
        "asked_for": asked.href().partition("?")[2],
        "figures": figure_strip(asked, chosen),
        **people_of(
            asked, credit_by_person(grid.by_person(asked.currency), moves, asked.currency, asked.place)
        ),
        "history": history_lines(asked),
        "as_of": format_moment(grid.as_of, asked.locale),
        **doors_of(asked, sorted({*grid.currencies, *(one.currency for one in moves)})),
        **steering_of(asked, chosen),
    }
    return show(request, "sales/forecast.html", context, title=_("Forecast"))


@require_GET
def changed(request: HttpRequest) -> HttpResponse:
    """What changed since last week; loaded when the page stands."""
    asked = asked_of(request, {name: str(value) for name, value in request.GET.items()})
    found = changes_since(
        clock.now() - BACK, asked.deals().filter(amount_currency=asked.currency), asked.chosen
    )
    return render(request, "sales/forecast_changes.html", {"groups": groups_of(asked, found)}, using="jinja2")


@require_GET
def weak(request: HttpRequest) -> HttpResponse:
    """The weak deals of the chosen period; loaded when the page stands."""
    asked = asked_of(request, {name: str(value) for name, value in request.GET.items()})
    return render(request, "sales/forecast_weak.html", {"deals": weak_deals(asked)}, using="jinja2")


@require_POST
def steer(request: HttpRequest) -> HttpResponse:
    """Set the target of a period, say another sum than the deals, or take that back."""
    asked = asked_of(request, {name: str(value) for name, value in request.POST.items()})
    try:
        done = _steer(request, asked)
    except DomainError as refusal:
        announce(request, str(refusal), "danger")
    else:
        announce(request, done)
    return HttpResponseRedirect(asked.href())


def _steer(request: HttpRequest, asked: Asked) -> str:
    deed, calendar = request.POST.get("deed", ""), asked.locale.calendar
    if deed == "drop":
        drop_override(asked.subject, asked.chosen, calendar=calendar, actor=asked.actor)
        return _("The deals count again.")
    amount = MoneyKind(currency=asked.currency).parse(request.POST.get("amount", ""), asked.locale)
    if amount is None:
        raise DomainError("required", _("Say how much."), "amount")
    if deed == "target":
        set_target(asked.subject, asked.chosen, amount, calendar=calendar, actor=asked.actor)
        return _("The target is set.")
    note = request.POST.get("note", "")
    override_forecast(asked.subject, asked.chosen, amount, note, calendar=calendar, actor=asked.actor)
    return _("Your figure counts from now on.")


def figures_kept(asked: Asked) -> tuple[list[Target], list[ForecastOverride]]:
    """Targets and overrides of the subject within the periods shown. Two queries."""
    span = {
        "subject": asked.subject.key, "calendar": asked.locale.calendar, "archived_at": None,
        "starts_on__gte": asked.periods[0].start, "ends_on__lte": asked.periods[-1].end,
        "amount_currency": asked.currency,
    }  # fmt: skip
    targets = Target.objects.filter(measure=TargetMeasure.WON_VALUE, **span)
    return list(targets), list(ForecastOverride.objects.filter(**span))


urlpatterns = [
    path("sales/forecast", forecast, name="forecast"),
    path("sales/forecast/changes", changed, name="forecast_changes"),
    path("sales/forecast/weak", weak, name="forecast_weak"),
    path("sales/forecast/steer", steer, name="forecast_steer"),
]
