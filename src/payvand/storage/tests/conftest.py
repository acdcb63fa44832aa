"""A small world with a file, its archive, and payvand's verbs in processes of their own."""

import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from payvand.culture.money import Money
from payvand.kernel import records
from payvand.kernel.access import Actor
from payvand.kernel.files import store
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.testing.world import make_world
from payvand.storage.backup import back_up

TREES = 300


@pytest.fixture
def alma(transactional_db) -> Actor:
    """The administrator."""
    return make_world().actor("alma")


@pytest.fixture
def orchard(alma) -> None:
    """Trees with money that no double holds, fractions, several values and a file."""
    one = named("orchard.tree")
    rows = [
        {
            "name": f"درخت {number}",
            "fruits": number,
            "price": Money(amount=Decimal(number) + Decimal("0.25"), currency="IRR"),
            "emails": [f"tree{number}@example.ir"],
        }
        for number in range(TREES - 1)
    ]
    records.write_many(one, rows, actor=alma)
    dear = records.create(
        one, {"name": "Dear", "price": Money(amount=Decimal(10**15 + 1), currency="IRR")}, actor=alma
    )
    store(io.BytesIO(b"%PDF-1.7 leaves"), "leaves.pdf", actor=alma, about=dear)
    deliver_all()


@pytest.fixture
def archive(orchard, tmp_path: Path) -> Path:
    """An archive of all that, without the key."""
    return back_up(tmp_path / "world.zip").file


@pytest.fixture
def surroundings() -> dict[str, str]:
    """The environment of another instance."""
    return {
        **os.environ,
        "DATABASE_URL": "",
        "PAYVAND_SECRET_KEY": "",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }


@pytest.fixture
def payvand(surroundings) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Run a verb, and wait for it."""

    def run(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "payvand", *map(str, arguments)],
            env=surroundings | environment,
            check=False,
            capture_output=True,
            text=True,
        )

    return run


@pytest.fixture
def template(transactional_db, tmp_path: Path) -> Path:
    """An empty migrated SQLite file, so that not every restore makes a hundred tables."""
    if connection.vendor != "sqlite":
        pytest.skip("the quick way to an empty SQLite file is a copy of the one that the suite runs on")
    file = tmp_path / "template.sqlite3"
    with (
        closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as source,
        closing(sqlite3.connect(file)) as copy,
    ):
        source.backup(copy)
    return file
