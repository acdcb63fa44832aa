"""What the bench counts, and that a world is seeded only where everything is set up."""

import subprocess
import sys

from payvand.project import bench
from payvand.project.bench import measured
from payvand.project.bench_clock import spent
from payvand.project.cli import main
from payvand.project.verbs import seed

# Takes a third of a second of processor time, in a child of its own, says so, and goes on until its input ends.
BURN = "import time\nwhile time.process_time() < 0.3: pass\n"
TELL = "import sys; print('done', flush=True); sys.stdin.read()"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN!r}]); {TELL}"


def test_the_processor_time_of_processes_below_counts_while_they_live_and_after():
    before = spent()
    with subprocess.Popen(
        [sys.executable, "-c", f"{BURN}{PARENT}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"done\n"
        living = spent()
        child.communicate()
    ended = spent()

    assert living - before >= 0.55
    assert ended >= living - 0.05


def test_what_takes_long_is_done_a_few_times_only(monkeypatch):
    done = []
    monkeypatch.setattr(bench, "LONGEST_SECONDS", 0)

    measured(lambda: done.append(1), times=100)
    slow = len(done)
    measured(lambda: done.append(1), times=3)

    assert slow == bench.FEW + 1
    assert len(done) - slow == 3 + 1


def test_no_world_is_seeded_where_the_set_up_failed(monkeypatch):
    filled = []
    monkeypatch.setattr(seed, "make_ready", lambda: 3)
    monkeypatch.setattr(seed, "fill", lambda **wishes: filled.append(wishes))

    assert main(["seed", "--parties", "1"]) == 3
    assert filled == []

    monkeypatch.setattr(seed, "make_ready", lambda: 0)
    assert main(["seed", "--parties", "1"]) == 0
    assert [wishes["parties"] for wishes in filled] == [1]
