"""The addresses of the API."""

from django.urls import URLPattern, path, re_path

from payvand.api.bulk import begin_action, list_actions, show_action, stop_action, undo_action
from payvand.api.calls import call, call_on_record
from payvand.api.gate import endpoint, nowhere
from payvand.api.index import index
from payvand.api.lists import create_record, list_records
from payvand.api.measures import list_measures, show_measure
from payvand.api.merging import merge_record, part_record
from payvand.api.openapi.document import show_document
from payvand.api.records import archive_record, change_record, delete_record, restore_record, show_record
from payvand.api.upsert import upsert

OBJECT = "<slug:app>/<slug:model>"

urlpatterns: list[URLPattern] = [
    path("", endpoint(GET=index), name="api"),
    path("openapi.json", endpoint(GET=show_document), name="api_document"),
    path("measures", endpoint(GET=list_measures), name="api_measures"),
    path("measures/<str:name>", endpoint(GET=show_measure), name="api_measure"),
    path("bulk", endpoint(GET=list_actions), name="api_bulk"),
    path("bulk/<int:pk>", endpoint(GET=show_action), name="api_bulk_action"),
    path("bulk/<int:pk>/undo", endpoint(POST=undo_action), name="api_bulk_undo"),
    path("bulk/<int:pk>/stop", endpoint(POST=stop_action), name="api_bulk_stop"),
    path(f"{OBJECT}", endpoint(GET=list_records, POST=create_record), name="api_list"),
    path(f"{OBJECT}:bulk", endpoint(POST=begin_action), name="api_bulk_begin"),
    path(f"{OBJECT}:upsert", endpoint(POST=upsert), name="api_upsert"),
    path(
        f"{OBJECT}/<int:pk>",
        endpoint(GET=show_record, PATCH=change_record, DELETE=delete_record),
        name="api_record",
    ),
    path(f"{OBJECT}/<int:pk>/archive", endpoint(POST=archive_record), name="api_archive"),
    path(f"{OBJECT}/<int:pk>/restore", endpoint(POST=restore_record), name="api_restore"),
    path(f"{OBJECT}/<int:pk>/merge", endpoint(POST=merge_record), name="api_merge"),
    path(f"{OBJECT}/<int:pk>/part", endpoint(POST=part_record), name="api_part"),
    path(f"{OBJECT}/<int:pk>/<slug:command>", endpoint(POST=call_on_record), name="api_command_on_record"),
    path(f"{OBJECT}/<slug:command>", endpoint(POST=call), name="api_command"),
    re_path("", endpoint(GET=nowhere, POST=nowhere, PATCH=nowhere, PUT=nowhere, DELETE=nowhere)),
]
