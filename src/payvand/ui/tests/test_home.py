"""The first page."""

from payvand.kernel import records
from payvand.kernel.models import User
from payvand.kernel.objects import named


def plant(world, name, who="ann"):
    return records.create(named("orchard.tree"), {"name": name}, actor=world.actor(who))


def test_it_counts_what_is_mine_and_leads_there(browse, world):
    for name in ("Apple", "Pear"):
        plant(world, name)
    plant(world, "Fig", who="ben")

    page = browse("ann").get("/").content.decode()

    assert 'href="/orchard/tree?where=owner+is+me"' in page
    assert '<span class="figure-value">2</span>' in page


def test_whoever_owns_nothing_sees_how_much_there_is(browse, world):
    for name in ("Apple", "Pear", "Quince"):
        plant(world, name)

    page = browse("ben").get("/").content.decode()

    assert '<span class="figure-value">3</span>' in page
    assert "owner+is+me" not in page


def test_it_shows_what_i_had_in_hand_and_nothing_of_others(browse, world):
    tree = plant(world, "Apple")
    plant(world, "Secret fig", who="cleo")

    page = browse("ann").get("/").content.decode()

    assert f'href="/orchard/tree/{tree.pk}"' in page
    assert "Secret fig" not in page


def test_an_empty_desk_offers_the_first_step(browse):
    page = browse("ann").get("/").content.decode()

    assert "Your work will stand here" in page
    assert 'href="/orchard/tree/new"' in page


def test_the_day_stands_in_both_calendars(browse, world):
    User.objects.filter(pk=world.ann.pk).update(calendar="jalali", digits="persian")

    page = browse("ann", language="fa").get("/").content.decode()

    assert "۱۴۰" in page and "۲۰۲" in page
