"""Merging by REST: one becomes the other, both numbers lead to it, and it is undone."""

from payvand.api.tests.conftest import TREES
from payvand.kernel.models import Merge
from tests.orchard.models import Tree


def other(client, **values) -> int:
    made = client.post(TREES, {"name": "Fig", **values})
    return int(made.json()["id"])


def test_two_become_one_and_both_numbers_lead_to_it(ann, tree):
    gone = other(ann, fruits=7)

    done = ann.post(f"{TREES}/{tree['id']}/merge", {"gone": gone, "choices": {"name": "gone"}})
    found = ann.get(f"{TREES}/{gone}")

    assert done.status_code == 200
    assert (found.status_code, found.headers["Location"]) == (307, f"{TREES}/{tree['id']}")
    assert (Tree.objects.get(pk=tree["id"]).name, Tree.objects.get(pk=tree["id"]).fruits) == ("Fig", 7)


def test_the_merge_is_undone(ann, tree):
    gone = other(ann)
    ann.post(f"{TREES}/{tree['id']}/merge", {"gone": gone})

    changed = ann.patch(f"{TREES}/{gone}", {"name": "Olive"})
    undone = ann.post(f"{TREES}/{gone}/part", {})
    twice = ann.post(f"{TREES}/{gone}/part", {})

    assert (changed.status_code, changed.json()["code"]) == (422, "is_merged")
    assert (undone.status_code, undone.json()) == (200, {"id": gone, "left": []})
    assert twice.json()["code"] == "no_merge"
    assert ann.get(f"{TREES}/{gone}").json()["archived_at"] is None


def test_a_retry_with_the_same_key_merges_once(ann, tree):
    gone = other(ann)

    answers = [
        ann.post(f"{TREES}/{tree['id']}/merge", {"gone": gone}, Idempotency_Key="once").json()
        for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert Merge.objects.count() == 1


def test_what_makes_no_sense_is_refused_field_by_field(ann, tree):
    address = f"{TREES}/{tree['id']}/merge"

    bad = ann.post(address, {"gone": True, "choices": {"name": "mine"}, "why": 1})
    itself = ann.post(address, {"gone": tree["id"]})
    nobody = ann.post(address, {"gone": 999_999})

    assert {error["field"] for error in bad.json()["errors"]} == {"gone", "choices", "why"}
    assert (itself.status_code, itself.json()["code"]) == (422, "same_record")
    assert nobody.status_code == 404
    assert not Merge.objects.exists()
