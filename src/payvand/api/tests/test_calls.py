"""Commands by REST."""

import pytest

from payvand.api.tests.conftest import TREES
from payvand.kernel.models import Fact
from tests.orchard.models import Tree

pytestmark = pytest.mark.usefixtures("tree_commands")


@pytest.fixture
def offered(ann, tree):
    Tree.objects.update(for_sale=True)
    return f"{TREES}/{tree['id']}"


def test_a_command_is_done_to_a_record(ann, offered, tree):
    response = ann.post(f"{offered}/prune", {"on": "2024-03-20"})

    href = f"{TREES}/{tree['id']}"
    assert response.json() == {
        "id": tree["id"],
        "version": 1,
        "result": {"object": "orchard.tree", "id": tree["id"], "href": href},
    }
    assert ann.get(offered).json()["planted"] == "2024-03-20"


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (None, ["required"]),
        ({"on": "yesterdayish"}, ["day.unreadable"]),
        ({"on": "2024-03-20", "by": "Ann"}, ["unknown_input"]),
    ],
)
def test_wrong_inputs_are_named(ann, offered, body, codes):
    response = ann.post(f"{offered}/prune", body)

    assert (response.status_code, [error["code"] for error in response.json()["errors"]]) == (422, codes)


def test_a_command_that_does_not_apply_is_refused(ann, tree):
    response = ann.post(f"{TREES}/{tree['id']}/prune", {"on": "2024-03-20"})

    assert (response.status_code, response.json()["code"]) == (422, "not_applicable")


def test_a_command_heeds_the_version(ann, offered):
    assert ann.post(f"{offered}/prune", {"on": "2024-03-20"}, If_Match='"7"').status_code == 412


def test_a_command_without_a_record(ann):
    assert ann.post(f"{TREES}/inspect").json() == {"result": [0, 1, 2]}
    assert ann.post(f"{TREES}/inspect", {"rows": 1}).json() == {"result": [0]}


@pytest.mark.parametrize("rest", ["/inspect/", "/1/inspect", "/prune", "/1/fell", "/fell"])
def test_commands_that_there_are_not(ann, rest):
    assert ann.post(TREES + rest, {}).status_code == 404


def test_others_records_are_out_of_reach(offered, api_of):
    assert api_of("cleo").post(f"{offered}/prune", {"on": "2024-03-20"}).status_code == 404
    assert api_of("stranger").post(f"{TREES}/inspect").status_code == 404


def test_a_command_under_a_key_is_done_once(ann, offered):
    first = ann.post(f"{offered}/prune", {"on": "2024-03-20"}, Idempotency_Key="k")
    ann.patch(offered, {"for_sale": False})
    again = ann.post(f"{offered}/prune", {"on": "2024-03-20"}, Idempotency_Key="k")

    assert again.json()["result"] == first.json()["result"]


def test_a_command_that_gives_nothing_back_is_kept_too(ann, offered):
    for _time in range(2):
        response = ann.post(f"{offered}/water_tree", {"litres": 3}, Idempotency_Key="k")
        assert response.json()["result"] is None

    assert Fact.objects.filter(name="orchard.tree_watered").count() == 1
