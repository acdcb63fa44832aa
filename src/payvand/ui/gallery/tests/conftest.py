"""The gallery served and opened: a page per test, which must leave the console empty."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from playwright.sync_api import Browser, Page


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with override_settings(ROOT_URLCONF="payvand.ui.gallery.urls", ALLOWED_HOSTS=["*"], DEBUG=True):
        server = WSGIServer(("127.0.0.1", 0), QuietHandler)
        server.set_app(StaticFilesHandler(get_wsgi_application()))
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/ui/gallery/"
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def opened(chromium: Browser, address: str, *, width: int = 1280) -> Iterator[Page]:
    """A page of the gallery; a refused field (422) is the only failure that the console may tell."""
    page = chromium.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type != "log" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    try:
        yield page
        assert [text for text in said if "422" not in text] == []
    finally:
        page.close()


@pytest.fixture
def persian(chromium: Browser, address: str) -> Iterator[Page]:
    with opened(chromium, f"{address}?lang=fa") as page:
        yield page


@pytest.fixture
def english(chromium: Browser, address: str) -> Iterator[Page]:
    with opened(chromium, f"{address}?lang=en") as page:
        yield page


@pytest.fixture
def customers(chromium: Browser, address: str) -> Iterator[Page]:
    with opened(chromium, f"{address}list?lang=en") as page:
        yield page
