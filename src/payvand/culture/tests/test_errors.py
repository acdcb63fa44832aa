"""Every reason that this layer gives is in the catalogue, whole, and fit for translation."""

import ast
import string
from pathlib import Path

import pytest

from payvand.culture import errors
from payvand.culture.errors import REASONS, SHOWN, Unreadable

SOURCES = sorted(Path(errors.__file__).parent.glob("*.py"))


def codes_in_use() -> set[str]:
    strings = {
        node.value
        for source in SOURCES
        if source.name != "errors.py"
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return strings & set(REASONS)


def test_every_reason_is_given_somewhere() -> None:
    assert codes_in_use() == set(REASONS)


def test_a_reason_is_filled_from_its_params() -> None:
    refusal = Unreadable("day.impossible", year=1404, month=12, day=30)

    assert str(refusal) == refusal.reason % refusal.params == "there is no day 30 in month 12 of 1404"
    assert isinstance(refusal, ValueError)


def test_a_huge_text_is_not_repeated_whole() -> None:
    assert len(str(Unreadable("day.unreadable", text="x" * 10_000))) < SHOWN + 40


@pytest.mark.parametrize("reason", REASONS.values())
def test_reasons_are_whole_english_sentences_in_lower_case(reason: str) -> None:
    assert reason[0] in string.ascii_lowercase + "“%"
    assert not reason.endswith(".")
