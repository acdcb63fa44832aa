"""The system's Chromium, which the tests of screens drive."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without these it would look for updates and for services of its maker, which a closed network refuses loudly.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # It may reach this machine and no other, as the tests themselves.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def find() -> str | None:
    """The path of the program, where there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)
