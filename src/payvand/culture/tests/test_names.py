"""Names of people and companies, taken apart and greeted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.culture.folding import squash
from payvand.culture.locale import Language
from payvand.culture.names import Gender, Name, company_key, greeting, split_name


@pytest.mark.parametrize(
    ("text", "honorific", "given", "family"),
    [
        ("جناب آقای دکتر علی‌رضا احمدی نژاد", "جناب آقای دکتر", "علی‌رضا", "احمدی نژاد"),
        ("خانم مهندس زهرا کریمی", "خانم مهندس", "زهرا", "کریمی"),
        ("سید محمد علی حسینی", "سید", "محمد علی", "حسینی"),
        ("محمد رضا شجریان", "", "محمد رضا", "شجریان"),
        ("علی رضا پور", "", "علی", "رضا پور"),
        ("علی رضایی", "", "علی", "رضایی"),
        ("آقای احمدی", "آقای", "", "احمدی"),
        ("محمد", "", "محمد", ""),
        ("سید", "", "سید", ""),
        ("الدكتورة فاطمة الزهراني", "الدكتورة", "فاطمة", "الزهراني"),
        ("السيد عبد الرحمن الراشد", "السيد", "عبد الرحمن", "الراشد"),
        ("محمد أحمد علي السيد", "", "محمد", "أحمد علي السيد"),
        ("محمد بن سلمان آل سعود", "", "محمد", "بن سلمان آل سعود"),
        ("Dr. Sara van Dijk", "Dr.", "Sara", "van Dijk"),
        ("Mr John F. Kennedy", "Mr", "John F.", "Kennedy"),
        ("Kennedy, John", "", "John", "Kennedy"),
        ("احمدی، علی", "", "علی", "احمدی"),
        ("Mohammad Reza Shajarian", "", "Mohammad Reza", "Shajarian"),
        ("Ali Ahmadi Nejad", "", "Ali", "Ahmadi Nejad"),
        ("", "", "", ""),
    ],
)
def test_a_full_name_is_parted(text: str, honorific: str, given: str, family: str) -> None:
    assert split_name(text) == Name(honorific=honorific, given=given, family=family)


@given(st.lists(st.text(alphabet="آابپتسعلمنهیabcxyz", min_size=1, max_size=8), max_size=6))
def test_no_word_of_a_name_is_lost(words: list[str]) -> None:
    name = split_name(" ".join(words))

    assert " ".join(filter(None, (name.honorific, name.given, name.family))) == " ".join(words)


@pytest.mark.parametrize(
    "text",
    [
        "پیوندگستر",
        "شرکت پیوند گستر",
        "شرکت پیوند‌گستر (سهامی خاص)",
        "مؤسسهٔ بازرگانی پيوند گستر با مسئولیت محدود",
        "گروه پیوند گستر",
    ],
)
def test_one_company_under_many_names(text: str) -> None:
    assert company_key(text) == "پیوندگستر"


def test_legal_forms_of_other_languages_are_dropped_too() -> None:
    assert (
        company_key("Acme Co., Ltd.")
        == company_key("The ACME Corporation")
        == company_key("Acme L.L.C.")
        == "acme"
    )
    assert company_key("شركة الأمل المحدودة") == squash("الأمل")
    assert company_key("شرکت") == "شرکت"
    assert company_key("شرکت آلفا") != company_key("شرکت بتا")


AHMADI = Name(honorific="دکتر", given="سارا", family="احمدی")
KENNEDY = Name(given="John", family="Kennedy")


@pytest.mark.parametrize(
    ("name", "language", "gender", "text"),
    [
        (AHMADI, "fa", "female", "سرکار خانم دکتر سارا احمدی"),
        (AHMADI, "fa", None, "دکتر سارا احمدی گرامی"),
        (Name(honorific="آقای", family="احمدی"), "fa", "male", "جناب آقای احمدی"),
        (Name(honorific="الدكتور", given="خالد", family="الراشد"), "ar", "male", "السيد الدكتور خالد الراشد"),
        (Name(given="خالد", family="الراشد"), "ar", None, "تحية طيبة، خالد الراشد"),
        (KENNEDY, "en", "male", "Dear Mr Kennedy"),
        (KENNEDY, "en", None, "Dear John Kennedy"),
        (Name(honorific="Dr.", given="Sara", family="van Dijk"), "en", None, "Dear Dr. van Dijk"),
    ],
)
def test_greetings_never_guess_a_gender(
    name: Name, language: Language, gender: Gender | None, text: str
) -> None:
    assert greeting(name, language, gender) == text
