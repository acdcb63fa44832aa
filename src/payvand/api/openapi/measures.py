"""The operations on measures."""

from payvand.api.measures import CALENDARS
from payvand.api.openapi.parts import refs, refusals, text_parameter
from payvand.api.openapi.schemas import Schema
from payvand.kernel.kinds import JSON

TEXT: JSON = {"type": "string"}
FIGURES: JSON = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["keys", "value", "records", "where"],
        "properties": {
            "keys": {"type": "object", "description": "By dimension: the value, and its label in words."},
            "value": {"description": "In the form of the measure's kind; money names its currency."},
            "records": {"type": "integer", "description": "How many records stand behind the figure."},
            "where": {"type": "string", "description": "The condition that finds these records."},
        },
    },
}
DEFINITION: Schema = {
    **dict.fromkeys(("name", "label", "help", "object", "kind", "unit", "where", "href"), TEXT),
    "day": {"type": ["string", "null"], "description": "The field whose day a period means."},
    "dimensions": {"type": "array", "items": TEXT},
}


def measure_schema() -> Schema:
    """A measure as it is described."""
    return {"type": "object", "required": ["name", "dimensions"], "properties": DEFINITION}


def measure_paths() -> dict[str, JSON]:
    """The catalogue, and one measure."""
    listed: Schema = {
        "type": "object",
        "required": ["measures"],
        "properties": {"measures": {"type": "array", "items": {"$ref": "#/components/schemas/Measure"}}},
    }
    found: Schema = {
        "type": "object",
        "required": ["rows", "total", "as_of"],
        "properties": DEFINITION
        | {
            "by": {"type": "array", "items": TEXT},
            "rows": FIGURES,
            "total": FIGURES,
            "as_of": {"type": "string", "format": "date-time"},
        },
    }
    name: JSON = {"name": "name", "in": "path", "required": True, "schema": TEXT}
    calendar: JSON = {
        "name": "calendar",
        "in": "query",
        "description": "The calendar in which periods are cut.",
        "schema": {"type": "string", "enum": [*CALENDARS], "default": "gregorian"},
    }
    words = "Dimensions with commas: names of the measure, `month` of its own day, or `opened_on.quarter`."
    by = text_parameter("by", words)
    period = text_parameter("period", "`this month`, `last 90 days`, `2025`, `2025/03` in that calendar.")
    return {
        "/measures": {"get": operation("list_measures", [], listed, ())},
        "/measures/{name}": {
            "get": operation(
                "show_measure", [name, by, *refs("where"), period, calendar], found, ("404", "422")
            )
        },
    }


def operation(name: str, parameters: list[JSON], schema: Schema, refused: tuple[str, ...]) -> Schema:
    """One operation that only reads."""
    answer: JSON = {"description": "What was found.", "content": {"application/json": {"schema": schema}}}
    return {
        "operationId": name,
        "tags": ["measures"],
        "parameters": parameters,
        "responses": {"200": answer} | refusals(*refused),
    }
