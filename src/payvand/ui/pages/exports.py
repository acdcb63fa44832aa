"""Export of exactly what a list shows: its condition, order and columns, as a file that streams."""

from typing import get_args

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import path
from django.utils.http import content_disposition_header

from payvand.integration.export import CONTENT_TYPES, Format, stream_export
from payvand.kernel.kinds.time import today_in
from payvand.ui.pages.list_door import opened


def export(request: HttpRequest, app: str, model: str, ending: str) -> HttpResponseBase:
    """The file. It is named for the list and the day."""
    door = opened(request, app, model, "export")
    format = next((known for known in get_args(Format) if known == ending), None)
    if format is None:
        raise Http404
    pieces = stream_export(door.object, door.state.query(), door.actor, format, human="human" in request.GET)
    name = f"{door.object.plural} {today_in(door.actor.locale).isoformat()}.{ending}"
    answer = StreamingHttpResponse(pieces, content_type=CONTENT_TYPES[format])
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    return answer


urlpatterns = [path("<slug:app>/<slug:model>/export.<slug:ending>", export, name="export")]
