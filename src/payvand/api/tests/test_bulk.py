"""Deeds over many records by REST: asked for, looked at, stopped, taken back; by nobody who may not."""

import pytest

from payvand.api.tests.conftest import TREES, Api
from payvand.kernel import bulk_actions
from payvand.kernel.access.tokens import issue
from payvand.kernel.models import BulkAction, Grant, Right, Role, Scope
from payvand.kernel.remembered import forget_everything
from payvand.kernel.testing.world import narrow
from tests.orchard.models import Tree

BULK = f"{TREES}:bulk"


@pytest.fixture
def pks(ann) -> list[int]:
    return [ann.post(TREES, {"name": f"Tree {number}", "fruits": number}).json()["id"] for number in range(4)]


def names(**which: object) -> list[str]:
    return sorted(Tree.objects.filter(**which).values_list("name", flat=True))


def test_a_field_is_changed_in_many_and_that_is_taken_back(ann, pks):
    begun = ann.post(BULK, {"deed": "edit", "ids": pks[:3], "values": {"fruits": "۷۰", "tags": []}})
    action = ann.get(begun.headers["Location"]).json()
    changed = names(fruits=70)
    undone = ann.post(f"{begun.headers['Location']}/undo")
    again = ann.post(f"{begun.headers['Location']}/undo")

    assert (begun.status_code, begun.json()["left_out"]) == (202, 0)
    assert (action["state"], action["changed"], action["refused"], action["total"]) == ("done", 3, 0, 3)
    assert changed == ["Tree 0", "Tree 1", "Tree 2"]
    assert (undone.status_code, undone.json()["undoes"], undone.json()["changed"]) == (202, action["id"], 3)
    assert names(fruits=70) == []
    assert (again.status_code, again.json()["code"]) == (422, "cannot_be_undone")


def test_what_a_condition_asks_for_is_put_away_and_brought_back(ann, pks):
    away = ann.post(BULK, {"deed": "archive", "where": "fruits > 1"})
    gone = names(archived_at__isnull=False)
    back = ann.post(BULK, {"deed": "restore", "where": "fruits is 3"})

    assert (away.json()["changed"], gone) == (2, ["Tree 2", "Tree 3"])
    assert (back.json()["changed"], names(archived_at__isnull=False)) == (1, ["Tree 2"])


def test_what_others_refer_to_is_not_deleted_and_says_so(ann, pks):
    ann.patch(f"{TREES}/{pks[3]}", {"parent": pks[0]})

    done = ann.post(BULK, {"deed": "delete", "ids": pks[:3]}).json()

    assert (done["changed"], done["refused"]) == (2, 1)
    assert done["reasons"] == {"Other records refer to this one. Archive it instead.": 1}
    assert names() == ["Tree 0", "Tree 3"]


def test_a_command_is_done_to_those_that_it_fits(ann, pks, tree_commands):
    Tree.objects.filter(pk__in=pks[:2]).update(for_sale=True)

    body = {"deed": "command", "command": "prune", "inputs": {"on": "2026-03-21"}, "ids": pks}
    done = ann.post(BULK, body).json()
    unknown = ann.post(BULK, body | {"command": "burn"})
    wrong = ann.post(BULK, body | {"inputs": {"on": "soon"}})

    assert (done["command"], done["changed"], done["refused"]) == ("orchard.prune", 2, 2)
    assert names(planted="2026-03-21") == ["Tree 0", "Tree 1"]
    assert unknown.status_code == 404
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "on")


def test_the_same_request_twice_begins_one_action(ann, pks):
    body = {"deed": "edit", "ids": pks, "values": {"fruits": 5}}

    answers = [ann.post(BULK, body, Idempotency_Key="once").json() for _turn in range(2)]
    other = ann.post(BULK, body | {"ids": pks[:1]}, Idempotency_Key="once")

    assert answers[0]["id"] == answers[1]["id"]
    assert BulkAction.objects.count() == 1
    assert other.json()["code"] == "key_reused"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "deed"),
        ({"deed": "burn", "ids": [1]}, "deed"),
        ({"deed": "archive"}, "where"),
        ({"deed": "archive", "where": ""}, "where"),
        ({"deed": "archive", "ids": []}, "ids"),
        ({"deed": "archive", "ids": [True]}, "ids"),
        ({"deed": "archive", "ids": ["7"]}, "ids"),
        ({"deed": "archive", "ids": [1], "where": "fruits is 1"}, "ids"),
        ({"deed": "archive", "ids": [1], "values": {}}, "values"),
        ({"deed": "delete", "where": "fruit is 1"}, "fruit"),
        ({"deed": "edit", "ids": [1]}, "values"),
        ({"deed": "edit", "ids": [1], "values": {"fruits": "many"}}, "fruits"),
        ({"deed": "edit", "ids": [1], "values": {"name": ""}}, "name"),
        ({"deed": "edit", "ids": [1], "values": {"parent": 999_999}}, "parent"),
        ({"deed": "edit", "ids": [1], "values": {"fruits": 1}, "keep": "yes"}, "keep"),
        ({"deed": "command", "command": "water_tree", "ids": [1], "inputs": 3}, "inputs"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_place_and_begins_nothing(ann, pks, body, field):
    answer = ann.post(BULK, body)

    assert answer.status_code in (400, 422), answer.json()
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not BulkAction.objects.exists()


def test_actions_are_seen_stopped_and_taken_back_by_who_began_them_alone(api_of, ann, pks, monkeypatch):
    monkeypatch.setattr(bulk_actions, "drive", lambda _pk: None)
    place = ann.post(BULK, {"deed": "archive", "ids": pks}).headers["Location"]
    alma = api_of("alma")

    strangers = [alma.get(place), alma.post(f"{place}/stop"), alma.post(f"{place}/undo")]
    stopped = ann.post(f"{place}/stop").json()

    assert [answer.status_code for answer in strangers] == [404, 404, 404]
    assert alma.get("/api/v1/bulk").json() == {"rows": []}
    assert [one["state"] for one in ann.get("/api/v1/bulk").json()["rows"]] == ["stopped"]
    assert (stopped["state"], stopped["reached"]) == ("stopped", 0)


@pytest.mark.parametrize("deed", ["edit", "archive", "restore", "delete"])
def test_nobody_does_to_many_what_they_may_not_do_to_one(world, api_of, pks, deed):
    body = {"deed": deed, "ids": pks, **({"values": {"fruits": 1}} if deed == "edit" else {})}
    before = list(Tree.objects.order_by("pk").values())

    cleo = api_of("cleo").post(BULK, body)
    stranger = api_of("stranger").post(BULK, body)

    assert (cleo.status_code, cleo.json()["code"]) == (422, "nothing_chosen")
    assert stranger.status_code == 403
    assert list(Tree.objects.order_by("pk").values()) == before


def test_a_token_of_one_role_reaches_no_further_by_the_worker_than_by_itself(world, ann, pks):
    """The worker goes by the rights of the user, which may be wider than those of the token."""
    reader = Role.objects.get(name="Leader")
    Grant.objects.filter(role=reader, action="delete").delete()
    narrow(reader, "orchard.tree", "fruits", Right.READ)
    world.cleo.roles.add(reader)
    Grant.objects.filter(role__name="Seller").update(scope=Scope.ALL)
    forget_everything()
    whole, part = Api(issue("cleo")), Api(issue("cleo", role="Leader"))

    refused = [
        part.post(BULK, {"deed": "delete", "ids": pks}),
        part.post(BULK, {"deed": "edit", "ids": pks, "values": {"fruits": 7}}),
        part.post(BULK, {"deed": "archive", "ids": pks}),
    ]
    done = whole.post(BULK, {"deed": "delete", "ids": pks})
    back = part.post(f"{done.headers['Location']}/undo")

    assert [answer.status_code for answer in refused] == [403, 422, 422]
    assert refused[2].json()["code"] == "nothing_chosen"
    assert (done.json()["changed"], back.status_code, names()) == (4, 403, [])
