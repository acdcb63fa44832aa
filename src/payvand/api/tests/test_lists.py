"""Lists: rows, columns, conditions, pages, counts, and what is refused."""

import pytest
from django.utils.http import urlencode

from payvand.api.tests.conftest import TREES
from payvand.kernel.models import Right, Role
from payvand.kernel.testing.world import narrow


def listed(api, **parameters):
    return api.get(f"{TREES}?{urlencode(parameters)}")


def test_a_list_shows_the_columns_of_the_object(ann, tree):
    response = ann.get(TREES)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == {
        "rows": [
            {
                "id": tree["id"], "version": 1, "name": "Pomegranate", "health": "good", "planted": None, "price": None,
                "owner": tree["owner"],
            }
        ],
        "after": None,
    }  # fmt: skip


def test_columns_conditions_and_order_are_asked_for(ann):
    ids = {
        name: ann.post(TREES, {"name": name, "fruits": fruits, "price": "IRR 1000"}).json()["id"]
        for name, fruits in (("Quince", 3), ("Fig", 9), ("Apple", 5))
    }

    response = listed(ann, where="fruits > 3", sort="-fruits", columns="name,doubled,price,owner.name,tags")

    assert [row["name"] for row in response.json()["rows"]] == ["Fig", "Apple"]
    assert response.json()["rows"][0] == {
        "id": ids["Fig"], "version": 1, "name": "Fig", "doubled": 18, "price": {"amount": "1000", "currency": "IRR"},
        "owner.name": "Ann", "tags": [],
    }  # fmt: skip


def test_pages_follow_one_another_to_the_end(ann):
    for number in range(5):
        ann.post(TREES, {"name": f"Tree {number}"})

    pages = [listed(ann, limit=2).json()]
    while pages[-1]["after"]:
        pages.append(listed(ann, limit=2, after=pages[-1]["after"]).json())

    names = [[row["name"] for row in page["rows"]] for page in pages]
    assert names == [["Tree 0", "Tree 1"], ["Tree 2", "Tree 3"], ["Tree 4"]]


@pytest.mark.parametrize("asked", ["1", "all"])
def test_a_count_comes_when_it_is_asked_for(ann, tree, asked):
    found = listed(ann, count=asked, limit=1).json()

    assert (found["count"], found["count_is_exact"]) == (1, True)


def test_archived_records_have_a_list_of_their_own(ann, tree):
    ann.post(f"{TREES}/{tree['id']}/archive")

    assert listed(ann).json()["rows"] == []
    assert [row["id"] for row in listed(ann, archived=1).json()["rows"]] == [tree["id"]]


@pytest.mark.parametrize(
    ("parameters", "status", "field"),
    [
        ({"where": "colour is red"}, 400, "colour"),
        ({"where": "name is"}, 400, None),
        ({"where": "planted > 1404/12/30"}, 400, "planted"),
        ({"where": "(" * 50 + "name is x"}, 400, None),
        ({"where": "name is " + "x" * 20_000}, 400, None),
        ({"sort": "colour"}, 400, "colour"),
        ({"sort": "tags"}, 400, "tags"),
        ({"columns": "name,colour"}, 400, "colour"),
        ({"limit": "many"}, 400, "limit"),
        ({"limit": "0"}, 400, "limit"),
        ({"limit": "5000"}, 400, "limit"),
        ({"after": "%%%"}, 400, "after"),
        ({"after": "bnVsbA"}, 400, "after"),
        ({"wher": "name is x"}, 400, "wher"),
    ],
)
def test_what_cannot_be_understood_is_named(ann, parameters, status, field):
    response = listed(ann, **parameters)

    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in response.json().get("errors", [])] == ([field] if field else [])


def test_a_parameter_given_twice_is_refused(ann):
    assert ann.get(f"{TREES}?limit=1&limit=2").json()["code"] == "repeated_parameter"


def test_a_hidden_field_is_nowhere(ann, tree):
    narrow(Role.objects.get(name="Seller"), "orchard.tree", "health", Right.HIDDEN)

    assert "health" not in ann.get(TREES).json()["rows"][0]
    assert "health" not in ann.get(f"{TREES}/{tree['id']}").json()
    for parameters in ({"columns": "health"}, {"sort": "health"}, {"where": "health is good"}):
        assert listed(ann, **parameters).json()["code"] == "hidden_field"
    assert (
        ann.patch(f"{TREES}/{tree['id']}", {"health": "poor"}).json()["errors"][0]["code"] == "unknown_field"
    )
    assert "health" not in ann.get("/api/v1/openapi.json").content.decode()


def test_a_list_takes_the_same_queries_however_long_it_is(ann, django_assert_num_queries):
    ann.get(TREES)

    for _round in range(2):
        ann.post(TREES, {"name": "One more", "emails": ["a@example.com"]})
        with django_assert_num_queries(4):
            assert ann.get(f"{TREES}?columns=name,owner,emails,tags").status_code == 200
