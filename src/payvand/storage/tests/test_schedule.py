"""Backups by the clock: when one is due, what is told of it, which ones stay."""

import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from payvand.storage import jobs, schedule

NOW = datetime.now(UTC)


@pytest.fixture
def plan(settings, tmp_path):
    """Set how often, and how many are kept; into a folder of the test's own."""

    def set_to(every: int = 24, keep: int = 2) -> None:
        settings.PAYVAND = replace(
            settings.PAYVAND, backup_folder=str(tmp_path / "backups"), backup_every=every, backup_keep=keep
        )

    set_to()
    return set_to


@pytest.fixture
def drill(monkeypatch):
    """What drills answer, and which archives they tried. The real one is run by the tests of restoring."""
    tried = []
    answer = subprocess.CompletedProcess([], 0, "", "")

    def run(command, **options):
        tried.append(command[command.index("restore") + 1])
        return answer

    monkeypatch.setattr(schedule.subprocess, "run", run)
    return tried, answer


def made_before(days: int) -> str:
    """An archive of some days ago, by its name and its note."""
    at = NOW - timedelta(days=days)
    name = f"payvand-{at:%Y%m%d-%H%M%S}.zip"
    schedule.folder().mkdir(parents=True, exist_ok=True)
    (schedule.folder() / name).write_bytes(b"PK")
    told = schedule.Told(name=name, made_at=at.isoformat(timespec="seconds"), size=2, rows=0, files=0)
    schedule.write(schedule.folder() / f"{name}{schedule.NOTE}", vars(told))
    return name


def names() -> list[str]:
    return [one.name for one in schedule.backups()]


def test_one_is_due_when_the_last_is_old_enough(plan):
    first = schedule.is_due(NOW)
    made_before(days=1)
    after_a_day = schedule.is_due(NOW + timedelta(seconds=1))
    made_before(days=0)

    assert (first, after_a_day, schedule.is_due(NOW)) == (True, True, False)


def test_none_is_due_where_none_is_wanted(plan):
    plan(every=0)

    assert not schedule.is_due(NOW)


def test_the_worker_makes_one_tries_it_and_lets_the_oldest_go(transactional_db, plan, drill):
    old = [made_before(days=days) for days in (9, 8, 7)]
    by_hand = schedule.folder() / "by-hand.zip"
    by_hand.write_bytes(b"PK")

    jobs.back_up_when_due()
    jobs.back_up_when_due()

    (latest, second) = schedule.backups()
    assert second.name == old[2]
    assert latest.size > 1000
    assert latest.tried
    assert latest.fault == ""
    assert drill[0] == [str(schedule.folder() / latest.name)]
    assert by_hand.exists()
    assert not (schedule.folder() / old[0]).exists()


def test_a_backup_that_cannot_be_restored_is_told_and_lets_no_other_go(transactional_db, plan, drill):
    plan(keep=1)
    old = made_before(days=9)
    drill[1].returncode, drill[1].stderr = 1, "payvand: the table orchard_tree came out different"

    jobs.make_backup()

    assert schedule.backups()[0].fault == "payvand: the table orchard_tree came out different"
    assert old in names()


def test_a_failure_is_told_until_the_next_one_succeeds(transactional_db, plan, drill, monkeypatch):
    def full(*arguments, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(schedule, "back_up", full)
    jobs.back_up_when_due()
    failed, due = schedule.failure(), schedule.is_due(NOW)
    monkeypatch.undo()
    monkeypatch.setattr(
        schedule.subprocess, "run", lambda *a, **o: subprocess.CompletedProcess([], 0, "", "")
    )
    plan()
    schedule.make()

    assert failed is not None
    assert "No space left" in failed.reason
    assert not due
    assert schedule.failure() is None
    assert len(names()) == 1


def test_while_one_is_made_another_is_not(plan, drill):
    schedule.folder().mkdir(parents=True)

    with schedule.alone() as mine:
        schedule.make()

    assert mine
    assert names() == []


def test_what_a_killed_one_has_left_is_tried_and_cleaned_up(plan, drill):
    name = made_before(days=0)
    (schedule.folder() / ".drill-x").mkdir()
    (schedule.folder() / ".payvand-1.zip.partial").write_bytes(b"PK")

    jobs.back_up_when_due()
    jobs.back_up_when_due()

    assert drill[0] == [str(schedule.folder() / name)]
    assert schedule.backups()[0].tried
    assert sorted(one.name for one in schedule.folder().iterdir()) == [
        ".lock",
        name,
        f"{name}{schedule.NOTE}",
    ]


def test_a_note_that_was_cut_short_is_passed_over(plan):
    name = made_before(days=1)
    (schedule.folder() / f"{name}{schedule.NOTE}").write_text(json.dumps({"name": name})[:8])

    assert names() == []
