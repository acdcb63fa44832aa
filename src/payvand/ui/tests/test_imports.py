"""Importing a file through the pages, step by step."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from payvand.integration.models import ImportBatch, MappingTemplate, State
from tests.orchard.models import Tree

SHEET = """نام,سلامت,تاریخ کاشت,ایمیل
بید,good,۱۴۰۲/۰۱/۱۵,a@example.com
سرو,goood,۱۴۰۲/۱۲/۳۰,b@example.com
کاج,poor,۱۴۰۱/۰۲/۰۱,c@example.com
"""


def drop(client, text=SHEET, name="trees.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post("/orchard/tree/import", {"file": SimpleUploadedFile(name, content)})


def mapped(client, batch, **changes):
    page = {
        f"field-{place}": field
        for place, field in enumerate(["name", "health", "planted", "emails"][: len(batch.headers)])
    }
    return client.post(
        f"/imports/{batch.pk}", {**page, "mode": "upsert", "locale": "fa", "keep_filled": "true", **changes}
    )


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_file_goes_from_drop_to_result(browse, language):
    client = browse("ann", language=language)

    dropped = drop(client)
    batch = ImportBatch.objects.get()
    assert dropped.headers["Location"] == f"/imports/{batch.pk}"
    assert "سرو" in client.get(f"/imports/{batch.pk}").content.decode()
    assert mapped(client, batch).headers["Location"] == f"/imports/{batch.pk}/preview"
    preview = client.get(f"/imports/{batch.pk}/preview").content.decode()
    assert not Tree.objects.exists()
    client.post(f"/imports/{batch.pk}/run")
    result = client.get(f"/imports/{batch.pk}").content.decode()

    batch.refresh_from_db()
    assert (batch.state, batch.created, batch.refused) == (State.DONE, 2, 1)
    assert "سرو" in preview
    assert "سرو" in result
    assert set(Tree.objects.values_list("name", flat=True)) == {"بید", "کاج"}
    assert set(Tree.objects.values_list("owner__username", flat=True)) == {"ann"}


def test_a_value_that_no_choice_knows_is_offered_its_likeliest_meaning(browse):
    client = browse("ann")
    drop(client)
    batch = ImportBatch.objects.get()

    mapped(client, batch)
    page = client.get(f"/imports/{batch.pk}").content.decode()
    mapped(client, batch, **{"theirs-1-0": "goood", "value-1-0": "good"})
    batch.refresh_from_db()

    assert 'name="theirs-1-0" value="goood"' in page
    assert batch.mapping["columns"]["سلامت"] == {"field": "health", "values": {"goood": "good"}}


def test_refused_rows_come_as_a_file_that_can_be_mended_and_dropped_again(browse):
    client = browse("ann")
    drop(client)
    first = ImportBatch.objects.get()
    mapped(client, first)
    client.post(f"/imports/{first.pk}/run")

    sheet = b"".join(client.get(f"/imports/{first.pk}/errors.csv").streaming_content)
    drop(client, sheet.replace(b"goood", b"good").replace("۱۲/۳۰".encode(), "۱۲/۲۹".encode()))
    second = ImportBatch.objects.exclude(pk=first.pk).get()
    client.post(f"/imports/{second.pk}/run")

    second.refresh_from_db()
    assert (second.total, second.created, second.refused) == (1, 1, 0)
    assert Tree.objects.get(name="سرو").planted.isoformat() == "2024-03-19"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x03" * 300, "no text"),
        (b"PK\x03\x04 broken", "damaged"),
        (("a," * 20_000).encode() + b"\n1", "columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(browse, content, reason):
    answer = drop(browse("ann"), content)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_without_a_file_the_form_says_so(browse):
    assert b"Choose a file first" in browse("ann").post("/orchard/tree/import").content


def test_without_permission_nothing_is_taken(browse):
    assert browse("stranger").get("/orchard/tree/import").status_code == 403
    assert drop(browse("stranger")).status_code == 403


def test_the_import_of_another_is_not_there(browse):
    drop(browse("ann"))
    batch = ImportBatch.objects.get()

    assert browse("cleo").get(f"/imports/{batch.pk}").status_code == 404
    assert browse("alma").get(f"/imports/{batch.pk}").status_code == 200


def test_past_imports_are_listed_to_whoever_began_them(browse):
    drop(browse("ann"), name="spring.csv")

    assert b"spring.csv" in browse("ann").get("/imports").content
    assert b"spring.csv" not in browse("cleo").get("/imports").content


def test_a_running_import_asks_for_itself_until_it_is_through(browse):
    client = browse("ann")
    drop(client)
    batch = ImportBatch.objects.get()
    ImportBatch.objects.update(state=State.RUNNING, total=10, cursor=4)
    running = client.get(f"/imports/{batch.pk}/progress").content.decode()
    client.post(f"/imports/{batch.pk}/cancel")
    stopped = client.get(f"/imports/{batch.pk}/progress").content.decode()

    assert "every 1s" in running
    assert "4 of 10 rows" in running
    assert "every 1s" not in stopped
    assert "The import was stopped" in stopped


def test_an_import_is_taken_back_after_a_question(browse):
    client = browse("ann")
    drop(client)
    batch = ImportBatch.objects.get()
    mapped(client, batch)
    client.post(f"/imports/{batch.pk}/run")

    asked = client.get(f"/imports/{batch.pk}/undo").content.decode()
    still_there = Tree.objects.count()
    client.post(f"/imports/{batch.pk}/undo")

    assert "2 records that it made are removed." in asked
    assert still_there == 2
    assert not Tree.objects.exists()
    assert "The import was taken back." in client.get(f"/imports/{batch.pk}").content.decode()
    assert client.get(f"/imports/{batch.pk}/undo").status_code == 302


def test_a_mapping_is_kept_by_name_and_used_for_another_file(browse):
    client = browse("ann")
    drop(client)
    first = ImportBatch.objects.get()
    assert 'name="template"' not in client.get(f"/imports/{first.pk}").content.decode()
    mapped(client, first, **{"template_name": "Spring", "theirs-1-0": "goood", "value-1-0": "good"})

    drop(client, SHEET.replace("سلامت", "وضعیت") + "x,goood,,d@example.com\n")
    second = ImportBatch.objects.exclude(pk=first.pk).get()
    template = MappingTemplate.objects.get()
    page = client.get(f"/imports/{second.pk}").content.decode()
    client.post(f"/imports/{second.pk}", {"use": "1", "template": str(template.pk)})

    second.refresh_from_db()
    assert (template.name, template.object) == ("Spring", "orchard.tree")
    assert ">Spring</option>" in page
    assert second.mapping["columns"]["نام"] == "name"
    assert second.mapping["columns"]["وضعیت"] == ""
