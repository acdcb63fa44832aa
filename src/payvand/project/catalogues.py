"""The catalogues of translations: what the source says, and what each language lacks of it."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
# How each language counts; Babel would give Persian a single form, Django's own catalogues give it two.
PLURALS = {
    "fa": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 "
    ": n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);",
}
LANGUAGES = tuple(PLURALS)
SOURCES = [("**/tests/**", "ignore"), ("**.py", "python"), ("**/templates/**.html", "jinja2")]
# A template that cannot be read must stop the run, not silently lose its texts.
OPTIONS = {"**/templates/**.html": {"extensions": "jinja2.ext.do", "silent": "false"}}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "translate": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def extract() -> Catalog:
    """Every text of the source that a person may see, with where it stands."""
    found = Catalog(charset="utf-8", fuzzy=False)
    texts = extract_from_dir(str(PACKAGE), SOURCES, OPTIONS, keywords=KEYWORDS, comment_tags=["translators:"])
    for file, _line, message, comments, context in sorted(texts, key=lambda text: (text[0], text[1])):
        # Files without lines: a line moves with every change above it, and would fill each difference.
        found.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return found


def load(language: str) -> Catalog:
    """The catalogue of a language as it lies in the source; an empty one where there is none yet."""
    if path(language).exists():
        return read_po(io.BytesIO(path(language).read_bytes()), locale=language)
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: {PLURALS[language]}\\n"\n'
    empty = read_po(io.BytesIO(header.encode()), locale=language)
    empty.project, empty.version, empty.fuzzy = "Payvand", "", False
    empty.header_comment = f"# The texts of Payvand in {language}."
    return empty


def update(language: str) -> list[str]:
    """Bring a catalogue in line with the source, and return what it now lacks."""
    catalogue, template = load(language), extract()
    # The day of the run would make a difference where no text has changed.
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    path(language).parent.mkdir(parents=True, exist_ok=True)
    with path(language).open("wb") as stream:
        write_po(stream, catalogue, width=110, ignore_obsolete=True, sort_by_file=True, include_lineno=False)
    return lacking(language)


def lacking(language: str) -> list[str]:
    """The texts of the source that a language has no translation for; a doubtful one counts as none."""
    catalogue = load(language)
    return [first(wanted.id) for wanted in _messages(extract()) if not _is_translated(catalogue, wanted)]


def translations(language: str) -> Iterator[tuple[str, str]]:
    """Each text with its translation; of a plural, each of its forms."""
    for message in _messages(load(language)):
        yield from ((first(message.id), form) for form in _forms(message))


def first(identifier: str | list[str] | tuple[str, ...]) -> str:
    """The text by which a message goes: of a plural, the singular."""
    return identifier if isinstance(identifier, str) else identifier[0]


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _is_translated(catalogue: Catalog, wanted: Message) -> bool:
    found = catalogue.get(wanted.id, wanted.context)
    if found is None or found.fuzzy:
        return False
    return all(_forms(found))


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else [*(message.string or [""])]
