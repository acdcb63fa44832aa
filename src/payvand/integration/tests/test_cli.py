"""The verbs import and export of the command line."""

import argparse
from pathlib import Path

import orjson
import pytest

from payvand.integration.cli import add_import_arguments, run_export, run_import
from payvand.integration.models import ImportBatch
from tests.orchard.models import Tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(tmp_path):
    def run(text: str, *more: str, mapping: object = None, to: str = "orchard.tree") -> int:
        path = tmp_path / "trees.csv"
        path.write_text(text, encoding="utf-8")
        parser = argparse.ArgumentParser()
        parser.add_argument("object")
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", type=Path)
        parser.add_argument("--match")
        parser.add_argument("--dry-run", action="store_true")
        add_import_arguments(parser)
        if mapping is not None:
            (tmp_path / "map.json").write_bytes(orjson.dumps(mapping))
            more = (*more, "--map", str(tmp_path / "map.json"))
        return run_import(parser.parse_args([to, str(path), *more]))

    return run


def test_an_import_tells_what_went_where_and_what_came_of_it(bring, capsys):
    code = bring("name,zz,fruits\nOak,1,2\nElm,1,many\nAsh,1,3\n")

    told = capsys.readouterr().out
    assert code == 0
    assert "name → name" in told
    assert "zz" in told
    assert Tree.objects.count() == 2
    assert "trees.errors.csv" in told


def test_the_refused_rows_lie_beside_the_file(bring, tmp_path):
    bring("name,fruits\nOak,2\nElm,many\nAsh,3\n")

    errors = (tmp_path / "trees.errors.csv").read_text(encoding="utf-8-sig").splitlines()
    assert errors[0] == "name,fruits,payvand: row,payvand: reason"
    assert errors[1].startswith("Elm,many,3,")


def test_a_dry_run_counts_and_changes_nothing(bring, capsys):
    bring("name,emails\nOak,a@example.com\n")

    code = bring("name,emails\nOak 2,a@example.com\nElm,b@example.com\nElm 2,b@example.com\n,\n", "--dry-run")

    told = capsys.readouterr().out.splitlines()[-1]
    assert code == 0
    assert told == "3: created 1, updated 2, unchanged 0, skipped 0, refused 0"
    assert list(Tree.objects.values_list("name", flat=True)) == ["Oak"]
    assert ImportBatch.objects.count() == 1


def test_a_mapping_file_mends_values(bring):
    code = bring(
        "name,state\nOak,goood\n",
        mapping={"columns": {"state": {"field": "health", "values": {"goood": "good"}}}},
    )

    assert (code, Tree.objects.get().health) == (0, "good")


def test_match_says_how_a_record_is_found(bring):
    bring("name,fruits\nOak,1\n")
    bring("name,fruits\nOAK,2\n", "--match", "name")

    assert Tree.objects.get().fruits == 2


def test_the_same_file_without_keys_is_not_imported_twice_by_accident(bring, capsys):
    bring("name\nOak\n")

    again = bring("name\nOak\n")
    told = capsys.readouterr().err
    wished = bring("name\nOak\n", "--again")

    assert (again, wished, Tree.objects.count()) == (1, 0, 2)
    assert "--again" in told


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        ("", (), "empty"),
        ("name\nOak\n", ("--match", "colour"), "colour"),
        ("colour\nred\n", (), "colour"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(bring, capsys, text, more, said):
    code = bring(text, *more)

    assert code == 1
    assert said in capsys.readouterr().err
    assert not Tree.objects.exists()


def test_unknown_objects_and_broken_mappings_are_said(bring, capsys):
    codes = [bring("name\nOak\n", to="orchard.bush"), bring("name\nOak\n", mapping=[1])]

    told = capsys.readouterr().err
    assert codes == [1, 1]
    assert "orchard.bush" in told
    assert "orchard.tree" in told


def export(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("object")
    parser.add_argument("file", type=Path)
    parser.add_argument("--where")
    parser.add_argument("--columns")
    return run_export(parser.parse_args(arguments))


def test_an_export_writes_the_whole_file_or_none(bring, tmp_path, capsys):
    bring("name,fruits\nOak,2\nElm,3\n")
    path = tmp_path / "out.csv"

    done = export("orchard.tree", str(path), "--where", "fruits > 2", "--columns", "name,fruits")
    wrong = [
        export("orchard.tree", str(tmp_path / "no.csv"), "--where", "colour is red"),
        export("orchard.tree", str(tmp_path / "no.pdf")),
    ]

    assert (done, wrong) == (0, [1, 1])
    assert path.read_text(encoding="utf-8-sig").splitlines() == ["name,fruits", "Elm,3"]
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith("no")) == []
