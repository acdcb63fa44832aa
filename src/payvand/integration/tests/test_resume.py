"""Imports that are killed, resumed, cancelled, or driven by two at once: nothing lost, nothing doubled."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from payvand.integration import drive as driving
from payvand.integration.drive import drive
from payvand.integration.jobs import drive_abandoned
from payvand.integration.models import ImportBatch, State
from payvand.kernel.models import Fact
from payvand.kernel.testing.processes import empty_instance
from tests.orchard.models import Tree

ROWS = 6_000


class Killed(BaseException):
    """Stands for a process that dies: nothing catches it."""


@pytest.fixture
def dying(monkeypatch):
    """Small chunks; the process dies in the chunk that is said, after its rows were written, before the commit."""
    monkeypatch.setattr(driving, "CHUNK", 3)
    real = driving.Drive._count

    def arrange(at: int):
        seen = []

        def count(self, lines, fates):
            real(self, lines, fates)
            seen.append(lines)
            if len(seen) == at:
                raise Killed

        monkeypatch.setattr(driving.Drive, "_count", count)

    return arrange


def text(rows: int) -> str:
    return "name,fruits\n" + "".join(f"Tree {number},{number}\n" for number in range(rows))


@pytest.mark.parametrize("at", [1, 2, 4])
def test_a_death_between_writing_and_commit_loses_and_doubles_nothing(bring, dying, monkeypatch, at):
    dying(at)
    with pytest.raises(Killed):
        bring(text(10))
    monkeypatch.undo()
    monkeypatch.setattr("payvand.kernel.models.claimed.is_alive", lambda process: False)

    drive_abandoned()

    batch = ImportBatch.objects.get()
    assert (batch.state, batch.cursor, batch.created) == (State.DONE, 10, 10)
    assert sorted(Tree.objects.values_list("fruits", flat=True)) == list(range(10))
    assert Fact.objects.count() == 10


def test_what_somebody_alive_drives_is_left_to_them(bring, dying):
    dying(2)
    with pytest.raises(Killed):
        bring(text(10))

    drive_abandoned()

    batch = ImportBatch.objects.get()
    assert (batch.state, batch.cursor) == (State.RUNNING, 3)
    assert not drive(batch)


def test_whoever_lost_the_claim_writes_no_further_row(bring, monkeypatch):
    monkeypatch.setattr(driving, "CHUNK", 3)
    real = driving.Drive._write_chunk

    def write(self, lines):
        real(self, lines)
        ImportBatch.objects.update(claim="another:1:driver")

    monkeypatch.setattr(driving.Drive, "_write_chunk", write)
    batch = bring(text(10))

    assert (batch.state, batch.cursor, Tree.objects.count()) == (State.RUNNING, 3, 3)


def test_a_cancelled_import_stops_and_can_go_on(bring, monkeypatch):
    monkeypatch.setattr(driving, "CHUNK", 3)
    real = driving.Drive._write_chunk

    def write(self, lines):
        real(self, lines)
        ImportBatch.objects.get().end(State.CANCELLED)

    monkeypatch.setattr(driving.Drive, "_write_chunk", write)
    batch = bring(text(10))
    stopped = (batch.state, batch.cursor)
    monkeypatch.undo()
    batch.release()
    drive(batch)

    batch.refresh_from_db()
    assert stopped == (State.CANCELLED, 3)
    assert (batch.state, batch.created, Tree.objects.count()) == (State.DONE, 10, 10)


def test_an_error_of_our_own_is_told_and_can_be_resumed(bring, monkeypatch):
    def fail(self, rows):
        raise ZeroDivisionError

    monkeypatch.setattr("payvand.integration.write.Writer.write", fail)
    batch = bring(text(2))
    monkeypatch.undo()
    failed = (batch.state, batch.error)
    batch.release()
    drive(batch)

    batch.refresh_from_db()
    assert failed[0] == State.FAILED
    assert failed[1]
    assert (batch.state, batch.created) == (State.DONE, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="kills processes the POSIX way")
def test_kill_9_at_any_moment_and_the_same_command_again(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "trees.csv").write_text(text(ROWS))
    environment = empty_instance(home, plugins="tests.orchard")
    command = [*PAYVAND, "import", "orchard.tree", str(tmp_path / "trees.csv")]

    for least in (1, 2_001):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        while process.poll() is None and cursor_of(home) < least:
            sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
    last = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)

    with sqlite3.connect(home / DATABASE) as database:
        trees = database.execute(
            "SELECT count(*), count(DISTINCT name), sum(fruits) FROM orchard_tree"
        ).fetchone()
        facts = database.execute("SELECT count(*), count(DISTINCT subject_id) FROM kernel_fact").fetchone()
        batches = database.execute("SELECT state, cursor, created FROM integration_importbatch").fetchall()
    assert last.returncode == 0, last.stderr
    assert trees == (ROWS, ROWS, ROWS * (ROWS - 1) // 2)
    assert facts == (ROWS, ROWS)
    assert batches == [("done", ROWS, ROWS)]


PAYVAND = (sys.executable, "-m", "payvand")
DATABASE = Path("database.sqlite3")


def cursor_of(home: Path) -> int:
    """How many rows an import in another process has dealt with."""
    if not (home / DATABASE).exists():
        return 0
    with sqlite3.connect(home / DATABASE, timeout=20) as database:
        found = database.execute("SELECT max(cursor) FROM integration_importbatch").fetchone()
    database.close()
    return int(found[0] or 0)
