"""An archive: what is in it, and what is refused of one that was cut, changed or made elsewhere."""

import json
import resource
import secrets
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing

import pytest
from django.conf import settings

from payvand.kernel.db.whole import all_tables, reading, tallied
from payvand.kernel.files import path_of
from payvand.kernel.models import StoredFile
from payvand.storage.archive import opened
from payvand.storage.backup import back_up
from payvand.storage.manifest import UnfitArchive
from payvand.storage.tests.conftest import TREES
from tests.orchard.models import Tree


def manifest_of(archive):
    with zipfile.ZipFile(archive) as unpacked:
        return json.loads(unpacked.read("manifest.json"))


def rewritten(archive, change) -> None:
    """Write the archive anew, each entry as `change(name, content)` gives it; None leaves it out."""
    with zipfile.ZipFile(archive) as source:
        entries = {name: change(name, source.read(name)) for name in source.namelist()}
    with zipfile.ZipFile(archive, "w") as target:
        for name, content in entries.items():
            if content is not None:
                target.writestr(name, content)


def in_manifest(**values):
    """A change of the manifest alone."""

    def change(name, content):
        return json.dumps(json.loads(content) | values) if name == "manifest.json" else content

    return change


def refusal(archive, key=None) -> str:
    with pytest.raises(UnfitArchive) as refused, opened(archive) as unpacked:
        unpacked.check(key)
    return str(refused.value)


def test_an_archive_holds_every_table_and_every_file(archive):
    told = manifest_of(archive)
    trees = next(table for table in told["tables"] if table["name"] == "orchard_tree")

    with opened(archive) as unpacked:
        unpacked.check(settings.SECRET_KEY)

    assert {table["name"] for table in told["tables"]} == {table.name for table in all_tables()}
    assert told["left_out"] == told["lost"] == []
    assert trees["count"] == TREES
    assert list(told["files"].values()) == [len(b"%PDF-1.7 leaves")]


def test_the_key_is_inside_only_where_it_is_wanted(archive, tmp_path):
    with_key = back_up(tmp_path / "key.zip", with_key=True).file

    with opened(archive) as without, opened(with_key) as unpacked:
        assert without.key() is None
        assert unpacked.key() == settings.SECRET_KEY
    assert settings.SECRET_KEY.encode() not in archive.read_bytes()
    assert with_key.stat().st_mode & 0o077 == 0


def test_what_is_written_while_the_archive_is_made_stays_out_of_it(orchard, tmp_path):
    def write(line):
        Tree.objects.filter(name="Dear").update(fruits=1_000_000)

    made = back_up(tmp_path / "a.zip", say=write)

    with opened(made.file) as unpacked:
        unpacked.check(settings.SECRET_KEY)
        trees = next(table for table, _tally in made.manifest.tables if table.name == "orchard_tree")
        assert 1_000_000 not in [value for row in unpacked.rows(trees) for value in row]
    assert Tree.objects.get(name="Dear").fruits == 1_000_000


def test_two_readings_of_one_world_agree(orchard):
    tables = all_tables()
    with reading() as one, reading() as another:
        assert [tallied(one, table) for table in tables] == [tallied(another, table) for table in tables]


def test_a_file_whose_bytes_are_gone_is_told(orchard, tmp_path):
    sha256 = StoredFile.objects.get().sha256
    path_of(sha256).unlink()

    made = back_up(tmp_path / "a.zip")

    assert made.manifest.lost == [sha256]
    with opened(made.file) as unpacked:
        unpacked.check(settings.SECRET_KEY)


def test_a_changed_row_is_refused(archive):
    rewritten(archive, lambda name, text: text.replace(b"Dear", b"Free") if "orchard_tree." in name else text)

    assert "orchard_tree" in refusal(archive)


def test_a_changed_row_with_a_mended_manifest_is_refused_by_whoever_has_the_key(archive):
    rewritten(archive, in_manifest(made_at="2020-01-01"))

    with opened(archive) as unpacked:
        unpacked.check(None)
    assert "seal" in refusal(archive, settings.SECRET_KEY)


def test_a_changed_file_is_refused(archive):
    rewritten(archive, lambda name, content: b"other" if name.startswith("files/") else content)

    assert "is not the one that was backed up" in refusal(archive)


@pytest.mark.parametrize("lost", ["seal", "tables/orchard_tree.jsonl"])
def test_a_missing_entry_is_refused(archive, lost):
    rewritten(archive, lambda name, content: None if name == lost else content)

    assert lost in refusal(archive)


def test_an_added_entry_is_refused(archive):
    with zipfile.ZipFile(archive, "a") as unpacked:
        unpacked.writestr("../../evil", "x")

    assert "evil" in refusal(archive)


def test_the_wrong_key_is_refused(archive):
    assert "not that of the instance" in refusal(archive, "another key")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"format": 2, "version": "9.0"}, "Payvand 9.0"),
        ({"product": "other"}, "not an archive of Payvand"),
        ({"tables": [{}]}, "damaged"),
        ({"files": {"../../etc/passwd": 1}}, "damaged"),
    ],
)
def test_a_manifest_that_cannot_be_meant_is_refused(archive, values, reason):
    rewritten(archive, in_manifest(**values))

    assert reason in refusal(archive)


def test_a_name_that_would_become_sql_is_refused(archive):
    tables = manifest_of(archive)["tables"]
    tables[0]["name"] = 'a"; DROP TABLE kernel_user; --'

    rewritten(archive, in_manifest(tables=tables))

    assert "is no name" in refusal(archive)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_an_archive_that_is_cut_short_is_refused(archive, share):
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * share)])

    assert refusal(archive)


def test_flipped_bytes_are_refused(archive):
    whole = bytearray(archive.read_bytes())
    for at in range(len(whole) // 3, len(whole) // 3 + 400):
        whole[at] ^= 0xFF
    archive.write_bytes(whole)

    assert refusal(archive)


def test_a_full_disk_leaves_no_archive_and_not_the_half_of_one(payvand, surroundings, template, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    with closing(sqlite3.connect(template)) as database:
        database.execute(
            "INSERT INTO django_session VALUES ('a', ?, '2026-01-01')", [secrets.token_hex(200_000)]
        )
        database.commit()
    template.rename(home / "database.sqlite3")
    limit = resource.RLIMIT_FSIZE

    done = subprocess.run(
        [sys.executable, "-m", "payvand", "backup", str(tmp_path / "b" / "a.zip")],
        env=surroundings | {"PAYVAND_HOME": str(home)},
        preexec_fn=lambda: resource.setrlimit(limit, (100_000, 100_000)),
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "no backup was made" in done.stderr
    assert list((tmp_path / "b").iterdir()) == []
