"""The pytest plugin of this project: an instance of its own for each run, no way out of the machine, a browser.

Named in pyproject.toml with -p, because the instance must be there before Django's settings are read.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import settings as examples
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from payvand.kernel.remembered import forget_everything
from payvand.project import browser, outbound

DATA = Path(os.environ.get("PAYVAND_DATA", Path.cwd().parent / "shared" / "data"))
OWN_VARIABLES = ("DATABASE_URL", "PAYVAND_DATA")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Give the run a folder of its own, and keep what the shell has set for other instances out of it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        for name in [*os.environ]:
            if name.startswith("PAYVAND_") and name not in OWN_VARIABLES:
                del os.environ[name]
        os.environ["PAYVAND_JOBS_URL"] = "memory://"
        # A page that asks for news by itself would ask while a test empties the database.
        os.environ["PAYVAND_LIVE_SECONDS"] = "0"
        os.environ["PAYVAND_PLUGINS"] = "tests.orchard"
        os.environ["PAYVAND_HOME"] = tempfile.mkdtemp(prefix="payvand-test-")
    else:
        # What a test sweeps out of its own folder must not be what another one has just put there.
        home = Path(os.environ["PAYVAND_HOME"]) / os.environ["PYTEST_XDIST_WORKER"]
        home.mkdir(exist_ok=True)
        os.environ["PAYVAND_HOME"] = str(home)
    return (yield)


# A change is judged by the same made-up examples wherever it is tried; who looks for new ones asks for them.
examples.register_profile("same", derandomize=True, deadline=None)
examples.register_profile("new", print_blob=True, deadline=None)
examples.load_profile("same")


def pytest_configure() -> None:
    """Close the way out, and take what is only slow out of the settings."""
    outbound.close()
    settings.PAYVAND.static.mkdir(exist_ok=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def pytest_unconfigure() -> None:
    """Remove the folder of the run."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(os.environ["PAYVAND_HOME"], ignore_errors=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what this machine lacks the means for, and say so."""
    if item.get_closest_marker("browser") and browser.find() is None:
        pytest.skip("no Chromium on this machine")
    if item.get_closest_marker("data") and not DATA.is_dir():
        pytest.skip(f"no real data in {DATA} (PAYVAND_DATA names another folder)")


@pytest.fixture(autouse=True)
def _fresh_memory() -> None:
    """No test knows what another one remembered."""
    forget_everything()


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data; for tests marked `data`."""
    return DATA


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's browser, driven by Playwright; for tests marked `browser`."""
    # Playwright runs a loop in the thread of the test, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    # A machine that does other work beside the suite takes its time; a page that never comes still fails.
    expect.set_options(timeout=20_000)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=browser.find(), args=[*browser.ARGUMENTS])
        yield opened
        opened.close()


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Page]:
    """An empty tab without a memory; what its console complains of fails the test."""
    tab = chromium.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    tab.close()
    assert complaints == []


def _is_complaint(message: ConsoleMessage) -> bool:
    # A browser asks for this file by itself where a page, such as plain text, names no icon.
    return message.type == "error" and not message.location["url"].endswith("/favicon.ico")
