"""Kinds of written values: short and long text, e-mail addresses, links, codes and colours."""

import re
from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.culture.digits import to_ascii
from payvand.culture.folding import clean, fold
from payvand.culture.locale import Locale
from payvand.kernel.errors import Message
from payvand.kernel.kinds.kind import (
    EMPTINESS,
    EQUALITY,
    JSON,
    Context,
    Kind,
    Unacceptable,
    auto,
    escape,
    ltr,
)

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True)
class Text(Kind[str]):
    """One line of free text. Conditions look at the folded column where the field has one."""

    name: ClassVar[str] = "text"
    label: ClassVar[Message] = _("text")
    operators: ClassVar[tuple[str, ...]] = ("contains", "starts", *EQUALITY, *EMPTINESS)
    folds: ClassVar[bool] = True
    searched: ClassVar[bool] = True
    blank_text: ClassVar[bool] = True

    max_length: int | None = 200

    def read(self, raw: object, locale: Locale) -> str:
        if isinstance(raw, bool | dict | list):
            raise Unacceptable("not_text", _("This is not a text."))
        text = self.tidy(str(raw), locale)
        if self.max_length is not None and len(text) > self.max_length:
            limit = {"limit": self.max_length, "length": len(text)}
            raise Unacceptable("too_long", _("At most %(limit)d characters, not %(length)d.") % limit)
        return text

    def tidy(self, text: str, locale: Locale) -> str:
        """The light cleanup that what was typed goes through before it is kept."""
        if CONTROL.search(text):
            raise Unacceptable("control_character", _("The text holds a control character."))
        return clean(text, arabic=locale.language == "ar")

    def html(self, value: str | None, locale: Locale) -> str:
        return auto(value) if value else ""

    def search_text(self, value: str | None) -> str:
        return value or ""

    def operand(self, raw: object, operator: str, locale: Locale) -> JSON:
        if operator in ("contains", "starts"):
            return clean(str(raw), arabic=locale.language == "ar")
        return super().operand(raw, operator, locale)

    def where(self, column: str, operator: str, operand: JSON, context: Context) -> Q:
        if operator in ("contains", "starts") and not column.endswith("_fold"):
            lookup = "icontains" if operator == "contains" else "istartswith"
            return Q(**{f"{column}__{lookup}": operand})
        return super().where(column, operator, operand, context)

    def folded(self, operand: JSON) -> JSON:
        """A canonical operand in the form in which a folded column holds it."""
        if isinstance(operand, list):
            return [self.folded(item) for item in operand]
        return fold(operand) if isinstance(operand, str) else operand

    def schema(self) -> dict[str, JSON]:
        return (
            {"type": "string"}
            if self.max_length is None
            else {"type": "string", "maxLength": self.max_length}
        )

    def samples(self) -> tuple[str, ...]:
        texts = ("Kian Trading", "بازرگانی علي‌رضا كريمي", '=1+1 "<b>', "شركة النور")
        return tuple(text[: self.max_length].strip() for text in texts)


@dataclass(frozen=True, kw_only=True)
class LongText(Text):
    """Free text of several lines."""

    name: ClassVar[str] = "long_text"
    label: ClassVar[Message] = _("long text")
    widget: ClassVar[str] = "textarea"
    operators: ClassVar[tuple[str, ...]] = ("contains", *EMPTINESS)
    sortable: ClassVar[bool] = False

    max_length: int | None = 20_000

    def tidy(self, text: str, locale: Locale) -> str:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join(super(LongText, self).tidy(line, locale) for line in lines).strip("\n")

    def html(self, value: str | None, locale: Locale) -> str:
        if not value:
            return ""
        return f'<span dir="auto" class="lines">{escape(value)}</span>'

    def samples(self) -> tuple[str, ...]:
        return ("First line\nsecond line", "سطر یکم\nسطر دوم «کامل»")


@dataclass(frozen=True, kw_only=True)
class Code(Text):
    """A code, serial or key: ASCII digits, no folding, always read from left to right."""

    name: ClassVar[str] = "code"
    label: ClassVar[Message] = _("code")
    operators: ClassVar[tuple[str, ...]] = (*EQUALITY, "starts", *EMPTINESS)
    folds: ClassVar[bool] = False

    def tidy(self, text: str, locale: Locale) -> str:
        return to_ascii(super().tidy(text, locale)).strip()

    def where(self, column: str, operator: str, operand: JSON, context: Context) -> Q:
        return Kind.where(self, column, operator, operand, context)

    def html(self, value: str | None, locale: Locale) -> str:
        return ltr(value) if value else ""

    def samples(self) -> tuple[str, ...]:
        return tuple(text[: self.max_length] for text in ("A-1001", "B/2002"))


@dataclass(frozen=True, kw_only=True)
class Email(Code):
    """An e-mail address; kept in lower case, since nobody means two mailboxes by it."""

    name: ClassVar[str] = "email"
    label: ClassVar[Message] = _("e-mail")
    operators: ClassVar[tuple[str, ...]] = (*EQUALITY, "contains", "starts", *EMPTINESS)
    widget: ClassVar[str] = "email"

    max_length: int | None = 254

    def tidy(self, text: str, locale: Locale) -> str:
        address = super().tidy(text, locale).removeprefix("mailto:").lower()
        if not EMAIL.fullmatch(address):
            self._examine(address)
        return address

    def _examine(self, address: str) -> None:
        try:
            validate_email(address)
        except ValidationError:
            raise Unacceptable("not_an_email", _("This is not an e-mail address.")) from None

    def html(self, value: str | None, locale: Locale) -> str:
        if not value:
            return ""
        safe = escape(value)
        return f'<a dir="ltr" href="mailto:{safe}">{safe}</a>'

    def schema(self) -> dict[str, JSON]:
        return {"type": "string", "format": "email", "maxLength": 254}

    def samples(self) -> tuple[str, ...]:
        return ("ann@example.com", "b.karimi+crm@sub.example.org")


# The ordinary address, checked without the cost of the full rule.
EMAIL = re.compile(
    r"[a-z0-9_][a-z0-9._%+-]{0,62}[a-z0-9_]@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
)


@dataclass(frozen=True, kw_only=True)
class Url(Code):
    """A web address; only http and https, since anything else may be a trap."""

    name: ClassVar[str] = "url"
    label: ClassVar[Message] = _("web address")
    operators: ClassVar[tuple[str, ...]] = (*EQUALITY, "contains", *EMPTINESS)
    widget: ClassVar[str] = "url"

    max_length: int | None = 500

    def tidy(self, text: str, locale: Locale) -> str:
        address = super().tidy(text, locale)
        if "://" not in address:
            address = f"https://{address}"
        if not re.fullmatch(
            r"https?://[^\s<>\"']+\.[^\s<>\"']+|https?://localhost[^\s<>\"']*", address, re.IGNORECASE
        ):
            raise Unacceptable("not_a_url", _("This is not a web address (http or https)."))
        return address

    def html(self, value: str | None, locale: Locale) -> str:
        if not value:
            return ""
        shown = escape(value.split("://", 1)[-1].rstrip("/"))
        return f'<a dir="ltr" href="{escape(value)}" rel="noopener noreferrer" target="_blank">{shown}</a>'

    def schema(self) -> dict[str, JSON]:
        return {"type": "string", "format": "uri", "maxLength": self.max_length or 500}

    def samples(self) -> tuple[str, ...]:
        return ("https://example.com", "https://example.org/a?b=1&c=2")


@dataclass(frozen=True, kw_only=True)
class Colour(Code):
    """A colour name out of the palette of labels (tags, stages, choices)."""

    name: ClassVar[str] = "colour"
    label: ClassVar[Message] = _("colour")
    operators: ClassVar[tuple[str, ...]] = (*EQUALITY, *EMPTINESS)
    widget: ClassVar[str] = "colour"

    PALETTE: ClassVar[tuple[str, ...]] = (
        "grey", "turquoise", "blue", "violet", "pink", "red", "orange", "saffron", "green",
    )  # fmt: skip

    def tidy(self, text: str, locale: Locale) -> str:
        colour = super().tidy(text, locale).lower()
        if colour not in self.PALETTE:
            allowed = {"allowed": ", ".join(self.PALETTE)}
            raise Unacceptable("not_a_colour", _("Choose one of: %(allowed)s.") % allowed)
        return colour

    def html(self, value: str | None, locale: Locale) -> str:
        return f'<span class="dot" data-tone="{escape(value)}"></span>' if value else ""

    def schema(self) -> dict[str, JSON]:
        return {"type": "string", "enum": list(self.PALETTE)}

    def samples(self) -> tuple[str, ...]:
        return ("turquoise", "saffron")
