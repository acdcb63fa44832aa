"""Draws a Paper: its sheet goes as JSON to a Typst template, which never sees a text as mark-up."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import orjson
import typst

import payvand
from payvand.sales.printing.paper import Logo, Paper
from payvand.sales.printing.sheet import sheet_of
from payvand.sales.printing.texts import unpointed

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(payvand.__file__).parent / "ui/static/vendor/vazirmatn"
Form = Literal["pdf", "png", "svg"]


def render(paper: Paper) -> bytes:
    """The document as PDF, its fonts inside, its text in reading order.

    A logo that Typst cannot read is left out: a broken picture must not stop an invoice.
    """
    return _first(_compile(paper, "pdf"))


def can_draw(logo: Logo) -> bool:
    """Whether Typst reads the picture."""
    source = "#image(bytes(json(bytes(sys.inputs.picture))))"
    try:
        typst.compile(
            source.encode(),
            font_paths=_fonts(),
            sys_inputs={"picture": orjson.dumps(list(logo.content)).decode()},
        )
    except typst.TypstError:
        return False
    return True


def pages(paper: Paper, form: Form = "png", ppi: float = 96) -> list[bytes]:
    """The document as pictures, one a page, for a look at it on a screen."""
    drawn = _compile(paper, form, ppi)
    return drawn if isinstance(drawn, list) else [drawn]


def file_name(paper: Paper) -> str:
    """What the file is called when it is saved: «پیش‌فاکتور 1404-000012.pdf», without what file systems refuse."""
    name = f"{sheet_of(paper)['plain_title']} {paper.number}".strip()
    return "".join(mark if mark.isalnum() or mark in " -_.\u200c" else "-" for mark in name) + ".pdf"


def _compile(paper: Paper, form: Form, ppi: float | None = None) -> bytes | list[bytes]:
    sheet = sheet_of(paper)
    try:
        return _draw(paper, sheet, form, ppi)
    except typst.TypstError:
        if not sheet["logo"]:
            raise
        return _draw(paper, sheet | {"logo": []}, form, ppi)


def _draw(paper: Paper, sheet: dict[str, object], form: Form, ppi: float | None) -> bytes | list[bytes]:
    compiler = typst.Compiler(root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)
    drawn = compiler.compile(
        TEMPLATES / ("official.typ" if paper.is_official else "plain.typ"),
        format=form,
        ppi=ppi,
        sys_inputs={"sheet": unpointed(orjson.dumps(sheet).decode())},
    )
    if drawn is None:
        raise RuntimeError("Typst gave nothing back")
    return drawn


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Read once: the shipped typeface, and Typst's own for the characters that it lacks."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def _first(drawn: bytes | list[bytes]) -> bytes:
    return drawn[0] if isinstance(drawn, list) else drawn
