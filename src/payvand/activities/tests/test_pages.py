"""Where activities are met beside their own list: parties, the first page, the bell, the calendar."""

from datetime import timedelta

from django.utils import timezone

from payvand.activities.commands import complete_activity
from payvand.activities.testing import make_activity
from payvand.parties.testing import make_dora


def test_a_party_shows_what_is_planned_and_what_has_ended(browse, world):
    ann, dora = world.actor("ann"), make_dora(world)
    make_activity("Call about the offer", ann, party=dora, due_at=timezone.now() + timedelta(days=1))
    past = make_activity("First call", ann, party=dora)
    complete_activity.run(past.pk, actor=ann, outcome="positive")

    page = browse("ann").get(f"/parties/party/{dora.pk}?tab=activities").content.decode()

    assert "Call about the offer" in page and "First call" in page and "went well" in page
    assert f'href="/parties/party/{dora.pk}/plan"' in page


def test_an_empty_party_says_what_this_is_for(browse, world):
    dora = make_dora(world)

    page = browse("ann").get(f"/parties/party/{dora.pk}?tab=activities").content.decode()

    assert "Nothing is planned" in page


def test_a_plan_is_asked_for_and_made_in_words(browse, world):
    dora = make_dora(world)
    client = browse("ann", htmx=True)

    answer = client.post(
        f"/parties/party/{dora.pk}/plan", {"title": "Visit", "kind": "visit", "due_at": "tomorrow at 10"}
    )

    assert answer.headers["HX-Redirect"] == f"/parties/party/{dora.pk}"
    assert b"Visit" in client.get("/").content


def test_the_first_page_tells_the_day_apart(browse, world):
    ann, now = world.actor("ann"), timezone.now()
    make_activity("Long overdue", ann, due_at=now - timedelta(days=3))
    make_activity("Some day", ann, due_at=now + timedelta(days=9))
    make_activity("Of another team", world.actor("cleo"), due_at=now)

    page = browse("ann").get("/").content.decode()

    assert page.index("Overdue") < page.index("Long overdue") < page.index("Some day")
    assert "Of another team" not in page


def test_the_bell_counts_what_is_due_and_nothing_else(browse, world):
    ann, now = world.actor("ann"), timezone.now()
    client = browse("ann", htmx=True)
    assert client.get("/bell/count").content.strip() == b""

    make_activity("Due", ann, due_at=now - timedelta(minutes=1))
    make_activity("Remind me", ann, due_at=now + timedelta(days=2), remind_at=now - timedelta(minutes=1))
    make_activity("Later", ann, due_at=now + timedelta(days=1))
    make_activity("Of another", world.actor("ben"), due_at=now - timedelta(days=1))

    assert b">2<" in client.get("/bell/count").content
    opened = client.get("/bell").content.decode()
    assert "Remind me" in opened and "Due" in opened
    assert "Later" not in opened and "Of another" not in opened


def test_a_stranger_has_an_empty_bell(browse):
    client = browse("stranger", htmx=True)

    assert client.get("/bell/count").content.strip() == b""
    assert b"Nothing waits for you" in client.get("/bell").content


def test_activities_stand_in_the_calendar(browse, world):
    make_activity("Meeting", world.actor("ann"), kind="meeting", due_at=timezone.now())

    page = browse("ann").get("/activities/activity?view=shipped-6").content.decode()

    assert "<pv-month" in page and "Meeting" in page


def test_what_is_done_from_the_first_page_leads_back_there(browse, world):
    call = make_activity("Call Dora", world.actor("ann"))
    client = browse("ann", htmx=True)
    where = f"/activities/activity/{call.pk}"

    client.get("/")
    answer = client.post(f"{where}/cancel", {}, headers={"HX-Current-URL": "http://testserver/?peek=1"})
    elsewhere = client.post(f"{where}/reopen", {}, headers={"HX-Current-URL": "http://evil.example/"})

    assert answer.headers["HX-Redirect"] == "/?peek=1"
    assert elsewhere.headers["HX-Redirect"] == where
