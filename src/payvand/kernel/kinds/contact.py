"""Kinds by which somebody is reached or recognised: phone numbers and official identifiers."""

import re
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.culture.digits import to_ascii
from payvand.culture.errors import Unreadable
from payvand.culture.identifiers import check
from payvand.culture.locale import Locale
from payvand.culture.phones import format_phone, parse_phone
from payvand.kernel.errors import Message
from payvand.kernel.kinds.kind import EMPTINESS, EQUALITY, JSON, Context, Kind, escape, unreadable
from payvand.kernel.kinds.text import Code

CANONICAL = re.compile(r"\+[1-9][0-9]{6,14}(?:;ext=[0-9]{1,11})?")


@dataclass(frozen=True, kw_only=True)
class PhoneNumber(Kind[str]):
    """A phone number in E.164, with an extension behind ";ext=" where there is one (RFC 3966)."""

    name: ClassVar[str] = "phone"
    label: ClassVar[Message] = _("phone number")
    operators: ClassVar[tuple[str, ...]] = ("contains", *EQUALITY, "starts", *EMPTINESS)
    widget: ClassVar[str] = "phone"
    blank_text: ClassVar[bool] = True
    searched: ClassVar[bool] = True

    def read(self, raw: object, locale: Locale) -> str:
        text = str(raw)
        if CANONICAL.fullmatch(text):
            return text
        try:
            phone = parse_phone(text, locale.region)
        except Unreadable as error:
            raise unreadable(error) from None
        return f"{phone.e164};ext={phone.extension}" if phone.extension else phone.e164

    def to_json(self, value: str | None) -> JSON:
        return value or None

    def text(self, value: str | None, locale: Locale) -> str:
        if not value:
            return ""
        number, _mark, extension = value.partition(";ext=")
        shown = format_phone(number, locale.region)
        return f"{shown} ({_('ext.')} {extension})" if extension else shown

    def html(self, value: str | None, locale: Locale) -> str:
        if not value:
            return ""
        return f'<a dir="ltr" href="tel:{escape(value)}">{escape(self.text(value, locale))}</a>'

    def input(self, value: str | None, locale: Locale) -> str:
        return value.replace(";ext=", " ext. ") if value else ""

    def search_text(self, value: str | None) -> str:
        return value or ""

    def operand(self, raw: object, operator: str, locale: Locale) -> JSON:
        if operator in ("contains", "starts"):
            return "".join(mark for mark in to_ascii(str(raw)) if mark.isdigit() or mark == "+")
        return super().operand(raw, operator, locale)

    def where(self, column: str, operator: str, operand: JSON, context: Context) -> Q:
        if operator == "contains":
            return Q(**{f"{column}__contains": str(operand).lstrip("0")})
        return super().where(column, operator, operand, context)

    def describe(self, operand: JSON, locale: Locale) -> str:
        return super().describe(operand, locale) if isinstance(operand, list) else str(operand or "")

    def schema(self) -> dict[str, JSON]:
        return {"type": "string", "format": "phone"}

    def samples(self) -> tuple[str, ...]:
        return ("+989121234567", "+982189326444;ext=12")


@dataclass(frozen=True, kw_only=True)
class Identifier(Code):
    """An official number (national id, IBAN, …) of a scheme; a wrong check digit warns and does not block."""

    name: ClassVar[str] = "identifier"
    label: ClassVar[Message] = _("identifier")

    scheme: str = ""
    max_length: int | None = 40

    def tidy(self, text: str, locale: Locale) -> str:
        plain = super().tidy(text, locale)
        return check(self.scheme, plain).value if self.scheme else plain

    def search_text(self, value: str | None) -> str:
        return value or ""
