"""The calendar of any Object: grids in three calendars, days off, records as chips, and moving one to another day."""

import json
import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payvand.culture.locale import DEFAULTS
from payvand.kernel import records
from payvand.kernel.access import system
from payvand.kernel.models import Fact, Right, Role, User
from payvand.kernel.objects import named
from payvand.kernel.testing.world import narrow
from payvand.ui.pages.calendar_grid import month_of, week_of
from tests.orchard.models import Tree

URL = "/orchard/tree"
CALENDAR = f"{URL}?view=all&as=calendar&on=2025-03-20"
MOVE = f"{URL}/calendar/move?view=all&as=calendar&on=2025-03-20"


@pytest.fixture(autouse=True)
def _planted(monkeypatch) -> None:
    """Trees stand in the calendar by the day on which they were planted."""
    monkeypatch.setitem(named("orchard.tree").__dict__, "calendar_by", "planted")


@pytest.fixture
def grow(world) -> Callable[..., list[int]]:
    """Plants trees of the given names as Ann."""

    def plant(*names: str, **more: object) -> list[int]:
        trees, actor = named("orchard.tree"), world.actor("ann")
        return [records.create(trees, {"name": name, **more}, actor=actor).pk for name in names]

    return plant


def days(answer) -> dict[str, list[str]]:
    """The titles on each day that holds any."""
    found = {}
    for day, content in re.findall(r'data-day="([\d-]+)">(.*?)</td>', answer.content.decode(), re.DOTALL):
        titles = re.findall(r'<span dir="auto">([^<]*)</span></a></li>', content)
        if titles:
            found[day] = titles
    return found


@pytest.mark.parametrize(
    ("language", "start", "end", "title"),
    [
        ("fa", date(2025, 3, 15), date(2025, 4, 26), "فروردین ۱۴۰۴"),
        ("en", date(2025, 2, 24), date(2025, 4, 7), "March 2025"),
    ],
)
def test_a_month_is_shown_in_whole_weeks_of_the_readers_calendar(language, start, end, title):
    span = month_of(date(2025, 3, 28), DEFAULTS[language])

    assert (span.start, span.end, span.title) == (start, end, title)
    assert all(len(week) == 7 for week in span.weeks)


def test_a_week_begins_where_the_reader_begins_it():
    assert week_of(date(2025, 3, 20), DEFAULTS["fa"]).start == date(2025, 3, 15)
    assert week_of(date(2025, 3, 20), DEFAULTS["ar"]).start == date(2025, 3, 16)
    assert week_of(date(2025, 3, 20), DEFAULTS["en"]).start == date(2025, 3, 17)


def test_records_stand_on_their_days(browse, grow):
    grow("Apple", "Quince", planted="2025-03-20")
    grow("Medlar", planted="2025-03-31")
    grow("Walnut", planted="2025-05-01")
    grow("Cherry")

    answer = browse("ann").get(CALENDAR)

    assert days(answer) == {"2025-03-20": ["Apple", "Quince"], "2025-03-31": ["Medlar"]}


def test_the_grid_is_the_readers_own(browse, grow, world):
    grow("گردو", planted="2025-03-20")
    User.objects.filter(pk=world.ann.pk).update(calendar="jalali", digits="persian")

    page = browse("ann", language="fa").get(CALENDAR).content.decode()

    assert "اسفند ۱۴۰۳" in page and "فوریه – مارس 2025".replace("2025", "۲۰۲۵") in page
    assert 'datetime="2025-03-20"><span aria-hidden="true">۳۰</span>' in page


def test_a_moment_stands_on_the_readers_own_day(browse, grow, world, monkeypatch):
    monkeypatch.setitem(named("orchard.tree").__dict__, "calendar_by", "watered_at")
    (apple,) = grow("Apple", watered_at="2025-03-20T21:00:00Z")
    User.objects.filter(pk=world.ann.pk).update(time_zone="Asia/Tehran")

    answer = browse("ann").get(CALENDAR)

    assert days(answer) == {"2025-03-21": ["Apple"]}
    assert '<span class="chip-clock">00:30</span>' in answer.content.decode()

    browse("ann", htmx=True).post(MOVE, {"id": apple, "to": "2025-03-25"})

    assert Tree.objects.get(pk=apple).watered_at.isoformat() == "2025-03-24T21:00:00+00:00"


def test_days_off_are_named(browse, grow):
    holiday = {"day": "2025-03-20", "name": "ملی شدن صنعت نفت", "region": "IR"}
    records.create(named("kernel.holiday"), holiday, actor=system())

    page = browse("ann").get(CALENDAR).content.decode()

    assert re.search(r'is-off[^"]*" data-day="2025-03-20"', page)
    assert "ملی شدن صنعت نفت" in page


def test_a_full_day_leads_to_its_list(browse, grow):
    grow(*(f"Tree {number}" for number in range(6)), planted="2025-03-20")
    client = browse("ann")

    page = client.get(CALENDAR)
    (more,) = re.findall(r'class="day-more" href="([^"]+)">2 more<', page.content.decode())

    assert len(days(page)["2025-03-20"]) == 4
    assert client.get(unescape(more)).content.decode().count("<tr id=") == 6


def test_the_steps_lead_to_the_months_beside(browse, grow):
    page = unescape(browse("ann").get(CALENDAR).content.decode())

    assert f"{URL}?view=all&as=calendar&on=2025-02-01" in page
    assert f"{URL}?view=all&as=calendar&on=2025-04-01" in page


@pytest.mark.parametrize(
    "on", ["", "yesterday", "0001-01-01", "9999-12-31", "2025-13-45", "1900-01-01", "2122-03-20"]
)
def test_whatever_day_is_asked_for_some_month_is_shown(browse, grow, on):
    assert browse("ann").get(URL, {"view": "all", "as": "calendar", "on": on}).status_code == 200


def test_a_record_goes_to_another_day_and_back(browse, grow):
    (apple,) = grow("Apple", planted="2025-03-20")
    client = browse("ann", htmx=True)

    answer = client.post(MOVE, {"id": apple, "to": "2025-03-22"})

    assert Tree.objects.get(pk=apple).planted == date(2025, 3, 22)
    assert json.loads(answer.headers["HX-Location"])["path"] == CALENDAR
    fact = Fact.objects.get(name="record.updated", subject_id=apple)
    assert fact.payload["changes"] == {"planted": ["2025-03-20", "2025-03-22"]}

    client.post(json.loads(answer.headers["HX-Trigger"])["pv:toast"]["undo_url"])

    assert Tree.objects.get(pk=apple).planted == date(2025, 3, 20)


def test_what_may_not_be_edited_stays(browse, grow):
    (apple,) = grow("Apple", planted="2025-03-20")
    narrow(Role.objects.get(name="Seller"), "orchard.tree", "planted", Right.READ)
    client = browse("ann", htmx=True)

    answer = client.post(MOVE, {"id": apple, "to": "2025-03-22"})

    assert b"data-movable" not in client.get(CALENDAR).content
    assert "pv:refused" in answer.headers["HX-Trigger"]
    assert Tree.objects.get(pk=apple).planted == date(2025, 3, 20)


def test_a_day_before_1900_is_refused(browse, grow):
    (apple,) = grow("Apple", planted="2025-03-20")

    answer = browse("ann", htmx=True).post(MOVE, {"id": apple, "to": "1404-01-01"})

    assert answer.status_code == 422
    assert Tree.objects.get(pk=apple).planted == date(2025, 3, 20)


@pytest.mark.parametrize("values", [{"id": "x", "to": "2025-03-22"}, {"id": "1", "to": "tomorrow"}, {}])
def test_a_move_that_makes_no_sense_is_not_found(browse, values):
    assert browse("ann", htmx=True).post(MOVE, values).status_code == 404


def test_another_team_neither_sees_nor_moves(browse, grow):
    (apple,) = grow("Apple", planted="2025-03-20")
    client = browse("cleo", htmx=True)

    assert days(client.get(CALENDAR)) == {}
    assert client.post(MOVE, {"id": apple, "to": "2025-03-22"}).status_code == 404


@pytest.mark.parametrize("trees", [1, 60])
def test_the_number_of_queries_does_not_grow(browse, grow, trees):
    grow(*(f"Tree {number}" for number in range(trees)), planted="2025-03-20")
    client = browse("ann")
    client.get(CALENDAR)

    with CaptureQueriesContext(connection) as queries:
        client.get(CALENDAR)

    assert len(queries) == CALENDAR_QUERIES, "\n".join(query["sql"] for query in queries)


CALENDAR_QUERIES = 6
