"""Restoring: the same world again, in a home that is whole or not there, whatever happens on the way."""

import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from payvand.kernel.db.whole import Tally
from payvand.storage.manifest import parse
from payvand.storage.restore import UNFINISHED

# Restores as the verb does, over a copy of empty tables in place of making a hundred of them.
QUICK = """
import os, shutil, sys
from django.db import connection
from payvand.project import cli
from payvand.storage import draft

template = sys.argv.pop(1)
working = draft.work_in

def work_in(place, *, on_server):
    working(place, on_server=on_server)
    os.environ["DJANGO_SETTINGS_MODULE"] = "payvand.project.settings"
    import django
    django.setup()
    from payvand.storage import load
    load.migrate_to = copied

def copied(migrations):
    connection.close()
    shutil.copy(template, connection.settings_dict["NAME"])

import payvand.project.verbs.restore as verb
verb.work_in = work_in
sys.exit(cli.main(["restore", *sys.argv[1:]]))
"""


def told(archive) -> list[tuple[str, Tally]]:
    """Every table of an archive with its count, checksum and sequence."""
    with zipfile.ZipFile(archive) as unpacked:
        manifest = parse(unpacked.read("manifest.json"))
    return [(table.name, tally) for table, tally in manifest.tables]


@pytest.fixture
def quick(surroundings, template, archive):
    """Start a restore of the archive, over a template."""

    def start(*arguments, **more):
        command = [sys.executable, "-c", QUICK, str(template), str(archive), *map(str, arguments)]
        return subprocess.Popen(
            command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more
        )

    return start


def output_of(process) -> Iterator[str]:
    """The lines that a process writes, as it writes them."""
    assert process.stdout is not None
    return iter(process.stdout.readline, "")


def ended(process) -> tuple[int, str]:
    out, errors = process.communicate(timeout=300)
    return process.returncode, out + errors


def test_backup_restore_and_backup_again_give_one_world(archive, payvand, tmp_path):
    home = tmp_path / "new"

    done = payvand("restore", archive, "--into", home)
    again = payvand("backup", tmp_path / "again.zip", PAYVAND_HOME=str(home))

    assert done.returncode == 0, done.stderr
    assert "everybody signs in anew" in done.stdout
    assert again.returncode == 0, again.stderr
    assert told(tmp_path / "again.zip") == told(archive)
    assert [one.read_bytes() for one in home.glob("files/??/*")] == [b"%PDF-1.7 leaves"]


def test_a_drill_restores_and_compares_everything(quick, tmp_path):
    code, output = ended(quick("--drill", "--into", tmp_path / "drill"))

    assert code == 0, output
    assert "can be restored" in output
    assert "counts and checksums of every table are those of the archive" in output


def test_a_drill_of_a_damaged_archive_fails_and_leaves_nothing(archive, payvand, tmp_path):
    archive.write_bytes(archive.read_bytes()[:-100])

    drill = payvand("backup", "--drill", archive, TMPDIR=str(tmp_path))

    assert drill.returncode == 1
    assert "damaged or cut short" in drill.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["world.zip"]


def test_the_key_comes_along_where_it_is_given(quick, tmp_path):
    (tmp_path / "key").write_text(settings.SECRET_KEY)

    code, output = ended(quick("--into", tmp_path / "new", "--key-file", tmp_path / "key"))

    assert code == 0, output
    assert (tmp_path / "new" / "secret_key").read_text() == settings.SECRET_KEY
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o077 == 0


def test_a_wrong_key_restores_nothing(quick, tmp_path):
    (tmp_path / "key").write_text("not the one")

    code, output = ended(quick("--into", tmp_path / "new", "--key-file", tmp_path / "key"))

    assert code == 1
    assert "not that of the instance" in output
    assert not (tmp_path / "new").exists()


def test_a_home_that_holds_something_is_left_alone(quick, tmp_path):
    home = tmp_path / "new"
    home.mkdir()
    (home / "secret_key").write_text("mine")

    code, output = ended(quick("--into", home))

    assert code == 1
    assert "is not empty" in output
    assert [(one.name, one.read_text()) for one in home.iterdir()] == [("secret_key", "mine")]


def test_an_archive_of_a_newer_version_is_refused(quick, archive, tmp_path):
    with zipfile.ZipFile(archive) as source:
        entries = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(archive, "w") as target:
        for name, content in entries.items():
            target.writestr(name, content.replace(b'"0001_kernel"', b'"0099_morning"'))

    code, output = ended(quick("--into", tmp_path / "new"))

    assert code == 1
    assert "kernel.0099_morning" in output
    assert not (tmp_path / "new").exists()


def test_two_restores_to_one_home_do_not_mix(quick, tmp_path):
    one, other = (quick("--into", tmp_path / "new") for _turn in range(2))

    codes = sorted((ended(one)[0], ended(other)[0]))

    assert codes == [0, 1]
    assert (tmp_path / "new" / "database.sqlite3").exists()


def test_kill_9_at_any_moment_leaves_nothing_half_and_the_same_command_ends_it(quick, tmp_path):
    home = tmp_path / "new"
    seen = []

    for line in (1, 3, 40, 90):
        process = quick("--into", home, start_new_session=True)
        for _turn in range(line):
            process.stdout.readline()
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        seen.append(home.exists())
    code, output = ended(quick("--into", home))

    with closing(sqlite3.connect(home / "database.sqlite3")) as database:
        trees = database.execute("SELECT count(*) FROM orchard_tree").fetchone()[0]
        found = database.execute(
            "SELECT count(*) FROM search_word WHERE search_word MATCH 'dear'"
        ).fetchone()[0]
    assert seen == [False] * 4
    assert code == 0, output
    assert trees == 300
    assert found == 1
    assert [one.name for one in tmp_path.glob(".new*")] == []


def test_kill_9_while_a_backup_is_made_leaves_no_archive(payvand, surroundings, archive, quick, tmp_path):
    home, target = tmp_path / "new", tmp_path / "b" / "again.zip"
    assert ended(quick("--into", home))[0] == 0
    command = [sys.executable, "-m", "payvand", "backup", str(target)]

    process = subprocess.Popen(
        command, env=surroundings | {"PAYVAND_HOME": str(home)}, stdout=subprocess.PIPE, text=True
    )
    next(output_of(process))
    process.kill()
    process.communicate()
    was_there = target.exists()
    again = payvand("backup", target, PAYVAND_HOME=str(home))

    assert not was_there
    assert again.returncode == 0, again.stderr
    assert [one.name for one in target.parent.iterdir()] == ["again.zip"]
    assert told(target) == told(archive)


@pytest.fixture
def server(transactional_db):
    """The address of an empty PostgreSQL database, which goes afterwards."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set DATABASE_URL")
    name = f"payvand_{uuid4().hex}"
    parameters = connection.get_connection_params()
    with psycopg.connect(**parameters, autocommit=True) as raw:
        raw.execute(f'CREATE DATABASE "{name}"')
    whole = os.environ["DATABASE_URL"]
    yield whole[: whole.rindex("/") + 1] + name
    with psycopg.connect(**parameters, autocommit=True) as raw:
        raw.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def tables_of(address):
    with psycopg.connect(address) as raw:
        return raw.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchall()


def test_on_a_server_a_restore_is_one_transaction(server, archive, surroundings, payvand, tmp_path):
    home = tmp_path / "new"
    there = surroundings | {"DATABASE_URL": server}
    command = [sys.executable, "-m", "payvand", "restore", str(archive), "--into", str(home)]

    killed = subprocess.Popen(command, env=there, stdout=subprocess.PIPE, text=True)
    seen = next((line for line in output_of(killed) if "orchard_tree" in line), "")
    killed.kill()
    killed.communicate()
    after_kill = (tables_of(server), home.exists())
    done = payvand("restore", archive, "--into", home, DATABASE_URL=server)
    twice = payvand("restore", archive, "--into", tmp_path / "other", DATABASE_URL=server)
    again = payvand("backup", tmp_path / "again.zip", PAYVAND_HOME=str(home), DATABASE_URL=server)

    assert seen
    assert after_kill == ([(0,)], False)
    assert done.returncode == 0, done.stderr
    assert not (home / UNFINISHED).exists()
    assert twice.returncode == 1
    assert "the database is not empty" in twice.stderr
    assert again.returncode == 0, again.stderr
    assert told(tmp_path / "again.zip") == told(archive)


def test_a_running_sqlite_instance_moves_to_a_server(server, archive, payvand, tmp_path):
    home = tmp_path / "file"
    assert payvand("restore", archive, "--into", home).returncode == 0

    moved = payvand("move", server, PAYVAND_HOME=str(home))
    twice = payvand("move", server, PAYVAND_HOME=str(home))
    with (
        closing(sqlite3.connect(home / "database.sqlite3")) as database,
        pytest.raises(sqlite3.IntegrityError, match="has moved to PostgreSQL"),
    ):
        database.execute("UPDATE orchard_tree SET fruits = 0")
    again = payvand("backup", tmp_path / "again.zip", PAYVAND_HOME=str(home), DATABASE_URL=server)
    back = payvand("move", "--back", PAYVAND_HOME=str(home))
    with closing(sqlite3.connect(home / "database.sqlite3")) as database:
        database.execute("UPDATE orchard_tree SET fruits = 0")

    assert moved.returncode == 0, moved.stderr
    assert f"DATABASE_URL={server}" in moved.stdout
    assert twice.returncode == 1
    assert "has moved already" in twice.stderr
    assert again.returncode == 0, again.stderr
    assert told(tmp_path / "again.zip") == told(archive)
    assert back.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("mysql://host/name",), "no address of PostgreSQL"),
        ((), "name the PostgreSQL database"),
        (("postgresql://127.0.0.1:1/nothing",), "nothing was moved"),
    ],
)
def test_a_move_that_makes_no_sense_changes_nothing(payvand, template, tmp_path, arguments, reason):
    home = tmp_path / "home"
    home.mkdir()
    template.rename(home / "database.sqlite3")

    done = payvand("move", *arguments, PAYVAND_HOME=str(home))

    assert done.returncode in (1, 2)
    assert reason in done.stderr
