"""Kinds that point at something: a choice out of a list, a link to a record, a stored file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.culture.digits import to_ascii
from payvand.culture.folding import fold
from payvand.culture.locale import Locale
from payvand.kernel.errors import Message
from payvand.kernel.kinds.kind import EMPTINESS, EQUALITY, JSON, Context, Kind, Unacceptable, auto, escape


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice: the value that is stored, what people read, and the tone of its badge."""

    value: str
    label: Message
    tone: str = "grey"


@dataclass(frozen=True, kw_only=True)
class Choice(Kind[str]):
    """One value out of a short list that the model or an administrator gives."""

    name: ClassVar[str] = "choice"
    label: ClassVar[Message] = _("choice")
    widget: ClassVar[str] = "select"
    blank_text: ClassVar[bool] = True

    options: Sequence[Option]

    def read(self, raw: object, locale: Locale) -> str:
        text = str(raw).strip()
        if text in self._values():
            return text
        wanted = fold(text)
        for option in self.options:
            if wanted in (fold(option.value), fold(str(option.label))):
                return option.value
        allowed = {"allowed": ", ".join(str(option.label) for option in self.options[:12])}
        raise Unacceptable("not_a_choice", _("Choose one of: %(allowed)s.") % allowed)

    def _values(self) -> frozenset[str]:
        return frozenset(option.value for option in self.options)

    def option(self, value: str) -> Option:
        """The option that holds a value; a value no longer in the list stands for itself."""
        return next(
            (option for option in self.options if option.value == value), Option(value=value, label=value)
        )

    def to_json(self, value: str | None) -> JSON:
        return value or None

    def text(self, value: str | None, locale: Locale) -> str:
        return str(self.option(value).label) if value else ""

    def html(self, value: str | None, locale: Locale) -> str:
        if not value:
            return ""
        option = self.option(value)
        return f'<span class="badge" data-tone="{option.tone}">{escape(option.label)}</span>'

    def input(self, value: str | None, locale: Locale) -> str:
        return value or ""

    def search_text(self, value: str | None) -> str:
        return ""

    def schema(self) -> dict[str, JSON]:
        return {"type": "string", "enum": [option.value for option in self.options]}

    def samples(self) -> tuple[str, ...]:
        return tuple(option.value for option in self.options[:3])


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A record as others name it. `label` is "" where only the id is known yet."""

    id: int
    label: str = ""

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, kw_only=True)
class Link(Kind[Reference]):
    """A record of another Object. `target` is its name, `title` the column that names a record."""

    name: ClassVar[str] = "link"
    label: ClassVar[Message] = _("link")
    operators: ClassVar[tuple[str, ...]] = (*EQUALITY, "contains", *EMPTINESS)
    widget: ClassVar[str] = "link"
    arrow: ClassVar[str] = "int64"

    target: str
    title: str = "name"
    fold: str | None = None

    @property
    def suffixes(self) -> tuple[str, ...]:  # type: ignore[override]
        """A link reads two columns: the id and the title of the record."""
        return ("_id", f"__{self.title}")

    def read(self, raw: object, locale: Locale) -> Reference:
        if isinstance(raw, Reference):
            return raw
        if isinstance(raw, dict):
            raw = raw.get("id", raw.get("label", ""))
        if isinstance(raw, int) and not isinstance(raw, bool):
            return self._reference(raw)
        text = to_ascii(str(raw)).strip().removeprefix("#")
        if text.isdecimal():
            return self._reference(int(text))
        return Reference(id=0, label=str(raw).strip())

    def _reference(self, pk: int) -> Reference:
        if not 0 < pk < 2**63:
            raise Unacceptable("no_such_record", _("There is no such record."))
        return Reference(id=pk)

    def load(self, columns: Sequence[object]) -> Reference | None:
        return None if columns[0] is None else Reference(id=columns[0], label=columns[1] or "")  # type: ignore[arg-type]

    def store(self, value: Reference | None) -> tuple[object, ...]:
        return (None if value is None else value.id,)

    def to_json(self, value: Reference | None) -> JSON:
        return None if value is None else {"id": value.id, "label": value.label}

    def text(self, value: Reference | None, locale: Locale) -> str:
        return "" if value is None else value.label or f"#{value.id}"

    def html(self, value: Reference | None, locale: Locale) -> str:
        if value is None:
            return ""
        return f'<a href="{address(self.target, value.id)}">{auto(self.text(value, locale))}</a>'

    def input(self, value: Reference | None, locale: Locale) -> str:
        return "" if value is None else str(value.id)

    def search_text(self, value: Reference | None) -> str:
        return ""

    def operand(self, raw: object, operator: str, locale: Locale) -> JSON:
        if operator == "contains":
            return str(raw)
        if str(raw).strip().lower() in ("me", "my team"):
            return str(raw).strip().lower()
        return super().operand(raw, operator, locale)

    def where(self, column: str, operator: str, operand: JSON, context: Context) -> Q:
        if operand == "me":
            return Q(**{f"{column}_id": context.user_id})
        if operand == "my team":
            return Q(**{f"{column}__team_id__in": context.team_ids})
        if operator == "contains":
            lookup = f"{column}__{self.fold}__contains" if self.fold else f"{column}__{self.title}__icontains"
            return Q(**{lookup: fold(str(operand)) if self.fold else operand})
        if operator == "empty":
            return Q(**{f"{column}__isnull": True})
        if operator == "is":
            return self._is(column, operand)
        if operator == "in":
            either = Q(pk__in=[])
            for item in operand if isinstance(operand, list) else [operand]:
                either |= self._is(column, item)
            return either
        return super().where(column, operator, operand, context)

    def _is(self, column: str, operand: JSON) -> Q:
        found = operand if isinstance(operand, dict) else {"id": operand}
        if found.get("id"):
            return Q(**{f"{column}_id": found["id"]})
        return Q(**{f"{column}__{self.title}": found.get("label")})

    def describe(self, operand: JSON, locale: Locale) -> str:
        if operand == "me":
            return str(_("me"))
        if operand == "my team":
            return str(_("my team"))
        if isinstance(operand, dict):
            return str(operand.get("label") or f"#{operand.get('id')}")
        return super().describe(operand, locale) if isinstance(operand, list) else str(operand)

    def schema(self) -> dict[str, JSON]:
        properties: dict[str, JSON] = {"id": {"type": "integer"}, "label": {"type": "string"}}
        return {"type": "object", "properties": properties}

    def samples(self) -> tuple[Reference, ...]:
        return ()


def address(object_name: str, pk: int | None = None) -> str:
    """The web address of an Object's list or of one of its records."""
    base = "/" + object_name.replace(".", "/")
    return base if pk is None else f"{base}/{pk}"
