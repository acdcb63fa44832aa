"""Where the gallery and its answers stand: included by the project while debugging, and by browser tests."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from payvand.ui.gallery import page

# Sample values are nobody's secret: no sign-in stands before them.
PAGES: list[tuple[str, Callable[..., HttpResponse], dict[str, str]]] = [
    ("", page.gallery, {}),
    ("list", page.gallery, {"part": "list"}),
    ("record", page.gallery, {"part": "record"}),
    ("rows", page.more_rows, {}),
    ("cell/<row>/<field>", page.cell, {}),
    ("options", page.options, {}),
    ("palette", page.palette, {}),
    ("columns", page.saved, {}),
    ("preferences", page.saved, {}),
    ("undo", page.saved, {}),
    ("notifications", page.piece, {"name": "notifications"}),
    ("dialog", page.piece, {"name": "dialog"}),
    ("piece/peek", page.piece, {"name": "peek"}),
]
urlpatterns = [path(f"ui/gallery/{route}", login_not_required(view), given) for route, view, given in PAGES]
