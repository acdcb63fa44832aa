"""The list of any Object: the page, and the rows that scrolling adds to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.integration.export import formats_of
from payvand.kernel.access import may
from payvand.kernel.errors import DomainError
from payvand.kernel.objects import UnknownField
from payvand.kernel.query import COUNT_CAP, EVERYTHING, Page, count, page
from payvand.ui.components import Column, MenuItem, Tab
from payvand.ui.pages import board_move, boards, bulk, bulk_edit, calendars, columns_form, filters, inline
from payvand.ui.pages.boards import board_page
from payvand.ui.pages.calendars import calendar_page
from payvand.ui.pages.cells import Sheet
from payvand.ui.pages.chips import Chip, chips_of
from payvand.ui.pages.columns import headed
from payvand.ui.pages.icons import icon_of
from payvand.ui.pages.list_door import Opened, is_piece, opened
from payvand.ui.pages.list_state import with_parameter
from payvand.ui.pages.shell import show


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """What the template shows. `total` is text, for it may be "10,000+"; `problem` stands in place of rows."""

    label: str
    plural: str
    icon: str
    total: str
    tabs: Sequence[Tab]
    chips: Sequence[Chip]
    sheet: Sheet | None
    rest: Mapping[str, str]
    filter_href: str
    bare_href: str
    view_menu: Sequence[MenuItem]
    shapes: Sequence[Tab]
    exports: Sequence[MenuItem]
    may_create: bool
    may_import: bool
    may_archive: bool
    may_edit: bool
    may_delete: bool
    may_merge: bool
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no row to show."""
        return self.sheet is None or not self.sheet.page.rows


@vary_on_headers("HX-Request")
def list_page(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """The list, or for a script that asks for what comes "after", the next rows alone."""
    after = request.GET.get("after")
    if after and is_piece(request):
        rows = sheet_of(opened(request, app, model), after, links=False)
        return render(request, "ui/list_rows.html", {"sheet": rows}, using="jinja2")
    door = opened(request, app, model, forgiving=True)
    template, more = "ui/list.html", dict[str, object]()
    try:
        if door.problem:
            shown = listed(door)
        elif door.state.layout:
            template, shown, more = shaped(door, request.GET.get("on", ""))
        else:
            shown = filled(door, after)
    except DomainError as error:
        template, shown = "ui/list.html", listed(replace(door, problem=error))
    title = shown.plural if door.view.key == "all" else f"{door.view.label} – {shown.plural}"
    context = {"list": shown, "state": door.state, "view": door.view, "object": door.object, **more}
    return show(request, template, context, title=title, status=400 if shown.problem else 200)


def shaped(door: Opened, on: str) -> tuple[str, ListPage, dict[str, object]]:
    """The records in another shape than rows: its template, the values of the page, and those of the shape."""
    if door.state.layout == "calendar":
        return "ui/calendar.html", listed(door), {"calendar": calendar_page(door, on)}
    board = board_page(door)
    return "ui/board.html", replace(listed(door), total=board.total), {"board": board}


def sheet_of(door: Opened, after: str | None, *, links: bool = True) -> Sheet:
    """One step of rows; `links` for the heads above them. Raises DomainError."""
    found = page(door.object, door.state.query(after), door.actor)
    return sheet(door, found, headed(door.state, door.actor, links=links))


def sheet(door: Opened, found: Page, columns: Sequence[Column]) -> Sheet:
    """Rows as the template shows them."""
    return Sheet(
        address=door.object.address,
        columns=columns,
        page=found,
        locale=door.actor.locale,
        next_url=with_parameter(door.state.address(), "after", found.after) if found.after else "",
    )


def capped(number: int, locale: Locale) -> str:
    """A count as text; behind the cap it says so."""
    return format_number(min(number, COUNT_CAP), locale) + ("+" if number > COUNT_CAP else "")


def filled(door: Opened, after: str | None) -> ListPage:
    """The values of the page with its first rows and their count. Raises DomainError."""
    rows = sheet_of(door, after)
    number = count(door.object, door.state.query(), door.actor)
    total = capped(number, door.actor.locale)
    return replace(listed(door), sheet=rows, total=total)


def listed(door: Opened) -> ListPage:
    """The values of the page without rows."""
    one, actor, state = door.object, door.actor, door.state
    hidden = ({"view": state.view} | state.differences()).items()
    return ListPage(
        label=str(one.label),
        plural=str(one.plural),
        icon=icon_of(one),
        total="",
        tabs=tabs_of(door),
        chips=chips_of(door.state, actor),
        sheet=None,
        rest={name: value for name, value in hidden if name != "q"},
        filter_href=with_parameter(state.address("list/filter"), "add", "1"),
        bare_href=state.address(where=EVERYTHING, q=""),
        view_menu=view_menu(door),
        shapes=shapes_of(door),
        exports=exports_of(door) if may(actor, "export", one) else (),
        may_create=may(actor, "create", one),
        may_import=may(actor, "import", one),
        may_archive=may(actor, "archive", one),
        may_edit=may(actor, "edit", one),
        may_delete=may(actor, "delete", one),
        may_merge=one.gate is None and may(actor, "edit", one) and may(actor, "archive", one),
        problem=explained(door.problem) if door.problem else "",
    )


def tabs_of(door: Opened) -> list[Tab]:
    """The views as tabs."""
    return [
        Tab(
            label=view.label,
            href=f"{door.object.address}?view={view.key}",
            current=view.key == door.view.key,
            icon="" if view.saved is None else "bookmark" if view.is_mine else "users",
        )
        for view in door.views
    ]


def shapes_of(door: Opened) -> list[Tab]:
    """The shapes that the records may be seen in; none where there is the list alone."""
    one, state = door.object, door.state
    known = [("", _("List"), "list")]
    known += [("board", _("Board"), "layout-kanban")] if one.board else []
    known += [("calendar", _("Calendar"), "calendar")] if one.calendar_by else []
    return [
        Tab(
            label=label,
            icon=icon,
            href=state.address(shape=state.shape if shape == state.layout else shape),
            current=shape == state.layout,
        )
        for shape, label, icon in (known if len(known) > 1 else ())
    ]


def explained(problem: DomainError) -> str:
    """Why the list cannot be shown. What the API says of an unknown field is a list of names: no help to a reader."""
    if isinstance(problem, UnknownField):
        return _("It asks for a field that is gone: %(field)s.") % {"field": problem.field}
    return str(problem)


def exports_of(door: Opened) -> list[MenuItem]:
    """The files that the list can be had as; the one for reading is written as the reader sees it."""
    words = {
        "csv": (_("CSV, to be imported again"), "file-text"),
        "xlsx": (_("Excel, to be imported again"), "file-spreadsheet"),
        "jsonl": (_("JSON lines"), "file"),
        "parquet": (_("Parquet, for analysis"), "file"),
        "vcf": (_("Contact cards (vCard)"), "id"),
    }
    to_read = with_parameter(door.state.address("export.xlsx"), "human", "1")
    return [
        MenuItem(label=_("Excel, as shown here"), icon="table", href=to_read),
        *(
            MenuItem(label=label, icon=icon, href=door.state.address(f"export.{ending}"))
            for ending in formats_of(door.object)
            for label, icon in [words[ending]]
        ),
    ]


def view_menu(door: Opened) -> list[MenuItem]:
    """What may be done to the view that is open, where it is the actor's own."""
    if door.view.saved is None or not door.view.is_mine:
        return []
    change = door.state.address(f"views/{door.view.saved.pk}")
    remove = door.state.address(f"views/{door.view.saved.pk}/remove")
    asked = _("Remove the view “%(name)s”? The records stay.") % {"name": door.view.label}
    return [
        MenuItem(
            label=_("Name, sharing, pin"),
            icon="pencil",
            href=change,
            attrs={"hx-get": change, "hx-target": "#dialog", "hx-swap": "innerHTML settle:0"},
        ),
        MenuItem(
            label=_("Remove the view"),
            icon="trash",
            danger=True,
            attrs={"hx-post": remove, "hx-swap": "none", "hx-confirm": asked},
        ),
    ]


urlpatterns = [
    path("<slug:app>/<slug:model>/board/cards", boards.cards, name="board_cards"),
    path("<slug:app>/<slug:model>/board/move", board_move.move, name="board_move"),
    path("<slug:app>/<slug:model>/calendar/move", calendars.move, name="calendar_move"),
    path("<slug:app>/<slug:model>/list/filter", filters.editor, name="list_filter"),
    path("<slug:app>/<slug:model>/list/fields", filters.fields, name="list_fields"),
    path("<slug:app>/<slug:model>/list/columns", columns_form.choose, name="list_columns"),
    path("<slug:app>/<slug:model>/list/archive", bulk.archive, name="list_archive"),
    path("<slug:app>/<slug:model>/list/restore", bulk.restore, name="list_restore"),
    path("<slug:app>/<slug:model>/list/delete", bulk.delete, name="list_delete"),
    path("<slug:app>/<slug:model>/list/deeds", bulk.deeds, name="list_deeds"),
    path("<slug:app>/<slug:model>/list/edit", bulk_edit.edit, name="list_edit"),
    path("<slug:app>/<slug:model>/list/undo/<int:batch>", bulk.undo, name="list_undo"),
    path("<slug:app>/<slug:model>/<int:pk>/cell/<str:name>", inline.cell, name="list_cell"),
    path("<slug:app>/<slug:model>", list_page, name="list"),
]
