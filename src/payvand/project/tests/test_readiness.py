"""A second start looks at everything again only where something may have changed."""

from dataclasses import replace

import pytest

from payvand.project import readiness
from payvand.project.environment import Settings


@pytest.fixture
def instance(tmp_path):
    settings = replace(Settings(), home=tmp_path)
    settings.sqlite_file.touch()
    settings.static.mkdir()
    return settings


def test_what_was_made_ready_says_again_what_was_said(instance):
    before = readiness.said_then(instance, demo=True)

    readiness.note(instance, "Users:\n  sara", demo=True)

    assert before is None
    assert readiness.said_then(instance, demo=True) == "Users:\n  sara"
    assert readiness.said_then(instance, demo=False) is None


def test_another_database_file_other_code_or_other_plug_ins_are_looked_at(instance, tmp_path, monkeypatch):
    readiness.note(instance, "", demo=False)

    with_more = readiness.said_then(replace(instance, plugins=("more",)), demo=False)
    on_a_server = readiness.said_then(replace(instance, database_url="postgresql://x/y"), demo=False)
    (tmp_path / "other").touch()
    (tmp_path / "other").rename(instance.sqlite_file)
    restored = readiness.said_then(instance, demo=False)
    readiness.note(instance, "", demo=False)
    monkeypatch.setattr(readiness, "CODE", tmp_path)
    other_code = readiness.said_then(instance, demo=False)

    assert [with_more, on_a_server, restored, other_code] == [None] * 4


def test_a_folder_that_was_emptied_is_set_up_again(instance):
    readiness.note(instance, "", demo=False)

    instance.static.rmdir()

    assert readiness.said_then(instance, demo=False) is None
