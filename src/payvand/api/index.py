"""The front door of the API: what there is for whoever asks, and where."""

from django.http import HttpRequest, HttpResponse

from payvand.api.problems import api_address
from payvand.api.reading import parameters
from payvand.api.rows import json_response
from payvand.kernel.access import ACTIONS, Actor, may
from payvand.kernel.objects import all_objects


def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The Objects that the actor may look at, and what the actor may do with each."""
    parameters(request, ())
    objects = [
        {
            "name": one.name,
            "label": str(one.label),
            "plural": str(one.plural),
            "href": api_address(one.name),
            "actions": [action for action in ACTIONS if may(actor, action, one)],
        }
        for one in all_objects()
        if may(actor, "view", one)
    ]
    doors = {"openapi": "/api/v1/openapi.json", "measures": "/api/v1/measures", "bulk": "/api/v1/bulk"}
    return json_response({"actor": actor.name, **doors, "objects": objects})
