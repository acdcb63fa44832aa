"""The operations on an Object's records, and its commands."""

from payvand.api.openapi.bulk import begin_operation, deeds_for
from payvand.api.openapi.parts import refs, refusals
from payvand.api.openapi.schemas import NULL, Schema, forms_of
from payvand.kernel.access import Actor, may
from payvand.kernel.commands import Command, Input, commands_of
from payvand.kernel.kinds import JSON, address
from payvand.kernel.objects import Object

JSON_TYPE = "application/json"
LINES_TYPE = "application/x-ndjson"


def paths_of(one: Object, actor: Actor) -> dict[str, JSON]:
    """The addresses of an Object and what the actor may do there."""
    base = address(one.name)
    paths: dict[str, JSON] = {
        base: list_operations(one, actor),
        f"{base}/{{id}}": record_operations(one, actor),
    }
    if may(actor, "create", one) and may(actor, "edit", one):
        paths[f"{base}:upsert"] = {"post": upsert_operation(one)}
    deeds = deeds_for(one, actor)
    if deeds:
        paths[f"{base}:bulk"] = {"post": begin_operation(one, deeds)}
    if may(actor, "archive", one):
        for word in ("archive", "restore"):
            paths[f"{base}/{{id}}/{word}"] = {"parameters": refs("id"), "post": put_away(one, word)}
        if may(actor, "edit", one):
            paths[f"{base}/{{id}}/merge"] = {"parameters": refs("id"), "post": merge_operation(one)}
            paths[f"{base}/{{id}}/part"] = {"parameters": refs("id"), "post": part_operation(one)}
    for command in commands_of(one, actor):
        word = command.name.rpartition(".")[2]
        place = f"{base}/{{id}}/{word}" if command.on else f"{base}/{word}"
        paths[place] = {
            "parameters": refs("id") if command.on else [],
            "post": command_operation(one, command),
        }
    return paths


def list_operations(one: Object, actor: Actor) -> Schema:
    """List and create."""
    found: Schema = {"get": list_operation(one)}
    if may(actor, "create", one):
        found["post"] = operation(
            one,
            "create",
            parameters=[*refs("idempotency_key"), ALLOW_DUPLICATE],
            body=json_body(input_ref(one)),
            answers={"201": shown_record(one, "The record as it was made; Location says where it is.")},
            refused=("409", "413", "415", "422"),
        )
    return found


ALLOW_DUPLICATE: JSON = {
    "name": "allow_duplicate",
    "in": "query",
    "description": "1 makes the record though there may be such a one.",
    "schema": {"type": "string", "enum": ["0", "1"]},
}


def list_operation(one: Object) -> Schema:
    """One page of records."""
    rows: JSON = {"type": "array", "items": record_ref(one)}
    properties: Schema = {
        "rows": rows,
        "after": {"type": ["string", "null"]},
        "count": {"type": "integer"},
        "count_is_exact": {"type": "boolean"},
    }
    page: Schema = {"type": "object", "required": ["rows", "after"], "properties": properties}
    return operation(
        one,
        "list",
        parameters=refs("where", "q", "sort", "columns", "after", "limit", "archived", "count"),
        answers={"200": {"description": "One page.", "content": {JSON_TYPE: {"schema": page}}}},
        refused=("404", "422"),
    )


def record_operations(one: Object, actor: Actor) -> Schema:
    """Show, change, delete."""
    columns = refs("columns", "if_none_match")
    shown: Schema = {
        "200": shown_record(one, "The record."),
        "304": {"description": "This version is held already."},
    }
    found: Schema = {
        "parameters": refs("id"),
        "get": operation(one, "show", parameters=columns, answers=shown, refused=("404", "422")),
    }
    if may(actor, "edit", one):
        found["patch"] = operation(
            one,
            "change",
            parameters=refs("if_match"),
            body=json_body(input_ref(one)),
            answers={"200": shown_record(one, "The record after the change.")},
            refused=("404", "412", "413", "415", "422"),
        )
    if may(actor, "delete", one):
        gone: Schema = {"204": {"description": "Deleted for good."}}
        refused = ("404", "412", "422")
        found["delete"] = operation(one, "delete", parameters=refs("if_match"), answers=gone, refused=refused)
    return found


def put_away(one: Object, word: str) -> Schema:
    """Archive or restore."""
    answers: Schema = {"200": shown_record(one, "The record after it.")}
    return operation(one, word, parameters=refs("if_match"), answers=answers, refused=("404", "412", "422"))


def merge_operation(one: Object) -> Schema:
    """Take another record into this one."""
    number: Schema = {"type": "integer", "description": "The number of the record that goes."}
    sides: Schema = {"type": "object", "additionalProperties": {"type": "string", "enum": ["kept", "gone"]}}
    body: Schema = {"type": "object", "required": ["gone"], "properties": {"gone": number, "choices": sides}}
    return operation(
        one,
        "merge",
        parameters=[*refs("idempotency_key"), *refs("if_match")],
        body=json_body(body),
        answers={"200": {"description": "Both are one; `merge` numbers what was done."}},
        refused=("404", "409", "412", "413", "415", "422"),
    )


def part_operation(one: Object) -> Schema:
    """Undo the merge by which this record went."""
    answers: Schema = {"200": {"description": "Both stand again; `left` tells what had been changed since."}}
    return operation(one, "part", parameters=[], answers=answers, refused=("404", "422"))


def upsert_operation(one: Object) -> Schema:
    """Many records in one request."""
    rows: JSON = {"type": "array", "items": input_ref(one)}
    outcome: JSON = {
        "type": "string",
        "description": "One JSON object a row, in order; the last line sums up.",
    }
    return operation(
        one,
        "upsert",
        parameters=[*refs("idempotency_key"), *UPSERT_PARAMETERS],
        body={
            "required": True,
            "content": {JSON_TYPE: {"schema": rows}, LINES_TYPE: {"schema": {"type": "string"}}},
        },
        answers={
            "200": {"description": "What became of each row.", "content": {LINES_TYPE: {"schema": outcome}}}
        },
        refused=("411", "413", "415", "422"),
    )


UPSERT_PARAMETERS: list[JSON] = [
    {
        "name": "match",
        "in": "query",
        "description": "Sets of fields by which a row finds its record, tried in order: `emails;name+birth_day`.",
        "schema": {"type": "string"},
    },
    {"name": "mode", "in": "query", "schema": {"type": "string", "enum": ["upsert", "create", "update"]}},
    {
        "name": "replace",
        "in": "query",
        "description": "1 lets empty values clear fields, and several values replace those that are there.",
        "schema": {"type": "string", "enum": ["0", "1"]},
    },
    {
        "name": "dry_run",
        "in": "query",
        "description": "1 tells what would become of each row and writes nothing.",
        "schema": {"type": "string", "enum": ["0", "1"]},
    },
    {"name": "label", "in": "query", "description": "A name for the batch.", "schema": {"type": "string"}},
]


def command_operation(one: Object, command: Command) -> Schema:
    """A command with its inputs."""
    schema: JSON = {
        "type": "object",
        "additionalProperties": False,
        "required": [given.name for given in command.inputs if given.required],
        "properties": {given.name: input_schema(given) for given in command.inputs},
    }
    word = command.name.rpartition(".")[2]
    found = operation(
        one,
        f"command_{word}",
        parameters=refs("idempotency_key", *(["if_match"] if command.on else [])),
        body=json_body(schema, required=any(given.required for given in command.inputs)),
        answers={
            "200": {"description": "What came of it.", "content": {JSON_TYPE: {"schema": {"type": "object"}}}}
        },
        refused=("404", "412", "413", "415", "422"),
    )
    return found | {"summary": str(command.label)}


def input_schema(given: Input) -> JSON:
    """One input of a command."""
    words: Schema = {"title": str(given.label), **({"description": str(given.help)} if given.help else {})}
    if given.kind is None:
        return words
    return {"anyOf": [*forms_of(given.kind), *([] if given.required else [NULL])], **words}


def operation(
    one: Object, verb: str, *, answers: Schema, refused: tuple[str, ...], parameters: list[JSON] | None = None,
    body: JSON = None,
) -> Schema:  # fmt: skip
    """One operation."""
    found: Schema = {
        "operationId": f"{verb}_{one.name.replace('.', '_')}",
        "tags": [one.name],
        "parameters": parameters or [],
        "responses": answers | refusals(*refused),
    }
    return found if body is None else found | {"requestBody": body}


def json_body(schema: JSON, *, required: bool = True) -> JSON:
    """A body of JSON."""
    return {"required": required, "content": {JSON_TYPE: {"schema": schema}}}


def record_ref(one: Object) -> JSON:
    """A record as it is shown."""
    return {"$ref": f"#/components/schemas/{one.name}"}


def input_ref(one: Object) -> JSON:
    """A record as it is written."""
    return {"$ref": f"#/components/schemas/{one.name}.input"}


def shown_record(one: Object, description: str) -> JSON:
    """An answer with a record and its ETag."""
    headers: Schema = {"ETag": {"schema": {"type": "string"}}}
    return {
        "description": description,
        "headers": headers,
        "content": {JSON_TYPE: {"schema": record_ref(one)}},
    }
