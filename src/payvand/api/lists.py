"""The list of an Object's records, and the making of new ones."""

from django.http import HttpRequest, HttpResponse

from payvand.api.idempotency import digest_of, keyed_request, once
from payvand.api.problems import api_address
from payvand.api.reading import body_of, is_yes, json_object, parameters
from payvand.api.rows import json_response, rows_json, seen, tag_of
from payvand.kernel import records
from payvand.kernel.access import Actor
from payvand.kernel.kinds import JSON
from payvand.kernel.objects import Object
from payvand.kernel.query import COUNT_CAP, Query, count, page, query_from

LIST_PARAMETERS = ("where", "q", "sort", "columns", "after", "limit", "archived", "count")


def list_records(request: HttpRequest, actor: Actor, one: Object) -> HttpResponse:
    """One page of records, and how many there are where `count` asks for it."""
    given = parameters(request, LIST_PARAMETERS)
    query = query_from(given, one, actor)
    found = page(one, query, actor)
    answer: dict[str, object] = {"rows": rows_json(found.rows, found.fields), "after": found.after}
    return json_response(answer | counted(given.get("count", ""), one, query, actor))


def counted(asked: str, one: Object, query: Query, actor: Actor) -> dict[str, JSON]:
    """The count as far as it was asked for: "1" stops counting behind a cap and says so, "all" goes to the end."""
    if asked == "all":
        return {"count": count(one, query, actor, None), "count_is_exact": True}
    if not is_yes({"count": asked}, "count"):
        return {}
    found = count(one, query, actor)
    return {"count": min(found, COUNT_CAP), "count_is_exact": found <= COUNT_CAP}


def create_record(request: HttpRequest, actor: Actor, one: Object) -> HttpResponse:
    """Make a record. Sent again under the same Idempotency-Key it answers with the record that was made then."""
    given = parameters(request, ("allow_duplicate",))
    raw = json_object(request)
    keyed = keyed_request(request, actor, digest_of(body_of(request)))

    def make() -> JSON:
        return records.create(one, raw, actor=actor, allow_duplicate=is_yes(given, "allow_duplicate")).pk

    pk = int(str(once(keyed, 0, make)))
    shown = seen(one, pk, actor)
    return json_response(shown, 201, Location=api_address(one.name, pk), ETag=tag_of(shown.get("version", 1)))
