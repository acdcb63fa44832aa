"""The way in: tokens, sessions, languages, methods, and whatever else goes wrong, all as problem documents."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from payvand.api import lists
from payvand.api.tests.conftest import TREES
from payvand.kernel.access.tokens import issue
from payvand.kernel.models import Token
from payvand.kernel.remembered import forget_everything


def test_nobody_in_particular_is_told_how_to_come_in(db):
    response = Client().get(TREES)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.json()["code"] == "not_signed_in"


@pytest.mark.parametrize("sent", ["Bearer pv_wrong", "Bearer", "Basic YW5uOmFubg==", "Bearer \x00"])
def test_a_wrong_token_is_refused(world, sent):
    response = Client().get(TREES, headers={"Authorization": sent})

    assert (response.status_code, response.json()["code"]) == (401, "wrong_token")


def test_a_revoked_token_and_a_token_of_somebody_who_left_are_refused(ann, world):
    ann.get(TREES)
    Token.objects.update(revoked_at=datetime.now(UTC))
    assert ann.get(TREES).status_code == 401

    Token.objects.update(revoked_at=None)
    world.ann.is_active = False
    world.ann.save()
    assert ann.get(TREES).status_code == 401


def test_a_token_may_be_held_to_a_role(api_of):
    alma = api_of("alma")
    held = api_of("alma")
    held.headers = {"Authorization": f"Bearer {issue('alma', 'Seller')}"}
    made = alma.post(TREES, {"name": "Fig", "owner": None, "team": None}).json()

    assert alma.get(f"{TREES}/{made['id']}").status_code == 200
    assert held.get("/api/v1/kernel/user").status_code == 200
    assert held.post("/api/v1/kernel/user", {"name": "Eve", "username": "eve"}).status_code == 403


def test_a_session_reads(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.ann)

    assert client.get(TREES).status_code == 200


def test_a_session_writes_only_with_the_proof_of_our_pages(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.ann)
    client.cookies["csrftoken"] = secret = "a" * 32

    def send(**headers):
        return client.post(TREES, {"name": "Fig"}, "application/json", headers=headers)

    assert send().json()["code"] == "csrf"
    assert send(**{"X-CSRFToken": secret}).status_code == 201


@pytest.mark.parametrize("name", ["stranger"])
@pytest.mark.parametrize(
    ("method", "rest"),
    [
        ("GET", ""),
        ("POST", ""),
        ("GET", "/1"),
        ("PATCH", "/1"),
        ("DELETE", "/1"),
        ("POST", "/1/archive"),
        ("POST", ":upsert"),
    ],
)
def test_a_stranger_may_nothing(api_of, name, method, rest):
    response = api_of(name).send(method, TREES + rest, {})

    assert (response.status_code, response.json()["code"]) == (403, "denied")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/orchard/shrub", 404),
        ("GET", "/api/v1/orchard", 404),
        ("GET", "/api/v1/nothing/at/all/here", 404),
        ("PUT", TREES, 405),
        ("DELETE", TREES, 405),
        ("GET", f"{TREES}:upsert", 405),
        ("POST", f"{TREES}/1", 405),
        ("BREW", TREES, 405),
    ],
)
def test_addresses_and_methods_that_there_are_not(ann, method, path, status):
    response = ann.send(method, path)

    assert response.status_code == response.json()["status"] == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert ("Allow" in response.headers) == (status == 405)


def test_options_tells_the_methods(ann):
    response = ann.send("OPTIONS", TREES)

    assert (response.status_code, response.headers["Allow"]) == (204, "GET, POST, HEAD, OPTIONS")


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{", "application/json", 400, "bad_json"),
        (b'{"name": "\xff"}', "application/json", 400, "bad_json"),
        (b"[" * 3000, "application/json", 400, "bad_json"),
        (b"[]", "application/json", 400, "not_an_object"),
        (b"name=x", "application/x-www-form-urlencoded", 415, "unknown_type"),
        (b"", "application/json", 415, "unknown_type"),
        (b'{"name": "' + b"x" * 3_000_000 + b'"}', "application/json", 413, "too_large"),
        (b'{"name": "a\\u0000b"}', "application/json", 422, "control_character"),
        (b'{"name": {"a": 1}}', "application/json", 422, "not_text"),
    ],
)
def test_bodies_that_are_not_read(ann, body, kind, status, code):
    response = ann.post(TREES, body, **{"Content-Type": kind})

    assert (response.status_code, response.json()["code"]) == (status, code)


def test_a_packed_body_is_not_unpacked(ann):
    assert ann.post(TREES, b"\x1f\x8b", Content_Encoding="gzip").json()["code"] == "packed_body"


def test_a_fault_of_ours_is_told_without_its_inside(ann, monkeypatch, caplog):
    def break_down(*_given, **_more):
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr(lists, "page", break_down)
    response = ann.get(TREES)

    assert (response.status_code, response.json()["code"]) == (500, "internal")
    assert "swordfish" not in response.content.decode()
    assert "swordfish" in caplog.text


def test_the_language_is_the_one_accepted_or_else_the_users(ann, world):
    assert ann.get(TREES, Accept_Language="fa").headers["Content-Language"] == "fa"
    assert ann.get(TREES, Accept_Language="xx").headers["Content-Language"] == "en"
    assert ann.get(TREES).headers["Content-Language"] == "en"

    world.ann.language = "ar"
    world.ann.save()
    forget_everything()
    assert ann.get(TREES).headers["Content-Language"] == "ar"


def test_values_are_neutral_whatever_the_user_reads(ann, world):
    world.ann.calendar, world.ann.digits, world.ann.money_unit = "jalali", "persian", "toman"
    world.ann.save()

    made = ann.post(TREES, {"name": "Fig", "planted": "2024-03-20", "price": "1000", "fruits": 12}).json()

    assert (made["planted"], made["price"], made["fruits"]) == (
        "2024-03-20",
        {"amount": "1000", "currency": "IRR"},
        12,
    )


def test_the_index_shows_what_the_actor_may_see(ann, api_of):
    trees = {"name": "orchard.tree", "label": "tree", "plural": "trees", "href": TREES}
    actions = ["view", "create", "edit", "archive", "delete", "import", "export"]

    assert trees | {"actions": actions} in ann.get("/api/v1/").json()["objects"]
    assert api_of("stranger").get("/api/v1/").json()["objects"] == []
