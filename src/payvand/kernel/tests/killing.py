"""Drives work in processes that are killed at random moments, and tells what stood after each: for tests that run it.

It takes an empty instance of its own, with the orchard.
"""

import json
import os
import random
import signal
import time
from collections.abc import Callable, Iterator

from payvand.kernel import bulk_actions, records
from payvand.kernel.access import Actor, actor_of
from payvand.kernel.kinds import JSON
from payvand.kernel.models import BulkAction, Fact, Merge, User
from payvand.kernel.objects import named
from payvand.kernel.testing.processes import forked
from payvand.kernel.testing.world import make_world
from tests.orchard.models import Caretaker, Tree

TREES, STEP, PAIRS = 2_000, 20, 12


def main(work: str, kills: int, seed: int) -> None:
    """Prepare the work, kill it as often as asked, let it come to its end, and print what was seen as JSON."""
    do, look = {"edit": editing, "merge": merging}[work]()
    chance = random.Random(seed)
    seen = [[killed(do, chance.uniform(0.0, 0.25)), *look()] for _turn in range(kills)]
    do()
    print(json.dumps({"seen": seen, "end": look()}))  # noqa: T201 - the answer of a script


def killed(do: Callable[[], None], seconds: float) -> bool:
    """Let a process do the work and kill it after a while; whether it was still at it."""
    child = forked(do)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def somebody() -> Actor:
    """Somebody who may do everything; in an instance that served before, the same as then."""
    found = User.objects.filter(username="alma").first()
    return actor_of(found) if found else make_world().actor("alma")


def editing() -> tuple[Callable[[], None], Callable[[], list[object]]]:
    """A change of one field in many records."""

    alma, trees = somebody(), named("orchard.tree")
    bulk_actions.CHUNK = STEP
    rows = [{"name": f"Tree {number}", "fruits": 1} for number in range(TREES)]
    outcomes, _batch = records.write_many(trees, rows, actor=alma, mode="create")
    inputs: dict[str, JSON] = {"values": {"fruits": 100}}
    pks = [one.id for one in outcomes if one.id]
    action = bulk_actions.ask(trees, "edit", pks, title="Fruits", actor=alma, inputs=inputs)

    def do() -> None:
        while bulk_actions.advance(action.pk):
            pass

    def look() -> list[object]:
        now = BulkAction.objects.get(pk=action.pk)
        told = Fact.objects.filter(name="record.updated")
        facts, subjects = told.count(), told.values("subject_id").distinct().count()
        changed = Tree.objects.filter(fruits=100, version=2).count()
        return [
            now.state,
            now.reached,
            now.changed,
            changed,
            facts,
            subjects,
            sum(1 for _each in set(now.batches)),
        ]

    return do, look


def merging() -> tuple[Callable[[], None], Callable[[], list[object]]]:
    """Pairs of records, each made one, with what points at them."""

    alma, trees = somebody(), named("orchard.tree")
    pairs = []
    for number in range(PAIRS):
        kept, gone = (
            records.create(
                trees, {"name": f"{side} {number}", "emails": [f"{side}{number}@b.ir"]}, actor=alma
            ).pk
            for side in ("kept", "gone")
        )
        for shoot in range(5):
            records.create(trees, {"name": f"Shoot {shoot}", "parent": gone}, actor=alma)
        pairs.append((kept, gone))

    def do() -> None:
        for kept, gone in pairs:
            if records.now_known_as(trees, gone) == gone:
                records.merge(trees, kept, gone, actor=alma)

    def of_pair(kept: int, gone: int) -> Iterator[int]:
        yield Merge.objects.standing().filter(gone_id=gone, kept_id=kept).count()
        yield Tree.objects.filter(pk=gone, archived_at__isnull=False).count()
        yield Fact.objects.filter(name="record.merged", subject_id=kept).count()
        yield Tree.objects.filter(parent=kept).count() // 5
        yield Caretaker.objects.filter(tree=kept).count() - 1

    def look() -> list[object]:
        return [list(of_pair(*pair)) for pair in pairs]

    return do, look
