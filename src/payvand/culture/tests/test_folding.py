"""What people hold for the same text folds the same, sorts as the dictionary does, and keeps its keys."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.culture.folding import (
    PERSIAN_ALPHABET,
    ZWNJ,
    clean,
    fold,
    layout_variants,
    sort_key,
    squash,
    without_article,
)

NAMES_IN_ORDER = (
    "آرش احمد امیر بابک پارسا تارا ثریا جواد چنگیز حسن خسرو داوود ذاکر رضا زهرا ژاله سارا شیرین صادق ضیا "
    "طاهر ظریف عباس غزل فرهاد قاسم کامران گلی لاله مریم نرگس وحید هادی یاسر"
)
PERSO_ARABIC = st.text(
    alphabet=[*PERSIAN_ALPHABET, *"يكىةۀؤئءأإًَُّ۰۱۲٣٤ـ abcXYZ019", ZWNJ, "\u200f", "\u00a0", "ﷲ", "ﻻ"],
    max_size=40,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علي", "علی"),
        ("كريمي", "کریمی"),
        ("مصطفى", "مصطفی"),
        ("علی‌رضا", "علی رضا"),
        ("خانهٔ", "خانه"),
        ("خانۀ", "خانه"),
        ("فاطمة", "فاطمه"),
        ("ﷲ", "الله"),
        ("ﻻله", "لاله"),
        ("أحمد", "احمد"),
        ("إبراهيم", "ابراهیم"),
        ("آرش", "ارش"),
        ("مؤسسه", "موسسه"),
        ("مسئول", "مسیول"),
        ("مُحَمَّد", "محمد"),
        ("شـرکـت", "شرکت"),
        ("فاکتور ۱۲", "فاکتور 12"),
        ("فاکتور ١٢", "فاکتور 12"),
        ("علاء", "علا"),
        ("پیوند،گستر", "پیوند گستر"),
        ("پیوند\u00a0گستر", "پیوند  گستر"),
        ("\u200fعلی\u200e", "علی"),
        ("JOSÉ", "jose"),
        ("Straße", "strasse"),
        ("O\u2019Brien-Smith", "o brien smith"),
        ("ｆｕｌｌ", "full"),
    ],
)
def test_hard_pairs_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.data
def test_a_list_typed_on_an_arabic_keyboard_meets_one_typed_on_a_persian(data: Path) -> None:
    with (data / "persian-arabic/names/names_1.csv").open(encoding="utf-8-sig") as file:
        arabic_keyboard = {row[0] for row in list(csv.reader(file))[1:]}
    persian_keyboard = set(json.loads((data / "persian-arabic/names/names.json").read_text()))

    assert len(arabic_keyboard & persian_keyboard) < len(arabic_keyboard) / 2
    assert {clean(name) for name in arabic_keyboard} <= persian_keyboard
    assert {fold(name) for name in arabic_keyboard} <= {fold(name) for name in persian_keyboard}


def test_different_names_stay_apart() -> None:
    assert len({fold(name) for name in ("حسن", "حسین", "محسن", "احسان", "Hasan", "123", "124")}) == 7


def test_squash_also_forgets_the_spaces() -> None:
    assert squash("علی‌رضا") == squash("علی رضا") == squash("علیرضا")


def test_the_arabic_article_is_dropped_in_a_second_key() -> None:
    assert without_article("شركة الأمل") == without_article("شركة أمل")
    assert without_article("الله") == fold("الله")


def test_a_name_of_symbols_has_a_key_too() -> None:
    assert fold(" C++ ") == "c"
    assert fold("+++") == "+++"
    assert fold("") == ""


@given(st.one_of(st.text(max_size=60), PERSO_ARABIC))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(st.text(max_size=60), PERSO_ARABIC))
def test_cleaning_keeps_the_fold_and_is_done_once(text: str) -> None:
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert squash(f"{cleaned} x") == squash(f"{text} x")


def test_cleaning_keeps_what_was_typed() -> None:
    assert clean("  علي\u200f   كريمي \ufeff") == "علی کریمی"
    assert clean("علي كريمي", arabic=True) == "علي كريمي"
    assert clean("می‌رود") == "می‌رود"
    assert clean("شـرکت") == "شرکت"
    assert clean(f"علی{ZWNJ}{ZWNJ}رضا{ZWNJ} {ZWNJ}پور{ZWNJ}") == f"علی{ZWNJ}رضا پور"
    assert clean("e\u0301") == "é"
    assert clean("a\x00b\x07") == "ab"
    assert clean("خانهٔ أمل") == "خانهٔ أمل"


def test_cleaning_keeps_lines_when_asked() -> None:
    assert clean("one  two\r\n\n three ") == "one two three"
    assert clean("one  two\r\n\n three \n", lines=True) == "one two\n\nthree"


def test_names_sort_in_the_order_of_the_persian_alphabet() -> None:
    names = NAMES_IN_ORDER.split(" ")

    assert sorted(set(names), key=sort_key) == names


def test_sort_keys_compare_bytewise_and_are_ascii() -> None:
    names = ["12", "Ali", "Žižka", "آرش", "یاسر", "علي", "كامران", "ڤيان", "فاکتور ۲"]

    keys = [sort_key(name) for name in names]

    assert all(key.isascii() for key in keys)
    assert sorted(keys) == sorted(keys, key=str.encode)


def test_yeh_and_kaf_of_either_keyboard_sort_alike() -> None:
    assert sort_key("كريمي") == sort_key("کریمی")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("فاکتور ۲", "فاکتور ۱۲"),
        ("فاکتور ۹", "فاکتور ۱۰۰"),
        ("item 2", "item 12"),
        ("2", "10"),
        ("999999999999", "1000000000000"),
        ("علی", "علی رضا"),
        ("علی رضا", "علیرضا"),
        ("10", "Ali"),
        ("Ali", "آرش"),
        ("apple", "Banana"),
        ("گلی", "وحید"),
        ("وحید", "هادی"),
        ("شرکت", "شرکت ۲"),
    ],
)
def test_order_of_numbers_spaces_and_scripts(before: str, after: str) -> None:
    assert sort_key(before) < sort_key(after)


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_numbers_sort_by_value(one: int, other: int) -> None:
    assert (sort_key(f"فاکتور {one}") < sort_key(f"فاکتور {other}")) == (one < other)


def test_the_same_keys_on_another_keyboard() -> None:
    assert "سلام" in layout_variants("sghl")
    assert "sghl" in layout_variants("سلام")
    assert "علی" in layout_variants("ugd")
    assert "علي" in layout_variants("ugd")
    assert "پ" in layout_variants("\\")
    assert layout_variants("123") == ()


def test_every_letter_of_the_persian_keyboard_comes_back() -> None:
    for letter in PERSIAN_ALPHABET:
        if letter not in "آژئ":
            typed = layout_variants(letter)[0]
            assert letter in layout_variants(typed)
