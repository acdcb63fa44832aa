"""The first of the six words: a Kind is a sort of value and the only place that knows how such a value behaves."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markupsafe import escape as markup_escape

from payvand.culture.errors import Unreadable
from payvand.culture.locale import NEUTRAL, Locale
from payvand.kernel.errors import DomainError, Message

V = TypeVar("V")

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a condition may depend on beside the row: who asks, in which calendar, and when.

    `packed` is set where the column is a key of the `custom` JSON column, whose values have the form of `Kind.pack`.
    """

    locale: Locale
    today: date
    now: datetime
    user_id: int | None = None
    team_ids: tuple[int, ...] = ()
    packed: bool = False


class Unacceptable(DomainError):
    """A value that a kind could not read; the writer of records adds the name of the field."""

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(code, message)


def unreadable(error: Unreadable) -> Unacceptable:
    """What the culture layer could not read, in the reader's language."""
    return Unacceptable(error.code, gettext(error.reason) % error.params)


# Every operator of the query language, and the lookup it means on a plain column.
LOOKUPS = {
    "is": "exact",
    "gt": "gt",
    "ge": "gte",
    "lt": "lt",
    "le": "lte",
    "contains": "contains",
    "starts": "startswith",
}
EQUALITY = ("is", "is_not", "in", "not_in")
ORDER = ("gt", "ge", "lt", "le", "between")
EMPTINESS = ("empty", "not_empty")


@dataclass(frozen=True, kw_only=True)
class Kind(ABC, Generic[V]):
    """A sort of value. Options of a kind are its dataclass fields, so two equal kinds behave alike."""

    name: ClassVar[str]
    label: ClassVar[Message]
    operators: ClassVar[tuple[str, ...]] = (*EQUALITY, *EMPTINESS)
    widget: ClassVar[str] = "text"
    numeric: ClassVar[bool] = False
    sortable: ClassVar[bool] = True
    folds: ClassVar[bool] = False
    searched: ClassVar[bool] = False
    blank_text: ClassVar[bool] = False
    suffixes: ClassVar[tuple[str, ...]] = ("",)
    arrow: ClassVar[str] = "string"

    def parse(self, raw: object, locale: Locale) -> V | None:
        """Read what somebody gave, in any digits and calendar. Nothing → None; raises Unacceptable."""
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        return self.read(raw, locale)

    @abstractmethod
    def read(self, raw: object, locale: Locale) -> V:
        """Read a value that is known to be there."""

    def load(self, columns: Sequence[object]) -> V | None:
        """The value from its database columns, in the order of `suffixes`, as the driver or the ORM gives them."""
        return columns[0]  # type: ignore[return-value]

    def load_column(self, columns: Sequence[Sequence[Any]]) -> Sequence[V | None]:
        """The values of many rows; `columns` holds the database columns, each with the values of all rows."""
        if type(self).load is Kind.load:
            return columns[0]
        return [self.load(row) for row in zip(*columns, strict=True)]

    def store(self, value: V | None) -> tuple[object, ...]:
        """The database columns of a value, in the order of `suffixes`."""
        return ("" if value is None and self.blank_text else value,)

    def to_json(self, value: V | None) -> JSON:
        """The value as the API, facts and files carry it; `parse(…, NEUTRAL)` reads it back."""
        return None if value is None or value == "" else str(value)

    def text(self, value: V | None, locale: Locale) -> str:
        """The value as plain text for people."""
        return "" if value is None else str(value)

    def html(self, value: V | None, locale: Locale) -> str:
        """The value as safe HTML for a cell or a record page."""
        return "" if value is None else escape(self.text(value, locale))

    def input(self, value: V | None, locale: Locale) -> str:
        """The text that stands in an input and that `parse` reads back."""
        return self.text(value, locale)

    def search_text(self, value: V | None) -> str:
        """What the search index holds of the value; "" keeps it out."""
        return ""

    def operand(self, raw: object, operator: str, locale: Locale) -> JSON:
        """A condition's operand in canonical form, independent of who wrote it. Raises Unacceptable."""
        if operator in EMPTINESS:
            return None
        if operator in ("in", "not_in", "between"):
            items = list(raw) if isinstance(raw, list | tuple) else [raw]
            if operator == "between" and len(items) != 2:
                raise Unacceptable("between_two", _("Give two values: from and to."))
            return [self.to_json(self.required(item, locale)) for item in items]
        return self.to_json(self.required(raw, locale))

    def required(self, raw: object, locale: Locale) -> V:
        """Like parse, but nothing is refused."""
        value = self.parse(raw, locale)
        if value is None:
            raise Unacceptable("required", _("A value is needed here."))
        return value

    def where(self, column: str, operator: str, operand: JSON, context: Context) -> Q:
        """The condition on one ORM column. `operand` is canonical (see `operand`)."""
        if operator == "empty":
            return Q(**{f"{column}__isnull": True}) | (Q(**{column: ""}) if self.blank_text else Q())
        if operator == "not_empty":
            return ~self.where(column, "empty", None, context)
        if operator == "is_not":
            return ~self.where(column, "is", operand, context)
        if operator == "not_in":
            return ~self.where(column, "in", operand, context)
        if operator == "between":
            low, high = (self._compared(edge, context) for edge in as_list(operand))
            return Q(**{f"{column}__gte": low, f"{column}__lte": high})
        if operator == "in":
            return Q(**{f"{column}__in": [self._compared(item, context) for item in as_list(operand)]})
        return Q(**{f"{column}__{LOOKUPS[operator]}": self._compared(operand, context)})

    def _compared(self, operand: JSON, context: Context) -> object:
        return self.pack(self.parse(operand, NEUTRAL)) if context.packed else self.comparable(operand)

    def pack(self, value: V | None) -> JSON:
        """The value as the `custom` JSON column holds it: like `to_json`, but numbers stay numbers that compare."""
        return self.to_json(value)

    def comparable(self, operand: JSON) -> object:
        """A canonical operand as the value that its database column is compared with."""
        return operand

    def describe(self, operand: JSON, locale: Locale) -> str:
        """A canonical operand in words, for the filter chip."""
        if isinstance(operand, list):
            return comma(locale).join(self.describe(item, locale) for item in operand)
        try:
            return "" if operand is None else self.text(self.parse(operand, NEUTRAL), locale)
        except Unacceptable:
            return str(operand)

    def schema(self) -> dict[str, JSON]:
        """The JSON schema of `to_json`."""
        return {"type": "string"}

    @abstractmethod
    def samples(self) -> tuple[V, ...]:
        """Two or more different values for tests, the first one ordinary, the last one awkward."""


def as_list(operand: JSON) -> list[JSON]:
    """An operand that may be one value or several, as several."""
    return operand if isinstance(operand, list) else [operand]


def comma(locale: Locale) -> str:
    """What stands between the items of a list in running text."""
    return "، " if locale.rtl else ", "


def escape(text: object) -> str:
    """Text that may stand in HTML. Django's own goes through a wrapper that costs more than the escaping."""
    return str(markup_escape(text))


def auto(text: str) -> str:
    """Escaped free text whose direction the browser finds out from its own letters."""
    return f'<span dir="auto">{escape(text)}</span>'


def ltr(text: str) -> str:
    """Escaped text that is always read from left to right: codes, phones, addresses of machines."""
    return f'<span dir="ltr">{escape(text)}</span>'
