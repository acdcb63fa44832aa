"""Names in three alphabets: 135 spellings of 47 names meet by their key, and few different names do (REGION.md C5)."""

from itertools import combinations

import pytest

from payvand.duplicates.likeness import LIKENESSES, Prepared

NAME, COMPANY = LIKENESSES["name"], LIKENESSES["company"]
SOUNDS_ALIKE = 1

CLUSTERS = [
    line.split()
    for line in """
    محمد Mohammad Muhammad Mohamed Mohammed
    محمود Mahmoud Mahmood
    حسین Hossein Hussein Hosein
    حسن Hassan Hasan
    فاطمه فاطمة Fatemeh Fatima
    یوسف Yousef Yusuf
    قاسمی Ghasemi Qasemi
    علی Ali Aly
    زهرا زهراء Zahra
    مریم Maryam Mariam
    مهدی Mahdi Mehdi
    سعید سعيد Saeed Said
    عباس Abbas
    ابراهیم إبراهيم Ebrahim Ibrahim
    اسماعیل إسماعيل Esmaeil Ismail
    خدیجه خديجة Khadijeh Khadija
    شهرام Shahram
    جعفر Jafar Ja'far
    صادق Sadegh Sadeq
    طاهر Taher Tahir
    ژاله Zhaleh
    پرویز Parviz
    جواد Javad Jawad
    داوود Davood Dawud
    اکبر أكبر Akbar
    اصغر Asghar
    عبدالله Abdollah Abdullah
    علیرضا علی‌رضا Alireza
    امیرعلی Amirali
    شیرین Shirin
    چنگیز Changiz
    خسرو Khosro Khosrow
    کریمی Karimi
    موسوی Mousavi Musavi
    هاشمی Hashemi Hashimi
    عثمان Osman Othman
    صلاح Salah
    حمزه حمزة Hamzeh Hamza
    وحید Vahid
    یاسر Yaser Yasir
    احمد Ahmad Ahmed
    حمید Hamid
    ناصر Naser Nasser
    نصیر Nasir
    رضا Reza
    لیلا Leila Layla
    نرگس Narges
    """.strip().splitlines()
]


def prepared(text: str) -> Prepared:
    found = NAME.prepare(text)
    assert found is not None
    return found


def test_the_spellings_of_one_name_meet_and_are_alike():
    first = {cluster[0]: prepared(cluster[0]) for cluster in CLUSTERS}

    alike = [
        spelling
        for cluster in CLUSTERS
        for spelling in cluster
        if NAME.level(first[cluster[0]], prepared(spelling)) <= SOUNDS_ALIKE
        and set(NAME.keys(first[cluster[0]])) & set(NAME.keys(prepared(spelling)))
    ]

    assert (len(CLUSTERS), sum(map(len, CLUSTERS))) == (47, 135)
    assert len(alike) >= 134


def test_few_different_names_are_taken_for_one():
    firsts = [prepared(cluster[0]) for cluster in CLUSTERS]

    collisions = [pair for pair in combinations(firsts, 2) if NAME.level(*pair) <= SOUNDS_ALIKE]

    assert len(collisions) <= 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علی رضایی", "Rezaei Ali"),
        ("آقای دکتر محمد حسینی", "Mohammad Hosseini"),
        ("علی‌رضا احمدی", "علیرضا احمدی"),
        ("Kennedy, John", "John Kennedy"),
    ],
)
def test_titles_order_and_joined_words_make_no_other_person(one, other):
    assert NAME.level(prepared(one), prepared(other)) <= SOUNDS_ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("شرکت پیوند (سهامی خاص)", "پيوند"),
        ("بازرگانی کیان", "Kian Group"),
        ("Acme L.L.C.", "ACME"),
    ],
)
def test_legal_forms_make_no_other_company(one, other):
    first, second = COMPANY.prepare(one), COMPANY.prepare(other)

    assert first is not None
    assert second is not None
    assert COMPANY.level(first, second) < len(COMPANY.levels) - 1
