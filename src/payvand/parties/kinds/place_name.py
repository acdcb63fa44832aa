"""The kind of a country or a province: a known one is kept by its code and shown in the reader's language."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from payvand.culture.folding import clean
from payvand.culture.locale import Locale
from payvand.kernel.errors import Message
from payvand.kernel.kinds import JSON, Kind, Unacceptable
from payvand.kernel.kinds.kind import auto
from payvand.parties.places import Gazetteer

LONGEST = 60


@dataclass(frozen=True, kw_only=True)
class PlaceName(Kind[str]):
    """One of a list of places; one that is not in the list is kept as it was written."""

    name: ClassVar[str] = "place"
    label: ClassVar[Message] = _("place")
    blank_text: ClassVar[bool] = True

    places: Gazetteer

    def read(self, raw: object, locale: Locale) -> str:
        text = clean(str(raw), arabic=locale.language == "ar")
        found = self.places.named(text)
        if found is None and len(text) > LONGEST:
            limit = {"limit": LONGEST, "length": len(text)}
            raise Unacceptable("too_long", _("At most %(limit)d characters, not %(length)d.") % limit)
        return found.code if found else text

    def to_json(self, value: str | None) -> JSON:
        return value or None

    def text(self, value: str | None, locale: Locale) -> str:
        return self._called(value, locale.language)

    def html(self, value: str | None, locale: Locale) -> str:
        # The neutral locale of files speaks English; a page is rendered in the language that is active.
        return auto(self._called(value, get_language() or locale.language)) if value else ""

    def _called(self, value: str | None, language: str) -> str:
        found = self.places.named(value) if value else None
        return found.name(language) if found else value or ""

    def samples(self) -> tuple[str, ...]:
        return (*(place.code for place in self.places.places[:2]), "Nowhere <b>")
