"""Every component passes axe in both directions and themes, fits a phone, and the first page is light."""

import gzip

import pytest
from playwright.sync_api import Browser

from payvand.ui.gallery.tests.conftest import opened

pytestmark = pytest.mark.browser

LOOKS = [
    ("", "fa", "light"),
    ("", "en", "dark"),
    ("list", "fa", "dark"),
    ("list", "en", "light"),
    ("record", "fa", "light"),
    ("record", "en", "dark"),
]


@pytest.mark.parametrize(("part", "language", "theme"), LOOKS)
def test_axe_finds_nothing(chromium: Browser, address: str, part: str, language: str, theme: str):
    with opened(chromium, f"{address}{part}?lang={language}&theme={theme}") as page:
        # Read from a string it would need 'unsafe-eval'; from our own address it needs nothing.
        page.evaluate(
            """() => new Promise((done) => {
                const script = document.createElement("script");
                script.src = "/static/vendor/axe/axe.min.js";
                script.onload = done;
                document.head.append(script);
            })"""
        )
        found = page.evaluate(
            "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })"
        )

    broken = [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found["violations"]]
    assert broken == []


@pytest.mark.parametrize("part", ["", "list", "record"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_nothing_reaches_over_the_edge(chromium: Browser, address: str, part: str, language: str):
    over = {}
    with opened(chromium, f"{address}{part}?lang={language}") as page:
        for width in (1440, 768, 360):
            page.set_viewport_size({"width": width, "height": 800})
            over[width] = page.evaluate(
                "() => { const page = document.querySelector('.page'), root = document.documentElement;"
                "return [root.scrollWidth - innerWidth, page.scrollWidth - page.clientWidth] }"
            )

    assert over == {1440: [0, 0], 768: [0, 0], 360: [0, 0]}


def test_the_first_page_weighs_at_most_300_kilobytes(chromium: Browser, address: str):
    bodies: dict[str, int] = {}
    page = chromium.new_page()
    page.on("response", lambda answer: bodies.update({answer.url: len(gzip.compress(answer.body(), 9))}))

    page.goto(f"{address}list?lang=fa", wait_until="networkidle")
    page.close()

    assert len(bodies) > 10
    assert sum(bodies.values()) <= 300_000
