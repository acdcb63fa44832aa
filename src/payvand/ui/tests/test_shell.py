"""The shell, the switches of the user's menu, and the pages of errors."""

import pytest

from payvand.kernel.models import User


def test_the_rail_shows_what_the_reader_may_see(browse):
    assert b'href="/orchard/tree"' in browse("ann").get("/").content
    assert b'href="/orchard/tree"' not in browse("stranger").get("/").content


def test_the_look_stands_on_the_root_element(browse, world):
    User.objects.filter(pk=world.ann.pk).update(calendar="jalali", digits="persian", theme="dark")

    page = browse("ann", language="fa").get("/").content.decode()

    assert '<html lang="fa" dir="rtl" data-theme="dark"' in page
    assert 'data-calendar="persian" data-digits="arabext"' in page


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "ar"),
        ("calendar", "hijri"),
        ("digits", "arabic"),
        ("money_unit", "toman"),
        ("theme", "dark"),
        ("density", "compact"),
    ],
)
def test_a_switch_is_kept(browse, world, name, value):
    answer = browse("ann").post("/preferences", {name: value})

    assert answer.status_code == 204
    assert getattr(User.objects.get(pk=world.ann.pk), name) == value


def test_a_switch_without_script_leads_back(browse):
    answer = browse("ann").post("/preferences", {"theme": "dark", "next": "/settings"})

    assert answer.headers["Location"] == "/settings"


def test_a_value_that_does_not_exist_changes_nothing(browse, world):
    browse("ann").post("/preferences", {"calendar": "mayan"})

    assert User.objects.get(pk=world.ann.pk).calendar == "gregorian"


def test_an_address_that_leads_nowhere_says_what_to_do(browse):
    answer = browse("ann").get("/no/such/place/at/all")

    assert answer.status_code == 404
    assert b"There is nothing here" in answer.content
    assert b"Go to the first page" in answer.content


def test_a_form_without_the_secret_is_explained(browse):
    client = browse("ann")
    client.handler.enforce_csrf_checks = True

    answer = client.post("/preferences", {"theme": "dark"})

    assert answer.status_code == 403
    assert b"The form was open for too long" in answer.content


def test_a_failure_says_so_without_asking_the_database(browse, monkeypatch):
    def fail(request):
        raise RuntimeError("a bug")

    monkeypatch.setattr("payvand.ui.pages.shell.modules_of", fail)
    client = browse("ann", language="fa")
    client.raise_request_exception = False

    answer = client.get("/settings")

    assert answer.status_code == 500
    assert 'lang="fa"' in answer.content.decode()
    assert "a bug" not in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/orchard/tree/99999999999999999999999", "/orchard/tree/0", "/kernel/fact/1"]
)
def test_a_record_that_cannot_be_is_missing(browse, address):
    assert browse("alma").get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/pick/orchard.tree?q=%00x", "/settings?q=%00", "/pick/orchard.tree?q=x&without=%00"]
)
def test_a_zero_byte_breaks_nothing(browse, address):
    assert browse("alma").get(address).status_code == 200


def test_a_zero_byte_does_not_sign_in(client, db):
    assert client.post("/sign-in", {"username": "al\0ma", "password": "\0"}).status_code == 422
