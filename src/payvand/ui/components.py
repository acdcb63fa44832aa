"""The values that the macros of `templates/ui/components` show: what a page hands to a component.

Every text in them already stands in the user's language, calendar and digits (a kind made it so); a
cell or a detail may be `Markup`. Nothing here knows a model, a query or a request.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Tone: TypeAlias = Literal["neutral", "primary", "accent", "info", "success", "warning", "danger"]
Editor: TypeAlias = Literal[
    "text", "textarea", "number", "money", "day", "day_range", "moment", "choice", "choices", "link",
    "links", "boolean", "switch", "file", "phone", "email", "url", "password", "hidden",
]  # fmt: skip
Progress: TypeAlias = Literal["done", "current", "todo"]
Attributes: TypeAlias = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing to choose: `value` is stored, `text` is shown, `hint` tells namesakes apart."""

    value: str
    text: str
    hint: str = ""
    tone: Tone = "neutral"
    icon: str = ""
    disabled: bool = False


@dataclass(frozen=True, kw_only=True)
class Control:
    """One input of a form: the macro `control` draws it, `field` adds label, help and errors.

    `value` is canonical where the browser needs that (`choice`, `link`, `boolean`: "true" or ""), else
    the text that the user edits (number, day, moment, phone in the user's own digits and calendar).
    """

    editor: Editor
    name: str
    label: str
    value: str = ""
    text: str = ""  # the title of the record that a link holds
    chosen: Sequence[Option] = ()  # of `choices` and `links`
    options: Sequence[Option] = ()
    options_url: str = ""  # answers `?q=` with the macro `options`
    create_url: str = ""  # of a link: a form for a new record, opened in a dialog
    unit: str = ""  # shown after a number or an amount
    units: Sequence[Option] = ()  # makes the unit a choice, posted as `unit_name`
    unit_name: str = ""
    unit_value: str = ""
    help: str = ""
    errors: Sequence[str] = ()
    required: bool = False
    disabled: bool = False
    wide: bool = False  # takes the whole row of a form grid
    placeholder: str = ""
    autocomplete: str = "off"
    accept: str = ""
    multiple: bool = False
    rows: int = 4
    id: str = ""
    attrs: Attributes = field(default_factory=dict)

    @property
    def dom_id(self) -> str:
        """The id of the input: `id` where given, else one made from the name."""
        return self.id or f"f-{self.name.replace('.', '-')}"


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """A line of a menu: a link where `href` is given, else a button that `attrs` make do something."""

    label: str
    href: str = ""
    icon: str = ""
    hint: str = ""
    kbd: str = ""
    checked: bool | None = None
    danger: bool = False
    disabled: bool = False
    divided: bool = False  # a line stands above it
    attrs: Attributes = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A tab that is a link; `count` is text, for it may be "10,000+"."""

    label: str
    href: str
    count: str = ""
    current: bool = False
    icon: str = ""
    attrs: Attributes = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Crumb:
    """A step of the way to this page; the last one has no `href`."""

    label: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of a stepper or of a status path."""

    label: str
    state: Progress = "todo"
    href: str = ""
    hint: str = ""
    tone: Tone = "primary"
    attrs: Attributes = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number that matters, with the way to the records behind it; `as_of` says how old it is."""

    label: str
    value: str
    href: str = ""
    hint: str = ""
    tone: Tone = "neutral"
    icon: str = ""
    trend: Literal["up", "down", "flat", ""] = ""
    as_of: str = ""


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A label and a value of a record; `edit_url` makes it editable in place."""

    label: str
    value: str
    edit_url: str = ""
    history_url: str = ""
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table. `sort_href` is where a click on the header goes."""

    name: str
    label: str
    align: Literal["start", "end", "center"] = "start"
    width: int | None = None  # CSS pixels; None lets the table choose
    sort: Literal["asc", "desc", ""] = ""
    sort_rank: str = ""  # shown where several columns sort
    sort_href: str = ""
    editable: bool = False
    lead: bool = False  # the column that names the record; stays on screen when scrolled sideways
    total: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row: one cell a column, each the HTML that its kind rendered."""

    id: str
    cells: Sequence[str]
    href: str = ""
    label: str = ""  # names the row to a screen reader
    peek: str = ""  # the address of the panel's content
    tone: Tone = "neutral"
    selected: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table and its doors: `rows` may be an iterator, which is read once."""

    id: str
    label: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    selectable: bool = True
    next_url: str = ""  # the next page of rows; empty at the end
    edit_url: str = ""  # holds `{id}` and `{field}`
    columns_url: str = ""  # takes the widths and the order of columns by POST
    total: str = ""  # "12,304", "10,000+"; offered as "select all"
    totals_label: str = ""  # heads the row of column totals


@dataclass(frozen=True, kw_only=True)
class Toast:
    """A message that passes; with `undo_url`, one that can be taken back."""

    text: str
    tone: Tone = "neutral"
    undo_url: str = ""
    href: str = ""
    href_label: str = ""
