"""An open page hears of what others change, of nothing else, and of nothing that its reader may not see."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from payvand.kernel import clock, records
from payvand.kernel.objects import named
from payvand.kernel.testing.world import make_world
from tests.orchard.models import Tree


@pytest.fixture
def ask(browse):
    made_at = clock.now().isoformat()

    def get(who: str = "ben", **asked: object) -> tuple[int, list[int]]:
        answer = browse(who).get("/live", {"object": "orchard.tree", "since": made_at, **asked}).json()
        return answer["after"], answer["news"]

    return get


@pytest.fixture
def plant(world):
    def make(name: str, who: str = "ann") -> int:
        return records.create(named("orchard.tree"), {"name": name}, actor=world.actor(who)).pk

    return make


def test_what_others_did_since_the_mark_is_news(ask, plant):
    plant("Fig")
    mark, before = ask()
    plant("Elm")

    after, news = ask(after=mark)

    assert after > mark
    assert len(before) == 1
    assert len(news) == 2
    assert ask(after=after) == (after, [])


def test_what_happened_before_the_page_was_made_is_no_news(ask, plant):
    with clock.at(datetime.now(UTC) - timedelta(minutes=1)):
        plant("Fig")

    assert ask()[1] == []


def test_what_one_did_oneself_is_no_news(ask, plant):
    mark, _news = ask()
    plant("Fig", who="ben")

    assert ask(after=mark)[1] == []


def test_records_that_one_does_not_meet_are_no_news(ask, plant):
    mark, _news = ask("ann")
    plant("Fig", who="cleo")

    assert ask("ann", after=mark)[1] == []
    assert ask("stranger", after=mark)[1] == []


def test_the_page_of_a_record_hears_of_this_record_alone(ask, plant):
    fig, elm = plant("Fig"), plant("Elm")
    mark, _news = ask()
    plant("Oak")

    assert len(ask(after=mark - 1, record=fig)[1]) == 1
    assert len(ask(after=mark - 1, record=elm)[1]) == 1


def test_an_object_that_is_none_has_no_news(browse):
    assert browse("ann").get("/live", {"object": "orchard.weed"}).status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_list_shows_what_somebody_else_has_just_planted(screen, live_server, monkeypatch):
    monkeypatch.setattr(settings, "PAYVAND", replace(settings.PAYVAND, live_seconds=1))
    world, trees = make_world(), named("orchard.tree")
    with clock.at(datetime.now(UTC) - timedelta(minutes=1)):
        records.create(trees, {"name": "Fig"}, actor=world.actor("ann"))
    client = Client()
    client.force_login(world.ben, backend="payvand.ui.authentication.PasswordBackend")
    secret = client.cookies[settings.SESSION_COOKIE_NAME].value
    screen.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": secret, "url": live_server.url}]
    )
    screen.goto(f"{live_server.url}/orchard/tree?view=all")
    expect(screen.locator("tr[data-id]")).to_have_count(1)

    records.create(trees, {"name": "Elm"}, actor=world.actor("ann"))

    expect(screen.locator("tr[data-id]")).to_have_count(2)
    assert Tree.objects.count() == 2
    screen.goto("about:blank")
