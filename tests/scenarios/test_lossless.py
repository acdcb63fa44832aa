"""Nothing that was acknowledged is lost: four workers, ten thousand facts, and a kill -9 in between."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

FACTS = 10_000
WORKERS = 4

WRITE = """
import django
django.setup()
from django.db import transaction
from payvand.kernel import records
from payvand.kernel.access import system
from payvand.kernel.facts import record
from payvand.kernel.objects import named
from tests.orchard.facts import TreeWatered
trees = [records.create(named("orchard.tree"), {{"name": f"tree {{n}}"}}, actor=system()) for n in range(50)]
for start in range(0, {facts}, 500):
    with transaction.atomic():
        for number in range(start, start + 500):
            record(TreeWatered(litres=number), about=trees[number % 50], actor=system())
"""
COUNT = """
import django
django.setup()
from payvand.kernel.models import Delivery
from tests.orchard.models import Watering
print(Delivery.objects.count(), Watering.objects.count(), Watering.objects.values("fact_id").distinct().count())
"""


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an instance of its own, on the same sort of database as the suite."""
    home = {"PAYVAND_HOME": str(tmp_path), "PAYVAND_PLUGINS": "tests.orchard", "PAYVAND_JOBS_URL": ""}
    environment = {**os.environ, **home, "DJANGO_SETTINGS_MODULE": "payvand.project.settings"}
    environment["PYTHONPATH"] = os.pathsep.join([*sys.path, str(Path.cwd())])
    url = os.environ.get("DATABASE_URL", "")
    name = f"payvand_lossless_{os.getpid()}"
    if url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = url.rsplit("/", 1)[0] + f"/{name}"
    run(environment, "-m", "payvand", "manage", "migrate", "-v", "0")
    yield environment
    if url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def worker(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "payvand", "worker"], env=environment)


def test_four_workers_and_a_kill_lose_nothing_and_double_nothing(instance):
    run(instance, "-c", WRITE.format(facts=FACTS))
    workers = [worker(instance) for _number in range(WORKERS)]

    for victim in (0, 1):
        time.sleep(2)
        workers[victim].kill()
        workers[victim].wait()
        workers[victim] = worker(instance)
    deadline = time.monotonic() + 600
    left = heard = distinct = -1
    while left != 0 and time.monotonic() < deadline:
        time.sleep(1)
        left, heard, distinct = map(int, run(instance, "-c", COUNT).split())
    for one in workers:
        one.send_signal(signal.SIGTERM)
    for one in workers:
        one.wait(timeout=60)

    assert (left, heard, distinct) == (0, FACTS, FACTS)
