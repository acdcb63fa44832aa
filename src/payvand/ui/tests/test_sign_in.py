"""Signing in and out, and what somebody outside meets."""

import pytest

from payvand.kernel.models import User

PASSWORD = "orchard gate 7"


@pytest.fixture
def ann(world):
    world.ann.set_password(PASSWORD)
    world.ann.save()
    return world.ann


def enter(client, password=PASSWORD, username="ann", **more):
    return client.post("/sign-in", {"username": username, "password": password, **more})


def test_whoever_is_outside_is_sent_to_sign_in_and_comes_back(client, ann):
    outside = client.get("/settings?x=1")

    answer = enter(client, next="/settings?x=1")

    assert outside.headers["Location"] == "/sign-in?next=/settings%3Fx%3D1"
    assert answer.headers["Location"] == "/settings?x=1"
    assert client.get("/").status_code == 200


def test_the_user_name_is_read_without_case(client, ann):
    answer = enter(client, username=" ANN ")

    assert answer.status_code == 302


def test_htmx_goes_to_sign_in_as_a_whole(client, db):
    answer = client.get("/", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/sign-in")


def test_a_wrong_password_keeps_the_name_and_says_so(client, ann):
    answer = enter(client, "wrong")

    assert answer.status_code == 422
    assert b'value="ann"' in answer.content
    assert b"The user name or the password is wrong" in answer.content


def test_too_many_wrong_passwords_pause_sign_in_for_that_name_only(client, ann, world):
    world.ben.set_password(PASSWORD)
    world.ben.save()
    answers = [enter(client, "wrong").status_code for _attempt in range(7)]

    assert answers[-1] == 429
    assert enter(client).status_code == 429
    assert enter(client, username="ben").status_code == 302


@pytest.mark.parametrize("foreign", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_sign_in_never_leads_to_a_foreign_address(client, ann, foreign):
    answer = enter(client, next=foreign)

    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("change", [{"is_active": False}, {"archived_at": "2025-01-01T00:00:00Z"}])
def test_an_account_out_of_use_is_shut_at_once(client, ann, change):
    enter(client)

    User.objects.filter(pk=ann.pk).update(**change)

    assert client.get("/").status_code == 302
    assert enter(client).status_code == 422


def test_signing_out_ends_the_session(client, ann):
    enter(client)

    client.post("/sign-out")

    assert client.get("/").status_code == 302


def test_a_stranger_chooses_a_language(client, db):
    client.post("/sign-in/language", {"language": "fa"})
    answer = client.get("/sign-in")

    assert answer.headers["Content-Language"] == "fa"
    assert b'dir="rtl"' in answer.content


def test_a_forged_language_is_not_taken(client, db):
    client.cookies["language"] = "../../x"

    assert client.get("/sign-in").status_code == 200
