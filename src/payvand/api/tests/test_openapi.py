"""The description of this instance: valid, complete, of this moment, and no more than the reader may know."""

import pytest
from openapi_spec_validator import validate

from payvand.api.tests.conftest import TREES
from payvand.kernel.models import Right, Role
from payvand.kernel.objects import all_objects
from payvand.kernel.testing.world import narrow

DOCUMENT = "/api/v1/openapi.json"


@pytest.fixture
def alma(api_of):
    return api_of("alma")


def properties(api, schema="orchard.tree"):
    return api.get(DOCUMENT).json()["components"]["schemas"][schema]["properties"]


def test_the_document_is_valid(alma, tree_commands):
    document = alma.get(DOCUMENT).json()

    validate(document)
    assert {one.name for one in all_objects()} <= set(document["components"]["schemas"])


def test_each_operation_has_a_name_of_its_own(alma, tree_commands):
    paths = alma.get(DOCUMENT).json()["paths"].values()
    names = [one["operationId"] for path in paths for one in path.values() if isinstance(one, dict)]

    assert len(names) == len(set(names))


def test_fields_of_the_administrator_stand_in_it_at_once(alma):
    assert "custom_height" not in properties(alma)

    made = alma.post(
        "/api/v1/kernel/customfield",
        {"object": "orchard.tree", "key": "height", "label": "Height", "kind": "number"},
    )

    assert made.status_code == 201
    assert properties(alma)["custom_height"]["title"] == "Height"
    assert "custom_height" in properties(alma, "orchard.tree.input")
    alma.send("DELETE", made.headers["Location"])
    assert "custom_height" not in properties(alma)


def test_commands_stand_in_it_with_their_inputs(alma, tree_commands):
    paths = alma.get(DOCUMENT).json()["paths"]
    body = paths["/orchard/tree/{id}/prune"]["post"]["requestBody"]

    assert body["content"]["application/json"]["schema"]["required"] == ["on"]
    assert paths["/orchard/tree/{id}/prune"]["post"]["summary"] == "Prune"
    assert "/orchard/tree/inspect" in paths


def test_it_tells_nobody_what_is_hidden_from_them(ann, api_of):
    narrow(Role.objects.get(name="Seller"), "orchard.tree", "health", Right.HIDDEN)
    narrow(Role.objects.get(name="Seller"), "orchard.tree", "notes", Right.READ)

    assert "health" not in properties(ann)
    assert "notes" in properties(ann)
    assert "notes" not in properties(ann, "orchard.tree.input")
    assert "health" in properties(api_of("ben"))
    assert api_of("stranger").get(DOCUMENT).json()["paths"] == {}


def test_what_may_not_be_done_is_not_described(ann):
    paths = ann.get(DOCUMENT).json()["paths"]

    assert set(paths["/kernel/user"]) == {"get"}
    assert set(paths["/orchard/tree"]) == {"get", "post"}


def test_it_is_made_once_for_the_same_reader(alma, monkeypatch):
    first = alma.get(DOCUMENT).content

    monkeypatch.setattr("payvand.api.openapi.document.document_for", None)

    assert alma.get(DOCUMENT).content == first


def test_each_shown_record_fits_its_schema(ann, tree):
    shown = ann.get(f"{TREES}/{tree['id']}").json()

    assert set(shown) == set(properties(ann))
