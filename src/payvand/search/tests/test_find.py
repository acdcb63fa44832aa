"""What is found by what is typed, and by whom. The same tests hold on both databases."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from payvand.kernel import clock, outbox, records
from payvand.kernel.models import Delivery, Right, Role
from payvand.kernel.objects import named
from payvand.kernel.query import Query, page
from payvand.kernel.testing.world import World, make_world, narrow
from payvand.search.find import find, holders
from payvand.search.inspect import INDEXER, differences, inspect
from payvand.search.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def plant(world):
    def make(name: str, who: str = "ann", **more: object) -> int:
        made = records.create(named("orchard.tree"), {"name": name, **more}, actor=world.actor(who))
        outbox.deliver_all()
        return made.pk

    return make


def titles(text: str, world: World, who: str = "ann") -> list[str]:
    return [hit.title for hit in find(text, world.actor(who)) if hit.object == "orchard.tree"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("علی کریمی", "علي كريمي"),
        ("علی‌رضا محمدی", "علیرضا"),
        ("محمد محمدی", "mohammadi"),
        ("Hossein Ghasemi", "قاسمی"),
        ("محمدی و پسران", "mohamm"),
        ("Mohammadi and sons", "محمدي"),
        ("الأمل للتجارة", "أمل"),
        ("أمل", "الأمل"),
        ("سلام فروشگاه", "sghl"),
        ("رضا نوری", "vqh"),
        ("Apple", "شححمث"),
        ("سارا بهرامی", "sara bahra"),
        ("بازرگانی کیان", "رگان"),
        ("بازرگانی کیان", "با"),
        ("Kian Trading", "traing"),
        ("فاکتور ۱۲", "12"),
        ("100% juice_bar", "100% juice_"),
    ],
)
def test_what_is_meant_is_found(world, plant, name, typed):
    plant(name)
    plant("Something else")

    assert name in titles(typed, world)


def test_an_address_is_found_by_any_part(world, plant):
    plant("Apple", emails=["ann@orchard.example"])

    assert titles("orchard.exa", world) == ["Apple"]


def test_the_whole_title_comes_before_a_part_of_it(world, plant):
    plant("Apple pie")
    plant("Green apple")
    plant("Apple")

    assert titles("apple", world)[:2] == ["Apple", "Apple pie"]


def test_nobody_finds_what_they_may_not_see(world, plant):
    plant("Secret plum")

    assert titles("plum", world, "ben") == ["Secret plum"]
    assert titles("plum", world, "cleo") == []
    assert titles("plum", world, "stranger") == []


def test_a_change_an_archive_and_a_deletion_reach_the_index(world, plant):
    trees, alma = named("orchard.tree"), world.actor("alma")
    pk = plant("Apple")

    records.update(trees, pk, {"name": "Quince"}, actor=alma)
    outbox.deliver_all()
    assert (titles("apple", world), titles("quince", world)) == ([], ["Quince"])
    records.archive(trees, pk, actor=alma)
    outbox.deliver_all()
    assert titles("quince", world) == []
    records.delete(trees, pk, actor=alma)
    outbox.deliver_all()

    assert not Document.objects.filter(object="orchard.tree").exists()


def test_a_bulk_write_is_indexed_as_a_set(world):
    trees = named("orchard.tree")
    rows = [{"name": f"Cherry {number}"} for number in range(30)]
    records.write_many(trees, rows, actor=world.actor("ann"))
    heard = Delivery.objects.filter(subscriber=INDEXER).count()

    outbox.deliver_all()

    assert heard == 1
    assert differences(trees) == []
    assert len(titles("cherry", world)) == 20


def test_a_list_is_searched_within_its_own_order(world, plant):
    for name in ("Red plum", "Pear", "Blue plum", "محمد پلام"):
        plant(name)

    found = page(named("orchard.tree"), Query(search="plum", columns=("name",)), world.actor("ann"))

    assert [row.values[0] for row in found.rows] == ["Blue plum", "Red plum", "محمد پلام"]


def test_the_check_sees_a_lost_document_and_rebuilding_mends_it(world, plant):
    trees = named("orchard.tree")
    pk = plant("Apple")
    Document.objects.filter(subject_id=pk, object="orchard.tree").update(title="x")
    assert differences(trees) == [pk]

    inspect(trees, mends=True)

    assert differences(trees) == []
    assert titles("apple", world) == ["Apple"]


PHONE = "+989121234567"
LANDLINE = "+982188934455"


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        (PHONE, "09121234567"),
        (PHONE, "۰۹۱۲ ۱۲۳ ۴۵۶۷"),
        (PHONE, "+98 912 123 4567"),
        (PHONE, "00 98 912-123-4567"),
        (PHONE, "0098912"),
        (PHONE, "1234567"),
        (PHONE, "2345"),
        (LANDLINE, "021-8893 4455"),
        (LANDLINE, "(021) 88934455"),
        (LANDLINE, "88934455-021"),
        ("0012345679", "001-234567-9"),
        ("0012345679", "12345679"),
        ("IR060120000000000123456789", "IR06 0120 0000 0000 0123 4567 89"),
        ("1402 12345", "12345 1402"),
        ("+982188934455;ext=12", "021-88934455 ext. 12"),
        ("+982188934455;ext=12", "۸۸۹۳۴۴۵۵ داخلی ۱۲"),
        ("+982188934455;ext=12", "+982188934455;ext=12"),
    ],
)
def test_a_number_is_found_however_it_is_dialled(world, plant, kept, typed):
    plant("Apple", notes=kept)
    plant("Pear", notes="+4930777000")

    assert titles(typed, world) == ["Apple"]


def test_words_are_found_in_any_order(world, plant):
    plant("بازرگانی کیان تهران")
    plant("بازرگانی شیراز")

    assert titles("تهران بازرگانی", world) == ["بازرگانی کیان تهران"]
    assert titles("kian bazargani", world) == ["بازرگانی کیان تهران"]


def test_the_better_fit_comes_first(world, plant):
    best = ["علی", "علی رضایی", "رضا علی", "عالی", "باغ"]
    for name in ["باغ", "علی رضایی", "عالی", "رضا علی", "علی"]:
        plant(name, notes="علی" if name == "باغ" else "")

    assert [title for title in titles("علی", world) if title in best] == best


def test_a_long_word_is_found_by_its_rarest_pieces_among_many_that_are_alike(world, plant):
    for number in range(12):
        plant(f"Tree {number}", emails=[f"office{number * 1001}@orchard.example"])

    assert titles("office5005@", world) == ["Tree 5"]
    assert len(titles("office", world)) == 12
    assert titles("ffice9009 orchard", world) == ["Tree 9"]


def test_a_whole_title_is_found_however_many_newer_ones_hold_the_word(world, plant, monkeypatch):
    monkeypatch.setattr("payvand.search.find.CANDIDATES", 3)
    for number in range(9):
        plant("plum" if number == 0 else f"Big plum {number}")

    assert titles("plum", world)[0] == "plum"


def test_one_s_own_comes_before_what_others_have(world, plant):
    plant("Red plum one", who="ben")
    plant("Red plum two", who="ann")

    assert titles("red plum", world, "ben") == ["Red plum one", "Red plum two"]


def test_what_was_changed_of_late_comes_before_what_lay_long(world, plant):
    with clock.at(datetime(2020, 1, 1, tzinfo=UTC)):
        plant("Red plum old")
    plant("Red plum new")
    with clock.at(datetime(2021, 1, 1, tzinfo=UTC)):
        plant("Red plum mid")

    assert titles("red plum", world) == ["Red plum new", "Red plum mid", "Red plum old"]


def test_who_sees_little_finds_it_behind_all_that_others_have(world, plant, monkeypatch):
    monkeypatch.setattr("payvand.search.find.CANDIDATES", 3)
    monkeypatch.setattr("payvand.search.find.TITLES", 1)
    plant("Big plum mine", who="cleo")
    for number in range(9):
        plant(f"A plum {number}")

    assert titles("plum", world, "cleo") == ["Big plum mine"]


def test_a_hidden_field_is_not_found_by(world, plant):
    plant("Apple", notes="worm inside", emails=["ann@orchard.example"])
    role = Role.objects.get(name="Seller")

    narrow(role, "orchard.tree", "notes", Right.HIDDEN)

    assert titles("worm", world) == []
    assert titles("orchard.example", world) == ["Apple"]
    assert titles("worm", world, "alma") == ["Apple"]


@pytest.mark.parametrize(("typed", "queries"), [("apple", 5), ("ap", 5), ("0912", 5), ("zzzz", 10)])
def test_a_search_takes_few_queries(world, plant, django_assert_num_queries, typed, queries):
    # PostgreSQL is told once how alike is alike.
    more = int(connection.vendor == "postgresql" and typed == "zzzz")
    plant("Apple", notes=PHONE)
    plant("Apple tree")
    actor = world.actor("ann")

    with django_assert_num_queries(queries + more):
        find(typed, actor, objects=[named("orchard.tree")])


@pytest.mark.parametrize(
    "typed", ['"', "a OR", "NEAR(", "'; drop table", "*", "  ", "%", "\x00a", "۱", "علی" * 300]
)
def test_no_typed_text_breaks_the_search(world, plant, typed):
    plant("Apple")

    assert isinstance(titles(typed, world), list)


def test_the_objects_that_hold_a_text_are_told_by_letters_by_sound_and_by_short_words(plant, world):
    plant("محمدی و پسران")

    held = {typed: [one.name for one in holders(typed, world.actor("ann"))] for typed in
            ("محمدی", "mohammadi", "پسران مح", "مح", "کاظمی")}  # fmt: skip

    assert held == {
        "محمدی": ["orchard.tree"], "mohammadi": ["orchard.tree"], "پسران مح": ["orchard.tree"],
        "مح": ["orchard.tree"], "کاظمی": [],
    }  # fmt: skip


def test_what_is_in_the_archive_makes_no_object_a_holder(plant, world):
    records.archive(named("orchard.tree"), plant("چنار کهن"), actor=world.actor("ann"))
    outbox.deliver_all()

    assert holders("چنار", world.actor("ann")) == []
