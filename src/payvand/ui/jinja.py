"""The Jinja2 environment of every page of ours: Django's backend calls `environment` once at start.

Templates get gettext, addresses, inline icons and the value classes of the components; nothing that queries.
"""

import re
from dataclasses import is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from zlib import crc32

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from payvand.ui import components
from payvand.ui.components import Attributes, Column

ICONS = Path(__file__).parent / "static" / "vendor" / "icons"
STROKE = "1.75"
TONES = 8  # colours of avatars in components.css

_DIRECTED = re.compile(r"(^|-)(left|right)(-|$)|^(send|indent-|list-tree|reload|external-link)")
_JOINING = re.compile(r"[\u0600-\u06ff]")


def environment(**options: Any) -> Environment:
    """The environment for Django's Jinja2 backend, which hands over loader, autoescape and reloading."""
    env = Environment(  # noqa: S701  (Django's backend passes autoescape=True)
        **{**options, "undefined": StrictUndefined},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True,
        pgettext=translation.pgettext, npgettext=translation.npgettext,
    )  # fmt: skip
    env.globals.update(
        _value_classes(), static=static, url=url, icon=icon, drawn=drawn, direction=direction, zip=zip
    )
    env.filters.update(
        initials=initials, tone_of=tone_of, attributes=attributes, cell_attributes=cell_attributes
    )
    return env


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named route; only one of `args` and `kwargs` may be given, as Django wants it."""
    return reverse(name, args=args, kwargs=kwargs)


def direction() -> str:
    """The direction of the page, for what must not follow that of a text in it: a picture before a name."""
    return "rtl" if translation.get_language_bidi() else "ltr"


@lru_cache(maxsize=1024)
def icon(name: str, label: str = "") -> Markup:
    """The icon as inline SVG, hidden from screen readers unless it has a label of its own."""
    drawing = _drawing(name)
    drawing.set("class", "icon icon-flip" if _DIRECTED.search(name) else "icon")
    if label:
        drawing.set("role", "img")
        drawing.set("aria-label", label)
    else:
        drawing.set("aria-hidden", "true")
    return Markup(ET.tostring(drawing, encoding="unicode"))  # noqa: S704  (escaped by the serialiser)


def drawn(name: str) -> Markup:
    """The icon, or nothing where no name is given: what a macro with a parameter `icon` calls."""
    return icon(name) if name else Markup()


def attributes(values: Attributes) -> Markup:
    """HTML attributes, each with a space before it; `None` and `False` are left out, `True` stands bare."""
    return Markup().join(
        Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value)
        for name, value in values.items()
        if value is not None and value is not False
    )


@lru_cache(maxsize=1024)
def cell_attributes(column: Column) -> Markup:
    """What every cell of a column carries: made once, for a table asks it of each cell."""
    classes = " ".join(filter(None, (f"to-{column.align}" * (column.align != "start"), "lead" * column.lead)))
    return attributes(
        {
            "class": classes or None,
            "dir": "auto" if column.align == "start" else None,
            "data-field": column.name if column.editable else None,
        }
    )


def initials(name: str) -> str:
    """Two letters that stand for a name, of its first and last word; one where letters would join."""
    words = [word for word in name.split() if word[0].isalnum()] or [name.strip() or "?"]
    if _JOINING.match(words[0]):
        return words[0][0]
    return "".join(word[0].upper() for word in dict.fromkeys((words[0], words[-1])))


def tone_of(name: str) -> int:
    """The same number for the same name, on every machine and in every run: the colour of its avatar."""
    return crc32(name.encode()) % TONES


def _drawing(name: str) -> Element:
    try:
        drawing = ET.parse(ICONS / f"{name}.svg").getroot()  # noqa: S314  (a file of ours)
    except FileNotFoundError as error:
        raise LookupError(f"no icon {name!r}: is it in ui/icons.txt, and were the assets built?") from error
    for part in drawing.iter():
        # In HTML the namespace goes without saying, and white space between the lines is only weight.
        part.tag, part.text, part.tail = part.tag.rpartition("}")[2], None, None
    for box in drawing.findall("path[@stroke='none'][@fill='none']"):
        drawing.remove(box)
    if drawing.get("stroke-width"):
        drawing.set("stroke-width", STROKE)
    return drawing


def _value_classes() -> dict[str, type]:
    return {
        name: value
        for name, value in vars(components).items()
        if isinstance(value, type) and is_dataclass(value)
    }
