"""The page of the backups: for administrators, with what the last ones came to."""

from dataclasses import replace

import pytest

from payvand.storage import schedule
from payvand.ui.pages import backups


@pytest.fixture
def folder(settings, tmp_path):
    """The folder of the backups, with a plan."""
    settings.PAYVAND = replace(settings.PAYVAND, backup_folder=str(tmp_path), backup_every=24)
    return tmp_path


def lay(folder, name: str, **more) -> None:
    (folder / name).write_bytes(b"PK")
    told = {
        "name": name,
        "made_at": "2026-03-21T08:30:00+00:00",
        "size": 5 * 1024**2,
        "rows": 18277,
        "files": 3,
    }
    schedule.write(folder / f"{name}{schedule.NOTE}", told | more)


def test_without_one_the_page_says_how_to_have_some(browse, folder):
    page = browse("alma").get("/settings/backups").content.decode()

    assert "There is no backup yet" in page
    assert "One is made every 24 hours." in page
    assert str(folder) in page


def test_each_is_told_with_its_drill(browse, folder):
    lay(folder, "payvand-1.zip", tried="2026-03-21T08:31:00+00:00")
    lay(folder, "payvand-2.zip", tried="2026-03-21T08:31:00+00:00", fault="the table x came out different")
    lay(folder, "payvand-3.zip")
    schedule.write(folder / schedule.FAILURE, {"at": "2026-03-22T08:30:00+00:00", "reason": "No space left"})

    page = browse("alma").get("/settings/backups").content.decode()

    assert "18,277" in page
    assert "5 MB" in page
    assert "can be restored" in page
    assert "the table x came out different" in page
    assert "not tried yet" in page
    assert "The last backup failed on" in page
    assert "No space left" in page


def test_in_persian_figures_and_days_are_persian(browse, folder, world):
    type(world.alma).objects.filter(pk=world.alma.pk).update(calendar="jalali", digits="persian")
    lay(folder, "payvand-1.zip")

    page = browse("alma", language="fa").get("/settings/backups").content.decode()

    assert "۱۸٬۲۷۷" in page
    assert "۱۴۰۵" in page


def test_the_button_starts_one(browse, folder, monkeypatch):
    started = []
    monkeypatch.setattr(backups, "make_backup", lambda: started.append("one"))

    answer = browse("alma").post("/settings/backups/make")

    assert started == ["one"]
    assert answer.headers["Location"] == "/settings/backups"


@pytest.mark.parametrize("who", ["ann", "ben"])
def test_it_is_for_administrators_only(browse, folder, who, monkeypatch):
    monkeypatch.setattr(backups, "make_backup", lambda: pytest.fail("started"))
    client = browse(who)

    assert client.get("/settings/backups").status_code == 403
    assert client.post("/settings/backups/make").status_code == 403
    assert b"/settings/backups" not in client.get("/settings").content
