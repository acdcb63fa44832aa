"""Components render what they are given: escaped, named for a screen reader, with the icons that exist."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from jinja2 import UndefinedError
from markupsafe import Markup

from payvand.ui import jinja
from payvand.ui.components import Column, Control, Option, Row, Table, Toast
from payvand.ui.gallery.page import gallery

UI = Path(jinja.__file__).parent
ICON_CALL = re.compile(
    r"""(?:icon|drawn)\("([a-z0-9-]+)"\)|icon="([a-z0-9-]+)"|icon_button\([^"]*"[^"]*"\)?, "([a-z0-9-]+)\""""
)


def draw(source: str, **context: object) -> str:
    engine: Any = engines["jinja2"]
    return str(engine.env.from_string(source).render(context))


def draw_control(**values: Any) -> str:
    source = '{% from "ui/components/field.html" import field %}{{ field(c) }}'
    return draw(source, c=Control(**{"name": "city", "label": "City", **values}))


def make_table(**values: Any) -> Table:
    columns = [
        Column(name="name", label="Name", lead=True),
        Column(name="sum", label="Sum", align="end", total="7"),
    ]
    rows = [Row(id="1", href="/1", cells=["<b>A</b>", Markup("<i>7</i>")], label="A")]
    return Table(**{"id": "t", "label": "Things", "columns": columns, "rows": rows, **values})


def test_every_icon_that_a_template_names_is_on_the_list():
    listed = set((UI / "icons.txt").read_text().split())

    named = {
        name
        for template in (UI / "templates" / "ui").rglob("*.html")
        for found in ICON_CALL.findall(template.read_text())
        for name in found
        if name
    }

    assert named
    assert named <= listed


def test_an_icon_is_hidden_from_screen_readers_unless_it_is_named():
    assert 'aria-hidden="true"' in jinja.icon("phone")
    assert 'aria-label="Call &amp; ask"' in jinja.icon("phone", label="Call & ask")


def test_arrows_turn_round_with_the_direction_and_clocks_do_not():
    assert "icon-flip" in jinja.icon("chevron-right")
    assert "icon-flip" not in jinja.icon("clock")


def test_an_icon_that_is_not_there_says_what_to_do():
    with pytest.raises(LookupError, match=r"icons\.txt"):
        jinja.icon("no-such-icon")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Sara Rahimi", "SR"),
        ("Ali Reza Moradi", "AM"),
        ("Payvand", "P"),
        ("سارا رحیمی", "س"),
        ("(Test) Firm", "F"),
        ("", "?"),
        ("!", "!"),
    ],
)
def test_initials(name: str, letters: str):
    assert jinja.initials(name) == letters


def test_an_avatar_keeps_its_colour():
    assert jinja.tone_of("Sara Rahimi") == jinja.tone_of("Sara Rahimi")
    assert {jinja.tone_of(str(number)) for number in range(200)} == set(range(jinja.TONES))


def test_attributes_leave_out_what_is_not_said_and_escape_the_rest():
    assert jinja.attributes({"a": None, "b": False, "c": True, "d": '"<'}) == ' c d="&#34;&lt;"'


def test_cells_are_escaped_unless_a_kind_rendered_them():
    html = draw('{% from "ui/components/table.html" import table %}{{ table(t) }}', t=make_table())

    assert "&lt;b&gt;A&lt;/b&gt;" in html
    assert "<i>7</i>" in html


def test_numbers_stand_at_the_end_and_rows_are_named_for_selection():
    html = draw('{% from "ui/components/table.html" import table %}{{ table(t) }}', t=make_table())

    assert 'class="to-end"><i>7</i>' in html
    assert 'aria-label="Select A"' in html
    assert "<tfoot>" in html


def test_a_table_without_totals_has_no_foot_and_without_more_rows_no_sentinel():
    bare = make_table(columns=[Column(name="name", label="Name")], rows=[], selectable=False)

    html = draw('{% from "ui/components/table.html" import table %}{{ table(t) }}', t=bare)

    assert "<tfoot>" not in html
    assert "hx-get" not in html
    assert 'type="checkbox"' not in html


def test_more_rows_come_by_htmx_and_by_a_link_without_it():
    html = draw(
        '{% from "ui/components/table.html" import table_rows %}{{ table_rows(t) }}',
        t=make_table(next_url="/x?a=1&b=2"),
    )

    assert 'hx-get="/x?a=1&amp;b=2"' in html
    assert '<a href="/x?a=1&amp;b=2">' in html
    assert html.lstrip().startswith("<tr")


def test_a_field_ties_label_help_and_error_to_its_input():
    html = draw_control(editor="text", help="Where it is", errors=["Say it."], required=True)

    assert '<label class="field-label" for="f-city">' in html
    assert 'aria-describedby="f-city-error f-city-help"' in html
    assert 'id="f-city-error"' in html
    assert 'aria-invalid="true"' in html
    assert " required" in html


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("text", 'type="text"'),
        ("email", 'type="email"'),
        ("phone", 'type="tel"'),
        ("textarea", "<textarea"),
        ("number", 'inputmode="decimal"'),
        ("money", "<pv-number grouped>"),
        ("day", "<pv-day-picker>"),
        ("moment", "<pv-day-picker time>"),
        ("day_range", "<pv-day-picker range>"),
        ("choice", "<select"),
        ("link", 'role="combobox"'),
        ("boolean", 'type="checkbox"'),
        ("switch", 'role="switch"'),
        ("file", 'type="file"'),
        ("hidden", 'type="hidden"'),
    ],
)
def test_every_editor_has_an_input_that_posts_under_its_name(editor: str, expected: str):
    html = draw_control(editor=editor)

    assert expected in html
    assert 'name="city"' in html


def test_tokens_post_each_under_the_name():
    html = draw_control(editor="choices", chosen=[Option(value="a", text="A"), Option(value="b", text="B")])

    assert '<input type="hidden" name="city" value="a">' in html
    assert '<input type="hidden" name="city" value="b">' in html


def test_what_was_typed_is_escaped():
    assert "&lt;script&gt;" in draw_control(editor="text", value="<script>")
    assert "&lt;script&gt;" in draw_control(editor="textarea", value="<script>")


def test_a_choice_shows_what_is_chosen():
    html = draw_control(
        editor="choice", value="b", options=[Option(value="a", text="A"), Option(value="b", text="B")]
    )

    assert '<option value="b" selected>B</option>' in html
    assert '<option value="a">A</option>' in html


def test_an_undo_is_offered_only_where_there_is_one():
    source = '{% from "ui/components/toast.html" import toast %}{{ toast(t) }}'

    assert 'hx-post="/undo"' in draw(source, t=Toast(text="Gone", undo_url="/undo"))
    assert "hx-post" not in draw(source, t=Toast(text="Gone"))


def test_a_name_that_is_not_given_raises_instead_of_showing_nothing():
    with pytest.raises(UndefinedError):
        draw("{{ nothing_of_the_kind }}")


@pytest.mark.parametrize("part", ["all", "list", "record"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_no_page_holds_inline_style_or_script(part: str, language: str):
    html = gallery(RequestFactory().get("/", {"lang": language}), part=part).content.decode()

    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*src=)", html)
    assert f'lang="{language}"' in html


def test_every_macro_is_documented():
    documented = set(re.findall(r"`(\w+)\(", (UI.parents[2] / "docs" / "interface.md").read_text()))
    private = {"remover", "closer", "none_yet", "menu_item", "words", "head", "totals", "state", "choices_of"}
    private |= {
        "mark",
        "places",
        "tools",
        "line",
        "textarea",
        "number",
        "day",
        "choice",
        "combobox",
        "boolean",
        "file",
    }

    defined = {
        name
        for template in (UI / "templates" / "ui" / "components").glob("*.html")
        for name in re.findall(r"{% macro ([a-z]\w*)\(", template.read_text())
    }

    assert defined - private <= documented


@pytest.mark.parametrize(("language", "direction"), [("fa", "rtl"), ("ar", "rtl"), ("en", "ltr")])
def test_the_picture_of_a_person_stands_where_the_page_begins(language: str, direction: str):
    with translation.override(language):
        html = draw('{% from "ui/components/avatar.html" import person %}{{ person("Sara سارا") }}')

    assert f'<span class="person" dir="{direction}">' in html
