"""One key for a name in three alphabets: clusters of spellings meet, most other names do not."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.culture.transliteration import skeleton, skeletons

CLUSTERS = [
    line.split()
    for line in """
    محمد محمّد Mohammad Muhammad Mohamed Mohammed Mohamad Muhammed
    حسین حسين Hossein Hussein Husain Hosein Hussain
    فاطمه فاطمة Fatemeh Fatima Fatimah Fateme
    یوسف يوسف Yousef Yusuf Youssef Yousof
    قاسمی قاسمي Ghasemi Qasemi Ghassemi
    علی علي Ali Aly
    زهرا زهراء Zahra
    مریم مريم Maryam Mariam
    مهدی مهدي Mahdi Mehdi
    سعید سعيد Saeed Said Sa'id Saeid
    عباس Abbas
    ابراهیم إبراهيم Ebrahim Ibrahim
    اسماعیل إسماعيل Esmaeil Ismail Esmail
    خدیجه خديجة Khadijeh Khadija
    شهرام Shahram
    جعفر Jafar Ja'far Jaafar
    صادق Sadegh Sadeq
    طاهر Taher Tahir
    ژاله Zhaleh
    پرویز Parviz
    جواد Javad Jawad
    داوود داود Davood Davoud Dawud
    اکبر أكبر Akbar
    اصغر Asghar
    عبدالله Abdollah Abdullah
    علیرضا علی‌رضا Alireza
    امیرعلی Amirali
    شیرین Shirin Shireen
    چنگیز Changiz
    خسرو Khosro Khosrow
    کریمی Karimi
    موسوی Mousavi Moosavi Musavi
    هاشمی Hashemi Hashimi
    عثمان Osman Othman
    صلاح Salah
    حمزه حمزة Hamzeh Hamza
    وحید وحيد Vahid Waheed
    یاسر ياسر Yaser Yasir
    """.strip().splitlines()
]


@pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda cluster: cluster[0])
def test_the_spellings_of_one_name_share_a_key(cluster: list[str]) -> None:
    assert {skeleton(spelling) for spelling in cluster} == {skeleton(cluster[0])}


def test_few_different_names_collide() -> None:
    keys = [skeleton(cluster[0]) for cluster in CLUSTERS]

    collisions = sum(one == other for one, other in combinations(keys, 2))

    assert collisions <= len(CLUSTERS) // 20


def test_words_join_and_both_orders_are_tried() -> None:
    assert skeleton("امیر علی") == skeleton("امیرعلی") == skeleton("Amir Ali")
    assert set(skeletons("علی رضایی")) & set(skeletons("Rezaei Ali"))
    assert skeletons("Ali") == (skeleton("Ali"),)
    assert set(skeletons("سید علی رضایی")) & set(skeletons("Rezaei Seyed Ali"))


@given(st.text(max_size=50))
def test_any_text_has_a_key_and_it_is_stable(text: str) -> None:
    assert skeleton(text) == skeleton(text)
    assert skeleton(text) in skeletons(text)


def test_a_name_of_vowels_keeps_a_key() -> None:
    assert skeleton("آوا") == skeleton("Ava") == "a"
    assert skeleton("هه") == "h"
