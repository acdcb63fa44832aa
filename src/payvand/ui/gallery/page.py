"""The gallery's views: the page itself and the small answers that its components ask for."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import engines
from django.utils import translation
from django.views.decorators.csrf import ensure_csrf_cookie
from markupsafe import Markup, escape

from payvand.ui.components import Control, MenuItem, Option, Row
from payvand.ui.gallery.specimens import FIRMS, Specimens

HOME = "/ui/gallery/"


@ensure_csrf_cookie
def gallery(request: HttpRequest, part: str = "all") -> HttpResponse:
    """Every component; `?lang=fa|ar|en&theme=…&density=…` say how. `part` "list" is a list page, "record" a record."""
    specimens = _specimens(request)
    look = {name: request.GET[name] for name in ("theme", "density") if name in request.GET}
    return _answer(
        request,
        specimens,
        f"{part}.html",
        address=HOME,
        frame=specimens.frame(HOME, **look),
        table=specimens.table(HOME, rows(specimens), f"{HOME}rows?start=10"),
    )


def more_rows(request: HttpRequest) -> HttpResponse:
    """The next ten rows, sixty at most."""
    specimens, start = _specimens(request), int(request.GET.get("start", 0))
    following = f"{HOME}rows?start={start + 10}" if start < 50 else ""
    return _answer(
        request, specimens, "rows.html", table=specimens.table(HOME, rows(specimens, start), following)
    )


def cell(request: HttpRequest, row: str, field: str) -> HttpResponse:
    """A cell to edit, and the row once it is saved; "?" is refused."""
    specimens, value = _specimens(request), request.POST.get(field, "")
    if request.method == "POST" and value != "?":
        number = (int(row) - 1) % len(FIRMS)
        changed = rows(specimens, int(row) - 1 - number, city=value)[number]
        return _answer(request, specimens, "row.html", row=changed, table=specimens.table(HOME, []))
    errors = [specimens.say("A number is needed.")] if value == "?" else []
    control = Control(
        editor="text", name=field, label=field, value=value or specimens.say("Tehran"), errors=errors
    )
    return _answer(request, specimens, "cell.html", status=422 if errors else 200, control=control)


def options(request: HttpRequest) -> HttpResponse:
    """Firms whose name holds `q`."""
    specimens, query = _specimens(request), request.GET.get("q", "")
    found = [
        Option(value=str(number), text=specimens.say(firm[0]), hint=specimens.say(firm[1]))
        for number, firm in enumerate(FIRMS)
        if query.casefold() in specimens.say(firm[0]).casefold()
    ]
    return _answer(request, specimens, "options.html", items=found, query=query)


def palette(request: HttpRequest) -> HttpResponse:
    """Firms and pages that hold `q`."""
    specimens, query = _specimens(request), request.GET.get("q", "")
    firms = [
        MenuItem(label=specimens.say(firm[0]), hint=specimens.say(firm[1]), href="#", icon="building")
        for firm in FIRMS
        if query.casefold() in specimens.say(firm[0]).casefold()
    ]
    pages = [MenuItem(label=specimens.say("Settings"), href="#", icon="settings")] if not query else []
    groups = [(specimens.say("Customers"), firms[:5]), (specimens.say("Settings"), pages)]
    return _answer(request, specimens, "palette.html", groups=groups, query=query)


def piece(request: HttpRequest, name: str) -> HttpResponse:
    """Content for the peek panel, the shell's dialog and its popovers."""
    return _answer(request, _specimens(request), f"{name}.html", address=HOME)


def saved(request: HttpRequest) -> HttpResponse:
    """Takes preferences and columns and keeps only the language."""
    if request.headers.get("HX-Request") or request.headers.get("X-Requested-With"):
        answer: HttpResponse = HttpResponse(status=204)
    else:
        answer = redirect(HOME)
    if language := request.POST.get("language"):
        answer.set_cookie("gallery", language)
    return answer


def rows(specimens: Specimens, start: int = 0, city: str = "") -> list[Row]:
    """Ten rows after `start`, their cells rendered as kinds would."""
    with translation.override(specimens.look.language):
        return _rows(specimens, start, city)


def _rows(specimens: Specimens, start: int, city: str) -> list[Row]:
    say, badge, person = (
        specimens.say,
        _macro("components/badge", "badge"),
        _macro("components/avatar", "person"),
    )
    latin, muted = _macro("gallery/cells", "latin"), _macro("gallery/cells", "muted")
    return [
        Row(
            id=str(start + number),
            href=f"{HOME}record?row={start + number}",
            peek=f"{HOME}piece/peek?row={start + number}",
            label=say(firm),
            cells=[
                person(say(firm), size="s", shape="square"),
                badge(say(stage), tone=tone, dot=True),
                escape(city or say(town)),
                latin(specimens.digits(f"{amount:,}")),
                latin(specimens.digits(f"021-8893 {6440 + number}")),
                person(say("Sara Rahimi" if number % 3 else "Babak Kiani"), size="s"),
                muted(say(seen)),
            ],
        )
        for number, (firm, town, stage, tone, amount, seen) in enumerate(FIRMS, 1)
    ]


def _macro(file: str, name: str) -> Callable[..., Markup]:
    engine: Any = engines["jinja2"]
    macro: Callable[..., Markup] = getattr(engine.env.get_template(f"ui/{file}.html").module, name)
    return macro


def _specimens(request: HttpRequest) -> Specimens:
    language = request.GET.get("lang") or request.COOKIES.get("gallery") or "en"
    return Specimens(language if language in ("fa", "ar", "en") else "en")


def _answer(
    request: HttpRequest, specimens: Specimens, template: str, *, status: int = 200, **context: object
) -> HttpResponse:
    with translation.override(specimens.look.language):
        return render(
            request, f"ui/gallery/{template}", {"s": specimens, **context}, status=status, using="jinja2"
        )
