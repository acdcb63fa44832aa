"""One record: made, shown, changed in the version that was seen, put away, deleted."""

import pytest

from payvand.api.tests.conftest import TREES
from payvand.kernel.models import Fact
from tests.orchard.models import Tree


def test_a_record_is_made_where_location_says(ann):
    response = ann.post(
        TREES, {"name": "انار", "planted": "2024-03-20", "emails": ["a@example.com"], "price": "IRR 500"}
    )

    assert response.status_code == 201
    assert response.headers["ETag"] == '"1"'
    assert ann.get(response.headers["Location"]).json() == response.json()
    assert response.json()["price"] == {"amount": "500", "currency": "IRR"}
    assert response.json()["owner"]["label"] == "Ann"


def test_what_is_wrong_is_said_field_by_field_and_nothing_is_made(ann):
    response = ann.post(
        TREES, {"planted": "1404/12/30", "fruits": "many", "colour": "red", "emails": ["x"], "id": 7}
    )

    assert response.status_code == 422
    assert {error["field"] for error in response.json()["errors"]} == {
        "name",
        "planted",
        "fruits",
        "colour",
        "emails",
        "id",
    }
    assert not Tree.objects.exists()


def test_a_likely_duplicate_is_shown_and_made_only_on_demand(ann, tree):
    refused = ann.post(TREES, {"name": "Another", "emails": "ANN@example.com"})
    made = ann.post(f"{TREES}?allow_duplicate=1", {"name": "Another", "emails": "ANN@example.com"})

    assert (refused.status_code, made.status_code) == (409, 201)
    assert refused.json()["matches"] == [
        {
            "id": tree["id"],
            "title": "Pomegranate",
            "fields": ["emails"],
            "score": 100,
            "evidence": [],
            "href": f"{TREES}/{tree['id']}",
        }
    ]


def test_a_version_that_is_held_already_is_not_sent_again(ann, tree):
    address = f"{TREES}/{tree['id']}"

    assert ann.get(address, If_None_Match='"1"').status_code == 304
    assert ann.get(address, If_None_Match='"7", W/"1"').status_code == 304
    assert ann.get(address, If_None_Match='"2"').status_code == 200


def test_a_change_raises_the_version(ann, tree):
    response = ann.patch(f"{TREES}/{tree['id']}", {"name": "Fig"}, If_Match='"1"')

    assert (response.status_code, response.headers["ETag"]) == (200, '"2"')
    assert response.json() == tree | {
        "name": "Fig",
        "version": 2,
        "updated_at": response.json()["updated_at"],
    }


def test_a_lost_update_is_refused_with_what_stands_now(ann, tree):
    address = f"{TREES}/{tree['id']}"
    ann.patch(address, {"name": "Fig"})

    response = ann.patch(address, {"name": "Quince", "health": "poor"}, If_Match='"1"')

    assert response.status_code == 412
    assert response.json()["theirs"] == {"name": "Fig", "health": "good"}
    assert Tree.objects.get().name == "Fig"


@pytest.mark.parametrize("given", ["3", 'W/"1"', '"1", "2"', '"x"'])
def test_an_etag_that_is_none_is_refused(ann, tree, given):
    assert ann.patch(f"{TREES}/{tree['id']}", {"name": "Fig"}, If_Match=given).json()["code"] == "bad_etag"


@pytest.mark.parametrize(("method", "rest"), [("DELETE", ""), ("POST", "/archive"), ("POST", "/restore")])
def test_other_writes_heed_the_version_too(ann, tree, method, rest):
    response = ann.send(method, f"{TREES}/{tree['id']}{rest}", If_Match='"7"')

    assert (response.status_code, response.json()["theirs"]) == (412, {"version": 1})
    assert Tree.objects.get().archived_at is None


def test_a_record_is_put_away_and_brought_back(ann, tree):
    address = f"{TREES}/{tree['id']}"

    assert ann.post(f"{address}/archive").json()["archived_at"] is not None
    assert ann.get(address).json()["archived_at"] is not None
    assert ann.post(f"{address}/restore").json()["archived_at"] is None


def test_a_record_is_deleted_for_good(ann, tree):
    address = f"{TREES}/{tree['id']}"

    assert ann.send("DELETE", address).status_code == 204
    assert ann.get(address).status_code == 404
    assert Fact.objects.filter(subject_id=tree["id"]).latest("id").name == "record.deleted"


def test_a_record_in_use_stays(ann, tree):
    ann.post(TREES, {"name": "Seedling", "parent": tree["id"]})

    assert ann.send("DELETE", f"{TREES}/{tree['id']}").json()["code"] == "in_use"


def test_a_number_cannot_be_written(ann, tree):
    other = ann.post(TREES, {"name": "Fig"}).json()

    response = ann.patch(f"{TREES}/{tree['id']}", {"id": other["id"], "name": "Quince"})

    assert response.status_code == 422
    assert set(Tree.objects.values_list("name", flat=True)) == {"Pomegranate", "Fig"}


def test_a_record_that_leaves_its_makers_sight_is_made_all_the_same(ann, world):
    response = ann.post(TREES, {"name": "Gift", "owner": world.cleo.pk})

    assert response.status_code in (201, 422)
    assert Tree.objects.count() == (response.status_code == 201)


def test_others_records_are_not_told_from_none(tree, api_of):
    cleo = api_of("cleo")

    for method, rest, body in (
        ("GET", "", None),
        ("PATCH", "", {"name": "Mine"}),
        ("DELETE", "", None),
        ("POST", "/archive", None),
    ):
        response = cleo.send(method, f"{TREES}/{tree['id']}{rest}", body)
        absent = cleo.send(method, f"{TREES}/987654{rest}", body)
        assert (response.status_code, response.json()) == (404, absent.json())


@pytest.mark.parametrize("number", ["987654", "9" * 30, "0"])
def test_no_such_record(ann, number):
    assert ann.get(f"{TREES}/{number}").status_code == 404
