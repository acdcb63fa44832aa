"""Many records in one request: matched, told line by line, done once under a key, resumed after a kill."""

import orjson
import pytest

from payvand.api import upsert
from payvand.api.models import KeyedPart, KeyedRequest
from payvand.api.tests.conftest import TREES, lines
from payvand.kernel.models import Fact
from tests.orchard.models import Tree

NDJSON = {"Content-Type": "application/x-ndjson"}
ADDRESS = f"{TREES}:upsert"


class Killed(BaseException):
    """What nothing catches, like a kill."""


def ndjson(*rows):
    return b"\n".join(row if isinstance(row, bytes) else orjson.dumps(row) for row in rows)


def send(api, *rows, query="", **headers):
    return api.post(f"{ADDRESS}{query}", ndjson(*rows), **NDJSON, **headers)


def test_rows_find_their_records_by_the_match_keys(ann, tree):
    response = send(
        ann,
        {"name": "Renamed", "emails": "ann@example.com"},
        {"name": "Fig"},
        query="?match=emails;name+planted",
    )

    assert response.headers["Content-Type"] == "application/x-ndjson"
    assert lines(response) == [
        {"line": 1, "did": "updated", "id": tree["id"]},
        {"line": 2, "did": "created", "id": Tree.objects.get(name="Fig").pk},
        {"summary": {"updated": 1, "created": 1}},
    ]
    assert Tree.objects.get(pk=tree["id"]).name == "Renamed"


def test_an_array_does_as_well(ann):
    assert lines(ann.post(ADDRESS, [{"name": "Fig"}, {"name": "Quince"}]))[-1] == {"summary": {"created": 2}}


def test_each_bad_row_is_named_and_hinders_no_other(ann):
    response = send(
        ann,
        b"{nonsense",
        b"",
        {"name": "Fig"},
        [1],
        {"name": "x" * 100},
        {"planted": "2024-02-30", "name": "Y"},
    )
    told = lines(response)

    assert [(one["line"], one["did"]) for one in told[:-1]] == [
        (1, "refused"), (3, "created"), (4, "refused"), (5, "refused"), (6, "refused")
    ]  # fmt: skip
    assert [one["errors"][0]["code"] for one in told[:-1] if "errors" in one][:3] == [
        "bad_json",
        "not_an_object",
        "too_long",
    ]
    assert told[4]["errors"][0]["field"] == "planted"
    assert told[-1] == {"summary": {"refused": 4, "created": 1}}
    assert Tree.objects.get().name == "Fig"


def test_a_line_that_is_too_long_is_passed_over(ann, monkeypatch):
    monkeypatch.setattr(upsert, "LONGEST_LINE", 100)
    told = lines(send(ann, {"name": "x" * 350}, {"name": "Fig"}))

    assert [one["did"] for one in told[:-1]] == ["refused", "created"]
    assert told[0]["errors"][0]["code"] == "too_large"


def test_rows_are_written_in_batches(ann, monkeypatch):
    monkeypatch.setattr(upsert, "BATCH", 2)
    told = lines(send(ann, *({"name": f"Tree {number}"} for number in range(5))))

    assert told[-1] == {"summary": {"created": 5}}
    assert len(set(Fact.objects.values_list("batch_id", flat=True))) == 3


def test_a_dry_run_writes_nothing(ann):
    assert lines(send(ann, {"name": "Fig"}, query="?dry_run=1"))[0]["did"] == "created"
    assert not Tree.objects.exists()


def test_modes(ann, tree):
    known, new = {"name": "Renamed", "emails": "ann@example.com"}, {"name": "Fig", "emails": "b@example.com"}

    assert [
        one.get("did") for one in lines(send(ann, known, new, query="?mode=update&match=emails"))[:2]
    ] == ["updated", "refused"]
    assert [
        one.get("did") for one in lines(send(ann, known, new, query="?mode=create&match=emails"))[:2]
    ] == ["skipped", "created"]


def test_empty_values_clear_only_where_asked(ann, tree):
    row = {"name": "Pomegranate", "emails": "ann@example.com", "notes": ""}
    ann.patch(f"{TREES}/{tree['id']}", {"notes": "Old"})

    send_and_read = lambda query: lines(send(ann, row, query=f"?match=emails{query}"))[0]["did"]  # noqa: E731

    assert send_and_read("") == "unchanged"
    assert send_and_read("&replace=1") == "updated"
    assert Tree.objects.get().notes == ""


@pytest.mark.parametrize(
    ("query", "body", "kind", "status", "code"),
    [
        ("?match=colour", b"{}", "application/x-ndjson", 400, "unknown_field"),
        ("?match=doubled", b"{}", "application/x-ndjson", 400, "not_matchable"),
        ("?mode=destroy", b"{}", "application/x-ndjson", 400, "bad_mode"),
        ("?macth=name", b"{}", "application/x-ndjson", 400, "unknown_parameter"),
        ("", b"{}", "text/csv", 415, "unknown_type"),
        ("", b"{}", "application/json", 400, "not_an_array"),
        ("", b"[{", "application/json", 400, "bad_json"),
    ],
)
def test_a_request_that_is_wrong_as_a_whole_is_refused_before_it_begins(ann, query, body, kind, status, code):
    response = ann.post(ADDRESS + query, body, **{"Content-Type": kind})

    assert (response.status_code, response.json()["code"]) == (status, code)


def test_a_body_too_large_or_of_no_known_length_is_refused(ann, monkeypatch):
    monkeypatch.setattr(upsert, "LARGEST_BODY", 10)
    assert send(ann, {"name": "A long name"}).status_code == 413

    assert (
        ann.client.post(
            ADDRESS, headers=ann.headers, content_type=NDJSON["Content-Type"], CONTENT_LENGTH=""
        ).status_code
        == 411
    )


def test_a_large_array_is_sent_as_lines(ann, monkeypatch):
    monkeypatch.setattr(upsert, "LARGEST_ARRAY", 10)

    assert ann.post(ADDRESS, [{"name": "A long name"}]).status_code == 413


def test_the_same_request_under_the_same_key_is_done_once(ann):
    first = lines(send(ann, {"name": "Fig"}, {}, Idempotency_Key="k"))
    again = lines(send(ann, {"name": "Fig"}, {}, Idempotency_Key="k"))

    assert again == first
    assert Tree.objects.count() == Fact.objects.count() == 1


def test_another_request_under_the_same_key_is_refused(ann, api_of):
    lines(send(ann, {"name": "Fig"}, Idempotency_Key="k"))

    assert send(ann, {"name": "Quince"}, Idempotency_Key="k").json()["code"] == "key_reused"
    assert send(ann, {"name": "Fig"}, query="?match=name", Idempotency_Key="k").json()["code"] == "key_reused"
    assert send(ann, {"name": "Fig"}, Idempotency_Key="k" * 201).json()["code"] == "bad_key"
    assert lines(send(api_of("ben"), {"name": "Quince"}, Idempotency_Key="k"))[-1] == {
        "summary": {"created": 1}
    }


def test_a_request_that_died_half_way_goes_on_where_it_stopped(ann, monkeypatch):
    def die(job, rows):
        if Tree.objects.exists():
            raise Killed
        return write(job, rows)

    write = upsert.write
    monkeypatch.setattr(upsert, "BATCH", 2)
    rows = [{"name": f"Tree {number}"} for number in range(5)]
    with monkeypatch.context() as while_dying, pytest.raises(Killed):
        while_dying.setattr(upsert, "write", die)
        lines(send(ann, *rows, Idempotency_Key="k"))
    assert Tree.objects.count() == 2

    told = lines(send(ann, *rows, Idempotency_Key="k"))

    assert told[-1] == {"summary": {"created": 5}}
    assert Tree.objects.count() == 5
    assert KeyedPart.objects.count() == 3


def test_an_answer_is_kept_with_the_work_or_not_at_all(ann, monkeypatch):
    def break_down(*_given, **_more):
        raise RuntimeError("killed")

    monkeypatch.setattr(upsert, "told", break_down)
    told = lines(send(ann, {"name": "Fig"}, Idempotency_Key="k"))

    assert told[0]["problem"]["code"] == "internal"
    assert not Tree.objects.exists()
    assert KeyedRequest.objects.exists()


def test_creating_under_a_key_makes_one_record(ann):
    first = ann.post(TREES, {"name": "Fig"}, Idempotency_Key="k")
    again = ann.post(TREES, {"name": "Fig"}, Idempotency_Key="k")

    assert (again.status_code, again.headers["Location"]) == (201, first.headers["Location"])
    assert Tree.objects.count() == 1


def test_a_row_that_the_database_refuses_is_found_among_its_batch(api_of):
    alma = api_of("alma")
    rows = [{"name": f"Tag {number}", "colour": "saffron"} for number in range(4)]
    alma.post("/api/v1/kernel/tag", rows[2])

    told = lines(alma.post("/api/v1/kernel/tag:upsert", ndjson(*rows), **NDJSON))

    assert [one["did"] for one in told[:-1]] == ["created", "created", "refused", "created"]
