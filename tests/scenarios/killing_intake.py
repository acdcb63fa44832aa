"""Imports people while importer and worker are killed at moments that chance chooses, and tells what came of it.

On SQLite it wants a process of its own: whoever runs tests has threads that have the database open, and forks.
"""

import os
import random
import signal
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from time import sleep
from unittest.mock import patch

from payvand.duplicates.keeping import index as index_keys
from payvand.duplicates.models import Key, Rule
from payvand.duplicates.testing import make_rule
from payvand.integration import drive as driving
from payvand.integration.intake import receive
from payvand.integration.jobs import drive_abandoned
from payvand.integration.models import ImportBatch
from payvand.kernel.access import system
from payvand.kernel.db.text import text_index
from payvand.kernel.kinds import JSON
from payvand.kernel.models import Delivery, Fact
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.testing.processes import forked
from payvand.parties.models import ContactPoint, Party
from payvand.search.inspect import differences
from payvand.search.models import Document

ROWS, KILLS, CHUNK = 1_200, 20, 40


def people() -> bytes:
    """A sheet of people with a phone and an e-mail address each."""
    lines = (f"Person {number},0912{number:07d},p{number}@example.com,Shiraz" for number in range(ROWS))
    return ("\n".join(["name,phones,emails,city", *lines]) + "\n").encode()


def again_and_again(work: Callable[[], object]) -> int:
    """Let a process of its own do some work until it is killed; returns its number."""

    def forever() -> None:
        while True:
            work()
            sleep(0.01)

    return forked(forever)


def kill(numbers: list[int]) -> None:
    """End processes as a power cut would."""
    for number in numbers:
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)


def story() -> dict[str, JSON]:
    """The import, its kills and its end: how many sorts of states were met between, and what stands at last."""
    chance, rule = random.Random(20), make_rule()
    batch = receive(named("parties.party"), BytesIO(people()), "people.csv", actor=system())
    batch.release()
    seen = {reached()}

    with patch.object(driving, "CHUNK", CHUNK):
        for _kill in range(KILLS):
            before = reached()
            killed = [again_and_again(drive_abandoned), again_and_again(deliver_all)]
            wait_for_more_than(before)
            sleep(chance.uniform(0.0, 0.05))
            kill(killed)
            seen.add(reached())
        drive_abandoned()
    deliver_all()
    return {"seen": len(seen), **held(), **keys_of(rule)}


def reached() -> tuple[int, ...]:
    """How far importer and worker are: rows, documents, keys, and what is still to be delivered."""
    counts = (model.objects.count() for model in (Document, Key, Delivery))
    return (ImportBatch.objects.get().cursor, *counts)


def wait_for_more_than(before: tuple[int, ...]) -> None:
    """Let the processes come somewhere, however slow the machine is; where all is done, not for long."""
    for _look in range(500 if before[0] < ROWS or before[-1] else 1):
        if reached() != before:
            return
        sleep(0.01)


def held() -> dict[str, JSON]:
    """What stands after the import."""
    batch, facts = ImportBatch.objects.get(), Fact.objects.filter(object="parties.party")
    return {
        "import": [str(batch.state), batch.cursor, batch.created, batch.error],
        "parties": [Party.objects.count(), Party.objects.values("name").distinct().count()],
        "contact points": ContactPoint.objects.count(),
        "facts": [facts.count(), facts.values("subject_id").distinct().count()],
        "deliveries": Delivery.objects.count(),
        "documents": Document.objects.filter(object="parties.party").count(),
        "differences": len(differences(named("parties.party"))),
        "text index": bool(text_index().is_whole()),
    }


def keys_of(rule: Rule) -> dict[str, JSON]:
    """Whether each party has its keys, and each of them once."""
    kept = Counter(Key.objects.filter(rule=rule).values_list("record_id", "key"))
    index_keys("parties.party", [*Party.objects.values_list("pk", flat=True)])
    made = Counter(Key.objects.filter(rule=rule).values_list("record_id", "key"))
    return {"keys": kept == made and set(kept.values()) == {1}}
