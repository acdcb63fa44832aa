"""Left-to-right islands in right-to-left text."""

import pytest

from payvand.culture.bidi import first_strong, isolate, ltr_html


@pytest.mark.parametrize("text", ["+98 21 8932 6444", "-12,500", "2025-03-21", "C++", ".NET"])
def test_what_would_show_reversed_is_isolated(text: str) -> None:
    assert isolate(text) == f"\u2066{text}\u2069"
    assert ltr_html(text) == f'<span dir="ltr">{text}</span>'


def test_the_direction_may_be_told_or_left_to_the_text() -> None:
    assert isolate("سلام", "rtl") == "\u2067سلام\u2069"
    assert isolate("سلام", "auto") == "\u2068سلام\u2069"


def test_nothing_stays_nothing() -> None:
    assert isolate("") == ""
    assert ltr_html("") == ""


def test_html_is_escaped() -> None:
    assert ltr_html("<b>&") == '<span dir="ltr">&lt;b&gt;&amp;</span>'


def test_the_first_letter_with_a_direction_decides() -> None:
    assert first_strong("12 سلام abc") == "rtl"
    assert first_strong("(abc) سلام") == "ltr"
    assert first_strong("12-34") is None
