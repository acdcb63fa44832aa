"""The command line: its verbs, and what it says to a wrong one."""

from importlib.util import find_spec

import pytest

from payvand.project.cli import VERBS, main

PROMISED = {
    "demo",
    "serve",
    "worker",
    "test",
    "import",
    "export",
    "seed",
    "bench",
    "check",
    "token",
    "manage",
}


def test_without_a_verb_all_are_listed(capsys):
    code = main([])

    listed = capsys.readouterr().out
    assert code == 0
    assert all(f"\n  {name} " in listed for name in VERBS)


def test_the_promised_verbs_are_there():
    assert set(VERBS) >= PROMISED


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_has_its_module(name):
    assert find_spec(f"payvand.project.verbs.{VERBS[name].module}")


def test_an_unknown_verb_is_refused(capsys):
    code = main(["fly"])

    assert code == 2
    assert "'fly'" in capsys.readouterr().err


def test_a_setting_that_means_nothing_is_told(capsys, monkeypatch):
    monkeypatch.setenv("PAYVAND_THREADS", "none")

    code = main(["serve"])

    assert code == 2
    assert "PAYVAND_THREADS" in capsys.readouterr().err
