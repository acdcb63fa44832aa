"""An import and its worker are killed twenty times at moments that chance chooses; nothing is lost, nothing doubled."""

import os
import random
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from time import sleep

import pytest
from django.db import connection

from payvand.duplicates.keeping import index as index_keys
from payvand.duplicates.models import Key
from payvand.duplicates.testing import make_rule
from payvand.integration import drive as driving
from payvand.integration.intake import receive
from payvand.integration.jobs import drive_abandoned
from payvand.integration.models import ImportBatch, State
from payvand.kernel.access import system
from payvand.kernel.db import engine
from payvand.kernel.models import Delivery, Fact
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.parties.models import ContactPoint, Party
from payvand.search.inspect import differences
from payvand.search.models import Document

ROWS, KILLS, CHUNK = 1_200, 20, 40

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform == "win32", reason="kills processes the POSIX way"),
]


def people() -> bytes:
    """A sheet of people with a phone and an e-mail address each."""
    lines = (f"Person {number},0912{number:07d},p{number}@example.com,Shiraz" for number in range(ROWS))
    return ("\n".join(["name,phones,emails,city", *lines]) + "\n").encode()


def in_a_process(work: Callable[[], object]) -> int:
    """Let a process of its own do some work; returns its number."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # the threads of the test's own runner stay behind
        number = os.fork()
    if number:
        return number
    try:
        while True:
            work()
            sleep(0.01)
    finally:
        os._exit(0)


def kill(numbers: list[int]) -> None:
    for number in numbers:
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)


def test_twenty_kills_of_an_import_lose_and_double_nothing(monkeypatch):
    monkeypatch.setattr(driving, "CHUNK", CHUNK)
    chance, party, rule = random.Random(20), named("parties.party"), make_rule()
    batch = receive(party, BytesIO(people()), "people.csv", actor=system())
    batch.release()
    seen = set()

    for _kill in range(KILLS):
        killed = [in_a_process(drive_abandoned), in_a_process(deliver_all)]
        sleep(chance.uniform(0.02, 0.7))
        kill(killed)
        seen.add((ImportBatch.objects.get().cursor, Document.objects.count(), Key.objects.count()))
    drive_abandoned()
    deliver_all()

    batch.refresh_from_db()
    assert len(seen) > 2, "the kills all fell before anything had happened"
    assert (batch.state, batch.cursor, batch.created, batch.error) == (State.DONE, ROWS, ROWS, "")
    assert (Party.objects.count(), Party.objects.values("name").distinct().count()) == (ROWS, ROWS)
    assert ContactPoint.objects.count() == 2 * ROWS
    facts = Fact.objects.filter(object=party.name)
    assert (facts.count(), facts.values("subject_id").distinct().count()) == (ROWS, ROWS)
    assert Delivery.objects.count() == 0
    assert Document.objects.filter(object=party.name).count() == ROWS
    assert differences(party) == []
    assert engine().text_index_is_whole()
    held = Counter(Key.objects.filter(rule=rule).values_list("record_id", "key"))
    index_keys(party.name, [*Party.objects.values_list("pk", flat=True)])
    assert held == Counter(Key.objects.filter(rule=rule).values_list("record_id", "key"))
    assert set(held.values()) == {1}
