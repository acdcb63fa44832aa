"""Every text is translated, and the translations are written as their languages are."""

import re

import pytest

from payvand.project import catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
# Letters of the other language's keyboard, and digits of no one's.
FOREIGN_LETTERS = {"fa": re.compile("[يكىةۀ٠-٩]"), "ar": re.compile("[یکۀ۰-۹]")}
EVERY = pytest.mark.parametrize("language", catalogues.LANGUAGES)

WHERE_MADE = pytest.mark.skipif(
    not (catalogues.PACKAGE / "locale").exists(), reason="no catalogue has been made yet: payvand messages"
)


def placeholders_differ(text: str, translation: str) -> bool:
    """Whether a translation names something that the text does not offer."""
    return bool(set(PLACEHOLDER.findall(translation)) - set(PLACEHOLDER.findall(text)))


@WHERE_MADE
@EVERY
def test_nothing_lacks_a_translation(language):
    assert catalogues.lacking(language) == []


@WHERE_MADE
@EVERY
def test_translations_keep_what_is_filled_in(language):
    assert [pair for pair in catalogues.translations(language) if placeholders_differ(*pair)] == []


@WHERE_MADE
@EVERY
def test_translations_use_the_letters_of_their_language(language):
    assert [
        pair for pair in catalogues.translations(language) if FOREIGN_LETTERS[language].search(pair[1])
    ] == []


def test_a_lost_placeholder_is_found():
    assert placeholders_differ("%(count)d rows", "%(number)d سطر")
    assert not placeholders_differ("%(count)d rows", "%(count)d سطر")
