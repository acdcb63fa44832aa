"""The schemas of an Object: a record as it is shown, and one as it is written."""

from payvand.kernel.access import Actor, readable, right
from payvand.kernel.kinds import JSON, Kind, Link, Several
from payvand.kernel.models import Right
from payvand.kernel.objects import Field, Object

Schema = dict[str, JSON]

NULL: JSON = {"type": "null"}


def schemas_of(one: Object, actor: Actor) -> dict[str, JSON]:
    """The two schemas by name; what is hidden from the actor stands in neither."""
    return {one.name: record_schema(one, actor), f"{one.name}.input": input_schema(one, actor)}


def record_schema(one: Object, actor: Actor) -> Schema:
    """A record as it is shown; the version is what If-Match wants to see."""
    properties: Schema = {name: shown(field) for name, field in readable(one, actor).items()}
    return {
        "type": "object",
        "title": str(one.label),
        "required": ["id", "version"],
        "properties": properties | {"id": {"type": "integer"}, "version": {"type": ["integer", "null"]}},
    }


def input_schema(one: Object, actor: Actor) -> Schema:
    """A record as it is written."""
    fields = {
        name: field
        for name, field in readable(one, actor).items()
        if field.editable and right(one, name, actor) == Right.WRITE
    }
    return {
        "type": "object",
        "title": str(one.label),
        "additionalProperties": False,
        "properties": {name: written(field) for name, field in fields.items()},
    }


def shown(field: Field) -> JSON:
    """A field that may be empty."""
    return described(field, {"anyOf": [field.kind.schema(), NULL]}, read_only=not field.editable)


def written(field: Field) -> JSON:
    """A field as it may be written: in the form in which it is shown, or shorter where the kind allows."""
    return described(field, {"anyOf": [*forms_of(field.kind), *([] if field.required else [NULL])]})


def forms_of(kind: Kind[object]) -> list[JSON]:
    """The forms in which a kind takes a value; a link is content with a number or a title."""
    if isinstance(kind, Link):
        return [kind.schema(), {"type": "integer"}, {"type": "string"}]
    if isinstance(kind, Several):
        return [{"type": "array", "items": {"anyOf": [item_schema(kind), *forms_of(kind.of)]}}]
    return [kind.schema()]


def item_schema(kind: Several) -> JSON:
    """One of several values, with what is said beside it."""
    whole = kind.schema()
    item = whole.get("items")
    return {**item, "required": ["value"], "additionalProperties": False} if isinstance(item, dict) else {}


def described(field: Field, schema: Schema, *, read_only: bool = False) -> JSON:
    """A schema with the words of the field."""
    words: Schema = {"title": str(field.label)}
    if field.help:
        words["description"] = str(field.help)
    if read_only:
        words["readOnly"] = True
    return schema | words
