"""What the repository holds belongs to everybody: no machine's paths, no package index of somebody's own."""

import re
import subprocess

from tests.architecture.source import ROOT

FOREIGN = re.compile(r"(?<![\w.])/(?:root|work|home/\w+)/|index-url|find-links")
INDEX = re.compile(r'registry = "([^"]+)"')
FILE_HOST = re.compile(r'url = "https://([^/"]+)/')


def foreign_traces(text: str) -> list[str]:
    """Paths of one machine, and options that name a package index."""
    return FOREIGN.findall(text)


def test_no_file_names_a_machine():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    texts = {name: (ROOT / name).read_bytes() for name in listed if (ROOT / name).is_file()}
    found = {name: foreign_traces(text.decode("utf-8", "ignore")) for name, text in texts.items()}
    found.pop("tests/architecture/test_repository.py")

    assert {name: traces for name, traces in found.items() if traces} == {}


def test_the_lock_file_names_the_public_index_alone():
    lock = (ROOT / "uv.lock").read_text()

    assert set(INDEX.findall(lock)) == {"https://pypi.org/simple"}
    assert set(FILE_HOST.findall(lock)) == {"files.pythonhosted.org"}


def test_the_browser_lock_file_names_the_public_index_or_none():
    lock = (ROOT / "package-lock.json").read_text()

    assert set(re.findall(r'"resolved": "https://([^/"]+)', lock)) <= {"registry.npmjs.org"}


def test_a_machine_is_found():
    assert foreign_traces("see /root/project/x")
    assert foreign_traces("pip install --index-url https://example.com")
    assert not foreign_traces("https://example.com/work/x and ../home/x")
