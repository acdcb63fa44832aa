"""What a browser gets holds in both directions, under the strict policy, and without any other host."""

import re
from collections.abc import Callable

import pytest

from tests.architecture.source import files

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
    r"|left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE
)
ELSEWHERE = re.compile(
    r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//|@import\s+|url\(\s*["']?(?:https?:)?//""", re.IGNORECASE
)
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
ENGLISH_ONLY = re.compile(r"""\[lang\|?=["']?en|:lang\(en\)""")

Check = Callable[[str], list[str]]


def physical_sides(css: str) -> list[str]:
    """Left and right where start and end are meant."""
    return PHYSICAL.findall(CSS_COMMENT.sub("", css))


def slanted_text(css: str) -> list[str]:
    """Italics, which Persian and Arabic do not have, in rules that are not for English alone."""
    rules = RULE.findall(CSS_COMMENT.sub("", css))
    return [selector for selector, body in rules if "italic" in body and not ENGLISH_ONLY.search(selector)]


def inline_code(template: str) -> list[str]:
    """Styles and scripts that the content security policy refuses."""
    return INLINE.findall(TEMPLATE_COMMENT.sub("", template))


def other_hosts(text: str) -> list[str]:
    """Files and addresses of another host."""
    return ELSEWHERE.findall(TEMPLATE_COMMENT.sub("", CSS_COMMENT.sub("", text)))


@pytest.mark.parametrize(
    ("check", "pattern"),
    [
        (physical_sides, "**/static/**/*.css"),
        (slanted_text, "**/static/**/*.css"),
        (inline_code, "**/templates/**/*.html"),
        (other_hosts, "**/templates/**/*.html"),
        (other_hosts, "**/static/**/*.css"),
    ],
)
def test_every_file_holds(check, pattern):
    offending = {str(file): check(file.read_text()) for file in files(pattern)}

    assert {name: found for name, found in offending.items() if found} == {}


@pytest.mark.parametrize(
    ("check", "offender"),
    [
        (physical_sides, "a { margin-left: 1px }"),
        (physical_sides, "a { right: 0 }"),
        (physical_sides, "a { text-align: left }"),
        (physical_sides, "a { border-top-left-radius: 2px }"),
        (slanted_text, "a { font-style: italic }"),
        (inline_code, '<p style="color: red">'),
        (inline_code, "<script>alert(1)</script>"),
        (inline_code, '<a onclick="go()">'),
        (inline_code, "<style>a {}</style>"),
        (other_hosts, '<script src="https://cdn.example/x.js"></script>'),
        (other_hosts, '<link href="//fonts.example/x.css">'),
        (other_hosts, "a { background: url(https://example.com/a.png) }"),
    ],
)
def test_an_offender_is_found(check, offender):
    assert check(offender) != []


@pytest.mark.parametrize(
    ("check", "innocent"),
    [
        (physical_sides, "a { margin-inline-start: 1px; --left: 1; text-align: start } /* left: 0 */"),
        (physical_sides, "a { transition: inset-inline-start 1s; grid-area: left }"),
        (slanted_text, '[lang|="en"] em { font-style: italic } em { font-style: normal }'),
        (inline_code, '<script type="module" src="/static/a.js"></script> {# style="" #}'),
        (inline_code, '<button data-on="x" class="on">'),
        (other_hosts, '<a href="/parties/">'),
    ],
)
def test_an_innocent_passes(check, innocent):
    assert check(innocent) == []
