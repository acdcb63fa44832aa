"""`payvand test …`: the whole suite; what follows goes to pytest."""

import argparse
import os
import shutil
import subprocess
import sys

from payvand.project import browser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """pytest reads its own arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Find a browser, then run the tests, and return pytest's exit code."""
    if browser.find() is None and not _install_browser():
        print("payvand: there is no Chromium; the tests marked `browser` are skipped.", file=sys.stderr)
    return subprocess.run([sys.executable, "-m", "pytest", *arguments.rest], check=False).returncode


def _install_browser() -> bool:
    """Install the system's own package, where that takes no password."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print("payvand: installing Chromium for the tests of screens", file=sys.stderr)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    for command in (install, ["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if command is install and done.returncode == 0:
            return browser.find() is not None
    return False
