"""Deeds over many records: how they are asked for, looked at, stopped and taken back."""

from payvand.api.bulk import DEEDS
from payvand.api.openapi.parts import refs, refusals
from payvand.api.openapi.schemas import NULL, Schema
from payvand.kernel import bulk_actions
from payvand.kernel.access import Actor, may
from payvand.kernel.commands import commands_of
from payvand.kernel.kinds import JSON
from payvand.kernel.objects import Object

COUNTS = ("id", "total", "reached", "changed", "refused")
TEXTS = ("href", "object", "deed", "title", "begun_at")


def action_schema() -> JSON:
    """An action as it is shown."""
    properties: Schema = {name: {"type": "integer"} for name in COUNTS}
    properties |= {name: {"type": "string"} for name in TEXTS}
    return {
        "type": "object",
        "required": [*COUNTS, *TEXTS, "state", "reasons", "can_be_undone"],
        "properties": properties
        | {
            "state": {"type": "string", "enum": ["waiting", "running", "done", "stopped"]},
            "reasons": {
                "type": "object",
                "description": "Why records were left as they were, and how many for each reason.",
                "additionalProperties": {"type": "integer"},
            },
            "command": {"anyOf": [{"type": "string"}, NULL]},
            "can_be_undone": {"type": "boolean"},
            "undoes": {"anyOf": [{"type": "integer"}, NULL]},
            "left_out": {
                "type": "integer",
                "description": "How many of `ids` are not there, or not for the asker to do this to.",
            },
        },
    }


def deeds_for(one: Object, actor: Actor) -> list[str]:
    """The deeds that the actor may ask for."""
    found = [deed for deed in DEEDS if may(actor, bulk_actions.ACTIONS[deed], one)]
    return [*found, "command"] if any(item.on for item in commands_of(one, actor)) else found


def begin_operation(one: Object, deeds: list[str]) -> Schema:
    """Ask for a deed over many records of an Object."""
    numbers: Schema = {"type": "array", "minItems": 1, "items": {"type": "integer", "minimum": 1}}
    body: Schema = {
        "type": "object",
        "required": ["deed"],
        "additionalProperties": False,
        "properties": {
            "deed": {"type": "string", "enum": [*deeds]},
            "ids": numbers,
            "where": {
                "type": "string",
                "description": "A condition in the query language, in place of `ids`.",
            },
            "q": {
                "type": "string",
                "description": "A text to search for, in place of `ids` or beside `where`.",
            },
            "archived": {"type": "boolean", "description": "Whether the condition is asked of the archive."},
            "values": {"$ref": f"#/components/schemas/{one.name}.input"},
            "keep": {"type": "boolean", "description": "Several values are added to those that are there."},
            "command": {"type": "string", "description": "The last part of a command's name."},
            "inputs": {"type": "object", "description": "The inputs of the command."},
        },
    }
    return {
        "operationId": f"bulk_{one.name.replace('.', '_')}",
        "tags": [one.name],
        "parameters": refs("idempotency_key"),
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": answer("202", "Begun; Location says where its progress stands.")
        | refusals("404", "413", "415", "422"),
    }


def bulk_paths() -> dict[str, JSON]:
    """The addresses of actions themselves."""
    rows: JSON = {"type": "object", "properties": {"rows": {"type": "array", "items": ACTION}}}
    listed: Schema = {
        "200": {"description": "The latest ones.", "content": {"application/json": {"schema": rows}}}
    }
    return {
        "/bulk": {"get": operation("list", listed | refusals())},
        "/bulk/{id}": {
            "parameters": refs("id"),
            "get": operation("show", answer("200", "How far it has come.") | refusals("404")),
        },
        "/bulk/{id}/undo": {
            "parameters": refs("id"),
            "post": operation(
                "undo", answer("202", "The action that takes it back.") | refusals("404", "422")
            ),
        },
        "/bulk/{id}/stop": {
            "parameters": refs("id"),
            "post": operation("stop", answer("200", "It ends where it is.") | refusals("404")),
        },
    }


ACTION: JSON = {"$ref": "#/components/schemas/BulkAction"}


def answer(status: str, description: str) -> Schema:
    """An answer that shows an action."""
    return {status: {"description": description, "content": {"application/json": {"schema": ACTION}}}}


def operation(verb: str, responses: Schema) -> Schema:
    """One operation on the asker's own actions."""
    return {"operationId": f"{verb}_bulk", "tags": ["bulk"], "parameters": [], "responses": responses}
