"""Imports where the file or its people stand in the way: two at once, a text that changes its encoding, late edits."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from psycopg.errors import DiskFull

from payvand.integration import drive as driving
from payvand.integration.commands import undo_import
from payvand.integration.drive import drive
from payvand.integration.jobs import drive_import
from payvand.integration.models import ImportBatch, State
from payvand.kernel.db import postgres
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.records import update
from payvand.kernel.testing.processes import empty_instance
from tests.orchard.models import Tree

ROWS = 6_000
PAYVAND = (sys.executable, "-m", "payvand")


@pytest.fixture
def instance(tmp_path: Path) -> dict[str, str]:
    """The environment of an empty instance of its own, on SQLite."""
    home = tmp_path / "home"
    home.mkdir()
    return empty_instance(home, plugins="tests.orchard")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "trees.csv"
    path.write_text("name,fruits\n" + "".join(f"Tree {number},{number}\n" for number in range(ROWS)))
    return path


def held(environment: dict[str, str]) -> tuple[int, int, int]:
    """How many trees there are, of how many names, and how many imports."""
    with sqlite3.connect(Path(environment["PAYVAND_HOME"]) / "database.sqlite3") as database:
        trees = database.execute("SELECT count(*), count(DISTINCT name) FROM orchard_tree").fetchone()
        batches = database.execute("SELECT count(*) FROM integration_importbatch").fetchone()
    database.close()
    return (*trees, *batches)


def test_two_who_import_one_file_at_once_do_it_once(instance, sheet):
    command = [*PAYVAND, "import", "orchard.tree", str(sheet)]

    both = [
        subprocess.Popen(command, env=instance, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _turn in range(2)
    ]
    codes = sorted(process.wait(timeout=300) for process in both)

    assert codes[0] == 0
    assert held(instance) == (ROWS, ROWS, 1)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a server's disk cannot be filled from here")
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_halves_nothing_and_the_import_goes_on_when_there_is_room(bring, monkeypatch):
    """SQLite's own limit raises the very error that a full disk raises."""
    monkeypatch.setattr(driving, "CHUNK", 500)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 250}")

    batch = bring("name,fruits\n" + "".join(f"Tree {number},{number}\n" for number in range(ROWS)))
    told, written = (batch.state, batch.error), Tree.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    batch.release()
    drive(batch)
    deliver_all()

    assert told[0] == State.FAILED
    assert "disk is full" in told[1]
    assert 0 < written < ROWS
    assert written % 500 == 0
    batch.refresh_from_db()
    assert (batch.state, batch.cursor, batch.created) == (State.DONE, ROWS, ROWS)
    assert (Tree.objects.count(), Tree.objects.values("name").distinct().count()) == (ROWS, ROWS)
    assert Fact.objects.filter(object="orchard.tree").count() == ROWS


def test_the_full_disk_of_a_server_is_known_by_its_code():
    assert ("sqlstate", DiskFull.sqlstate) == postgres.FULL


@pytest.mark.django_db
def test_a_file_that_goes_on_in_another_encoding_is_refused_before_anything_is_written(bring):
    text = "name,notes\n" + "بید,سبز\n" * 100_000
    broken = text.encode() + "کاج,بلند\n".encode("cp1256") * 10

    batch = bring(broken)

    assert (batch.state, Tree.objects.count()) == (State.FAILED, 0)
    assert "100002" in batch.error or "100,002" in batch.error


@pytest.mark.django_db
def test_an_undo_after_half_of_the_rows_were_edited_leaves_that_half(bring, alma):
    batch = bring("name,fruits\n" + "".join(f"Tree {number},{number}\n" for number in range(40)))
    edited = [*Tree.objects.order_by("pk")[:20]]
    for tree in edited:
        update(named("orchard.tree"), tree.pk, {"notes": "mine"}, actor=alma)

    undo_import.run(number=batch.pk, actor=alma)
    drive_import(batch.pk)

    assert {*Tree.objects.values_list("pk", flat=True)} == {tree.pk for tree in edited}
    assert ImportBatch.objects.get().kept.count() == 20
