"""The filter editor: what it shows, what its buttons do, and the round trip from a condition to a form and back."""

import re
from html import unescape

import pytest
from django.http import QueryDict

from payvand.kernel import records
from payvand.kernel.objects import named
from payvand.kernel.query import parse_where, to_text
from payvand.ui.pages.columns import offers
from payvand.ui.pages.filter_draft import DraftCondition, draft_from, draft_of, tree_of
from payvand.ui.pages.filter_rows import EditorGroup, EditorRow, drawn

URL = "/orchard/tree"
EDITOR = f"{URL}/list/filter"

CONDITIONS = [
    "",
    'name contains "apple"',
    'name in ("apple", "pear")',
    'health is "poor"',
    'health not in ("poor", "good")',
    "planted in this month",
    "planted in last 30 days",
    'planted between "2024-03-20" and "2025-03-20"',
    "planted is empty",
    'watered_at > "2025-03-20T20:30:00Z"',
    'fruits >= "12"',
    'price > "IRR 250000000"',
    'for_sale is "yes"',
    'owner is "me"',
    'owner is "my team"',
    'owner.name contains "an"',
    'parent.health is "good"',
    'emails is "keeper@example.com"',
    'health is "poor" and planted in this year',
    'health is "poor" or (planted in this year and fruits < "3")',
    'not (health is "poor" or fruits < "3")',
    'health is "good" and (fruits < "3" or not (planted is empty or price is empty))',
]


def fields_of(group: EditorGroup, parent: int | None = None) -> list[tuple[str, str]]:
    """What a browser would post of an editor."""
    posted = [(group.join.name, group.join.value)]
    if parent is not None:
        posted.append(("part", f"{group.number}.{parent}.group"))
    for part in group.parts:
        if isinstance(part, EditorGroup):
            posted += fields_of(part, group.number)
            continue
        posted += [("part", f"{part.number}.{group.number}.row"), (f"was-{part.number}", part.was)]
        posted += [(f"had-{part.number}", part.had), (part.field.name, part.field.value)]
        posted += [(part.operator.name, part.operator.value)] if part.operator else []
        for control in part.values:
            chosen = [option.value for option in control.chosen]
            posted += [(control.name, value) for value in (chosen or [iso(control)])]
    return posted


def iso(control) -> str:
    """What a control posts: a day's picker posts its ISO form."""
    return str(control.attrs.get("data-iso") or control.value)


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_comes_back_from_the_editor_as_it_was(world, text):
    one, actor = named("orchard.tree"), world.actor("ann")
    before = parse_where(text, one, actor.locale)

    editor = drawn(draft_of(before), list(offers(one, actor)), actor)
    form = QueryDict(mutable=True)
    for name, value in fields_of(editor):
        form.appendlist(name, value)

    assert to_text(tree_of(draft_from(form), one, actor)) == to_text(before)


def test_the_editor_offers_fields_behind_links_but_none_that_is_hidden(world):
    paths = {offer.path for offer in offers(named("orchard.tree"), world.actor("ann"))}

    assert {"name", "owner.email", "parent.health", "tags"} <= paths
    assert "parent.doubled" not in paths


@pytest.mark.parametrize(
    ("typed", "found"), [("HEAL", {"health", "parent.health"}), ("nothing of the kind", set())]
)
def test_fields_are_found_as_one_types(browse, typed, found):
    page = browse("ann", htmx=True).get(f"{URL}/list/fields", {"q": typed}).content.decode()

    assert set(re.findall(r'data-value="([^"]+)"', page)) == found


@pytest.mark.parametrize(
    ("path", "operator", "editors"),
    [
        ("name", "contains", ["text"]),
        ("health", "is", ["choice"]),
        ("health", "in", ["choices"]),
        ("planted", "within", ["choice"]),
        ("planted", "gt", ["day"]),
        ("planted", "between", ["day", "day"]),
        ("watered_at", "gt", ["moment"]),
        ("fruits", "is", ["number"]),
        ("price", "gt", ["money"]),
        ("for_sale", "is", ["choice"]),
        ("owner", "is", ["link"]),
        ("owner", "in", ["links"]),
        ("owner", "is_me", []),
        ("planted", "empty", []),
    ],
)
def test_each_operator_asks_with_the_input_that_fits(world, path, operator, editors):
    draft = draft_of(parse_where("", named("orchard.tree"), world.actor("ann").locale))
    draft.parts.append(DraftCondition(path=path, operator=operator))

    editor = drawn(
        draft.numbered(), list(offers(named("orchard.tree"), world.actor("ann"))), world.actor("ann")
    )

    (row,) = editor.parts
    assert isinstance(row, EditorRow)
    assert [control.editor for control in row.values] == editors


def test_the_dialog_opens_with_a_row_to_begin_with(browse):
    answer = browse("ann", htmx=True).get(EDITOR)

    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert 'name="field-1"' in answer.content.decode()


def test_without_scripts_the_editor_is_a_page(browse):
    page = browse("ann", language="fa").get(EDITOR).content.decode()

    assert 'dir="rtl"' in page
    assert 'name="csrfmiddlewaretoken"' in page


def test_a_field_brings_its_operators_and_its_input(browse):
    form = {"join-0": "all", "part": "1.0.row", "field-1": "health", "was-1": "", "had-1": ""}

    page = browse("ann", htmx=True).post(EDITOR, form).content.decode()

    assert re.findall(r'<select[^>]*name="operator-1"', page)
    assert '<option value="poor"' in page


def test_another_field_forgets_the_value_of_the_one_before(browse):
    form = {"join-0": "all", "part": "1.0.row", "field-1": "name", "was-1": "fruits", "had-1": "is"}
    form |= {"operator-1": "is", "value-1": "1234"}

    assert "1234" not in browse("ann", htmx=True).post(EDITOR, form).content.decode()


@pytest.mark.parametrize(("do", "rows", "groups"), [("add.0", 2, 0), ("group.0", 2, 1), ("drop.1", 0, 0)])
def test_buttons_add_and_remove_rows(browse, do, rows, groups):
    form = {"join-0": "all", "part": "1.0.row", "field-1": "name", "operator-1": "contains", "do": do}

    page = browse("ann", htmx=True).post(EDITOR, form).content.decode()

    assert len(re.findall(r'name="part" value="\d+\.\d+\.row"', page)) == rows
    assert len(re.findall(r'name="part" value="\d+\.\d+\.group"', page)) == groups


def test_applying_leads_to_the_list_with_the_condition_in_its_address(browse):
    form = {
        "join-0": "all",
        "part": "1.0.row",
        "field-1": "health",
        "operator-1": "is",
        "value-1": "poor",
        "do": "apply",
    }

    answer = browse("ann").post(f"{EDITOR}?view=all&sort=-name", form)

    assert answer.status_code == 302
    assert answer.url == "/orchard/tree?view=all&where=health+is+%22poor%22&sort=-name"


def test_a_script_is_sent_to_the_list_without_leaving_the_page(browse):
    form = {
        "join-0": "all",
        "part": "1.0.row",
        "field-1": "health",
        "operator-1": "is",
        "value-1": "poor",
        "do": "apply",
    }

    answer = browse("ann", htmx=True).post(f"{EDITOR}?view=all", form)

    assert '"path": "/orchard/tree?view=all&where=health+is+%22poor%22"' in answer.headers["HX-Location"]


@pytest.mark.parametrize(
    ("field", "operator", "value", "reason"),
    [
        ("planted", "gt", "1404/12/30", "1404"),
        ("fruits", "is", "many", "is not a number"),
        ("fruits", "is", "", "A value is needed here"),
        ("secret", "is", "x", "Unknown field"),
    ],
)
def test_what_is_wrong_stands_in_its_row_and_changes_nothing(browse, field, operator, value, reason):
    form = {"join-0": "all", "part": "1.0.row", f"field-{1}": field, "operator-1": operator, "value-1": value}

    answer = browse("ann", htmx=True).post(EDITOR, form | {"do": "apply"})

    assert answer.status_code == 422
    (told,) = re.findall(r'class="field-error">.*?</p>', answer.content.decode(), re.DOTALL)
    assert reason in told


def test_typed_values_are_read_in_the_readers_way(browse, world):
    type(world.ann).objects.filter(pk=world.ann.pk).update(calendar="jalali", money_unit="toman")
    form = {"join-0": "all", "part": ["1.0.row", "2.0.row"], "do": "apply"}
    form |= {"field-1": "planted", "operator-1": "gt", "value-1": "۱۴۰۴/۰۱/۰۱"}
    form |= {"field-2": "price", "operator-2": "gt", "value-2": "۲۵ میلیون"}

    answer = browse("ann", language="fa").post(f"{EDITOR}?view=all", form)

    assert unescape(answer.url.replace("+", " ").replace("%22", '"').replace("%3E", ">")) == (
        '/orchard/tree?view=all&where=planted > "2025-03-21" and price > "IRR 250000000"'
    )


def test_chips_say_the_condition_in_the_readers_words_and_can_be_removed(browse, world):
    records.create(named("orchard.tree"), {"name": "Apple"}, actor=world.actor("ann"))
    where = f'health is poor and owner is "{world.ann.pk}" and planted in this year'

    page = browse("ann").get(URL, {"view": "all", "where": where}).content.decode()

    said = [
        re.sub(r"<[^>]+>|\s+", " ", text)
        for text in re.findall(r'class="chip-text">(.*?)</button>', page, re.DOTALL)
    ]
    assert [" ".join(text.split()) for text in said] == ["health: poor", "owner: Ann", "planted: this year"]
    first = unescape(re.findall(r'class="chip-remove" href="([^"]+)"', page)[0])
    assert "health" not in first
    assert "owner" in first


def test_a_group_is_one_chip(browse):
    page = browse("ann").get(URL, {"view": "all", "where": "health is poor or fruits > 3"}).content.decode()

    assert page.count("chip-text") == 1
    assert "health: poor or fruits is more than 3" in page
