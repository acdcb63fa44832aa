"""The dashboards: figures with their change, charts, and from each the way to the records behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _

from payvand.culture.calendars import format_moment
from payvand.insight.dashboard import Dashboard, all_dashboards, dashboard_named
from payvand.kernel.access import Actor, may, require
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds.time import describe_period
from payvand.kernel.objects import named
from payvand.ui.components import Control, Option, Tab
from payvand.ui.middleware import actor_in
from payvand.ui.pages.measure_asks import Answered, answered
from payvand.ui.pages.measure_charts import charts_of
from payvand.ui.pages.measure_state import OFFERED, USUAL, State, filters_of, read_state
from payvand.ui.pages.measure_tiles import tiles_of
from payvand.ui.pages.shell import show


def boards_for(actor: Actor) -> list[Dashboard]:
    """The dashboards about what the actor may see."""
    return [board for board in all_dashboards() if may(actor, "view", named(board.of))]


def dashboards(request: HttpRequest) -> HttpResponse:
    """The way to the first dashboard; where there is none, a page that says so."""
    boards = boards_for(actor_in(request))
    if boards:
        return redirect("dashboard", boards[0].name)
    return show(request, "ui/measures_none.html", {}, title=_("Dashboard"))


def dashboard(request: HttpRequest, name: str) -> HttpResponse:
    """One dashboard. What its address asks for wrongly is said, and the usual period shown in its place."""
    board, actor = dashboard_named(name), actor_in(request)
    require(actor, "view", named(board.of))
    problem = ""
    try:
        state = read_state(request.GET, board, actor)
    except DomainError as error:
        state, problem = read_state({}, board, actor), str(error)
    context = framed(state) | {"problem": problem}
    try:
        context |= drawn(answered(state))
    except DomainError as error:
        if error.status < 500:
            raise
        context |= {"tiles": [], "charts": [], "as_of": "", "is_empty": False, "failure": str(error)}
    status = 503 if context.get("failure") else 400 if problem else 200
    return show(request, "ui/measures.html", context, title=str(board.label), status=status)


def drawn(found: Answered) -> dict[str, object]:
    """The figures as the template draws them."""
    tables = [table for table in found.tables.values() if table]
    oldest = min((table.as_of for table in tables), default=None)
    return {
        "tiles": tiles_of(found),
        "charts": charts_of(found),
        "as_of": format_moment(oldest, found.state.actor.locale) if oldest else "",
        "is_empty": not any(table.total for table in tables),
        "failure": "",
    }


def framed(state: State) -> dict[str, object]:
    """What stands round the figures: the periods, the filters, the other dashboards."""
    locale = state.actor.locale
    offered = [Option(value=period, text=describe_period(period, locale)) for period in OFFERED]
    if state.period not in OFFERED and state.period != "own":
        offered.append(Option(value=state.period, text=describe_period(state.period, locale)))
    offered.append(Option(value="own", text=_("own period …")))
    return {
        "state": state,
        "periods": Control(
            editor="choice", name="period", label=_("Period"), value=state.period, options=offered, required=True
        ),
        "days": [day_control("from", _("From"), state.first), day_control("to", _("To"), state.last)],
        "filters": [
            Control(
                editor="choice", name=one.name, label=one.label, value=one.value,
                options=one.options,
                placeholder=_("all"),
            )
            for one in filters_of(state)
        ],
        "tabs": [
            Tab(label=str(board.label), href=f"/insight/{board.name}", current=board.name == state.board.name)
            for board in boards_for(state.actor)
        ],
        "usual": f"/insight/{state.board.name}",
        "is_narrowed": state.period != USUAL or any(state.chosen.values()),
    }  # fmt: skip


def day_control(name: str, label: str, value: str) -> Control:
    """One end of a period of the reader's own."""
    return Control(
        editor="day", name=name, label=label, value=value, attrs={"data-iso": value} if value else {}
    )


urlpatterns = [
    path("insight", dashboards, name="dashboards"),
    path("insight/<slug:name>", dashboard, name="dashboard"),
]
