"""What all operations share: the parameters of lists, the problem document, and the answers that refuse."""

from payvand.kernel.kinds import JSON
from payvand.kernel.query import MOST_ROWS

PROBLEM: JSON = {
    "type": "object",
    "description": "RFC 9457. `code` is stable, `detail` is in the language of Accept-Language.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {name: {"type": "string"} for name in ("field", "code", "message")},
            },
        },
        "theirs": {"type": "object", "description": "412: the values that stand now."},
        "matches": {
            "type": "array",
            "items": {"type": "object"},
            "description": "409: the records that may be the same.",
        },
    },
}


def text_parameter(name: str, description: str, place: str = "query") -> JSON:
    """A parameter that is a text."""
    return {"name": name, "in": place, "description": description, "schema": {"type": "string"}}


PARAMETERS: dict[str, JSON] = {
    "where": text_parameter(
        "where", "A condition in the query language: `name contains kian and owner is me`."
    ),
    "q": text_parameter("q", "A text to search for."),
    "sort": text_parameter("sort", "Names of fields with commas; `-` in front turns the order."),
    "columns": text_parameter("columns", "Names of fields with commas; through links by dots: `owner.name`."),
    "after": text_parameter("after", "The marker `after` of the page before."),
    "limit": {
        "name": "limit",
        "in": "query",
        "description": "Rows a page.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": 50},
    },
    "archived": {
        "name": "archived",
        "in": "query",
        "description": "1 shows what was put away.",
        "schema": {"type": "string", "enum": ["0", "1"]},
    },
    "count": {
        "name": "count",
        "in": "query",
        "description": "1 counts up to a cap, all counts to the end.",
        "schema": {"type": "string", "enum": ["0", "1", "all"]},
    },
    "id": {
        "name": "id",
        "in": "path",
        "required": True,
        "schema": {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
    },
    "if_match": text_parameter(
        "If-Match", "The ETag of the version that was seen; another one now is 412.", "header"
    ),
    "if_none_match": text_parameter(
        "If-None-Match", "The ETag that is held already; 304 if it still stands.", "header"
    ),
    "idempotency_key": text_parameter(
        "Idempotency-Key", "The same request under the same key is done once.", "header"
    ),
}


def refs(*names: str) -> list[JSON]:
    """References to shared parameters."""
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def problem_response(description: str) -> JSON:
    """An answer that carries a problem document."""
    schema: JSON = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


REFUSALS = {
    "400": "The request cannot be understood.",
    "401": "No token, or a wrong one.",
    "403": "The actor's roles do not allow it.",
    "404": "No such record, or none that the actor may know of.",
    "405": "This method is not possible here.",
    "409": "There may be such a record already.",
    "411": "The length of the body is missing.",
    "412": "Somebody else changed the record first.",
    "413": "The body is too large.",
    "415": "The body is of another type.",
    "422": "Values that cannot be accepted; each is named.",
}
RESPONSES: dict[str, JSON] = {
    f"refused_{status}": problem_response(text) for status, text in REFUSALS.items()
}


def refusals(*statuses: str) -> dict[str, JSON]:
    """The answers that refuse, by status; those to a bad request or token are always among them."""
    return {
        status: {"$ref": f"#/components/responses/refused_{status}"}
        for status in sorted({"400", "401", "403", "405", *statuses})
    }
