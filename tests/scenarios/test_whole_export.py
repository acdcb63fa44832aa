"""A whole instance leaves as a folder and stands again from it, record for record."""

from io import BytesIO
from pathlib import Path

import orjson
import pytest
from django.db import connection
from django.utils.module_loading import autodiscover_modules

from payvand.integration.world import export_world, import_world, models_of_the_world
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.files import path_of, store
from payvand.kernel.models import Fact, Tag
from payvand.kernel.objects import all_objects, named
from payvand.kernel.records import create
from payvand.kernel.testing.contract import SINGLE, Maker

autodiscover_modules("testing")
pytestmark = pytest.mark.django_db


@pytest.fixture
def everything() -> None:
    """Two records of every Object, every field filled."""
    maker = Maker()
    for one in all_objects():
        if one.name not in SINGLE or not one.model.objects.exists():
            maker.make(one)
        if one.name not in SINGLE:
            maker.make(one)


def emptied() -> None:
    """Forget the whole world; the rows of it refer to one another in circles, so they go at once."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED" if connection.vendor == "postgresql" else "SELECT 1")
        for model in models_of_the_world():
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')


def content(folder: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in folder.glob("*.jsonl")}


def test_the_same_world_stands_again(everything, tmp_path):
    stored = store(BytesIO(b"kept"), "a.txt", actor=system())
    export_world(tmp_path / "first")
    emptied()
    path_of(stored.sha256).unlink()

    import_world(tmp_path / "first")
    export_world(tmp_path / "second")

    first = content(tmp_path / "first")
    assert content(tmp_path / "second") == first
    assert [one.name for one in all_objects() if not first[one.name]] == []
    assert path_of(stored.sha256).read_bytes() == b"kept"
    assert Fact.objects.filter(name="record.created").count() >= len(all_objects())


def test_new_records_are_numbered_behind_those_that_came(world_of_tags, tmp_path):
    export_world(tmp_path / "all")
    last = Tag.objects.order_by("-pk")[0].pk
    emptied()
    import_world(tmp_path / "all")

    assert create(named("kernel.tag"), {"name": "behind"}, actor=system()).pk > last


def test_an_instance_that_is_not_empty_is_left_alone(world_of_tags, tmp_path):
    export_world(tmp_path / "all")

    with pytest.raises(DomainError, match="not empty"):
        import_world(tmp_path / "all")


@pytest.mark.parametrize("harm", ["cut", "altered", "version", "manifest"])
def test_a_folder_that_is_not_as_it_was_written_is_refused_whole(world_of_tags, tmp_path, harm):
    export_world(tmp_path / "all")
    emptied()
    table, manifest = tmp_path / "all" / "kernel.tag.jsonl", tmp_path / "all" / "manifest.json"
    if harm == "cut":
        table.write_bytes(table.read_bytes()[:-20])
    elif harm == "altered":
        table.write_bytes(table.read_bytes().replace(b"sour", b"good"))
    elif harm == "version":
        said = orjson.loads(manifest.read_bytes())
        manifest.write_bytes(orjson.dumps({**said, "migrations": said["migrations"][:-1]}))
    else:
        manifest.unlink()

    with pytest.raises(DomainError):
        import_world(tmp_path / "all")

    assert not Tag.objects.exists()


@pytest.fixture
def world_of_tags(db) -> None:
    """Only a few tags."""
    for name in ("sour", "sweet"):
        create(named("kernel.tag"), {"name": name}, actor=system())
