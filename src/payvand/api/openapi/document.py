"""The whole document, as far as the asking actor may look into it."""

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as translate

from payvand.api.openapi.bulk import action_schema, bulk_paths
from payvand.api.openapi.measures import measure_paths, measure_schema
from payvand.api.openapi.parts import PARAMETERS, PROBLEM, RESPONSES
from payvand.api.openapi.paths import paths_of
from payvand.api.openapi.schemas import schemas_of
from payvand.api.reading import parameters
from payvand.api.rows import CONTENT_TYPE
from payvand.insight.measure import all_measures
from payvand.kernel.access import Actor, may
from payvand.kernel.kinds import JSON
from payvand.kernel.objects import Object, all_objects

Key = tuple[object, ...]
MOST_KEPT = 32

_documents: dict[Key, bytes] = {}


def show_document(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The document, made once for every set of rights, language and state of the administrator's fields."""
    parameters(request, ())
    key = key_of(actor)
    if key not in _documents:
        if len(_documents) >= MOST_KEPT:
            _documents.clear()
        _documents[key] = orjson.dumps(document_for(actor))
    return HttpResponse(_documents[key], content_type=CONTENT_TYPE)


def key_of(actor: Actor) -> Key:
    """All that the document depends on."""
    grants = actor.grants
    rights = (grants.everything, tuple(sorted(grants.scopes.items())), tuple(sorted(grants.rights.items())))
    custom = tuple(
        (one.name, field.name, field.kind, str(field.label), str(field.help), field.required)
        for one in all_objects()
        for field in one.fields.values()
        if field.source == "custom"
    )
    return (get_language(), rights, custom)


def document_for(actor: Actor) -> dict[str, JSON]:
    """The document as one actor is shown it."""
    objects = [one for one in all_objects() if may(actor, "view", one)]
    schemas: dict[str, JSON] = {
        "Problem": PROBLEM,
        "Measure": measure_schema(),
        "BulkAction": action_schema(),
    }
    measured = {measure.of for measure in all_measures()}
    paths = measure_paths() if any(one.name in measured for one in objects) else {}
    paths |= bulk_paths() if objects else {}
    for one in objects:
        schemas |= schemas_of(one, actor)
        paths |= paths_of(one, actor)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Payvand",
            "version": "1",
            "description": translate("Every Object and command."),
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"bearer": []}],
        "tags": [
            *(tag_of(one) for one in objects),
            {"name": "measures", "description": translate("Measures")},
            {"name": "bulk", "description": translate("Actions on many records")},
        ],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": PARAMETERS,
            "responses": RESPONSES,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def tag_of(one: Object) -> JSON:
    """The Object as a group of operations."""
    return {"name": one.name, "description": str(one.plural)}
