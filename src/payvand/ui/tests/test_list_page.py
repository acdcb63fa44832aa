"""The list of any Object: the page, the rows that scrolling adds, and what the address makes of it."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from payvand.kernel import records
from payvand.kernel.models import Grant, Right, Role, User
from payvand.kernel.objects import named
from payvand.kernel.remembered import forget_everything
from payvand.kernel.testing.world import narrow

URL = "/orchard/tree"
COLUMNS = "name,health,planted,price,owner,team,notes,watered_at,fruits,for_sale,parent,doubled,tags,emails,owner.email"

Browse = Callable[..., Client]


@pytest.fixture
def grow(world) -> Callable[..., list[int]]:
    """Plants trees of the given names, all alike otherwise, as one of the people."""

    def plant(*names: str, by: str = "ann", **more: object) -> list[int]:
        actor = world.actor(by)
        return [
            records.create(named("orchard.tree"), {"name": name, **more}, actor=actor).pk for name in names
        ]

    return plant


def next_address(answer) -> str:
    """Where the rows after these are."""
    return unescape(re.findall(r'class="more-reach" hx-get="([^"]+)"', answer.content.decode())[0])


def names(answer) -> list[str]:
    """The names of the rows, in order."""
    return re.findall(r'data-peek="[^"]*"><span dir="auto">([^<]*)<', answer.content.decode())


def test_the_page_shows_the_rows_and_their_count(browse, grow):
    grow("Quince", "Apple")

    answer = browse("ann").get(URL)

    assert answer.status_code == 200
    assert names(answer) == ["Apple", "Quince"]
    assert 'class="count"' in answer.content.decode()


def test_the_page_is_written_in_the_readers_language(browse, grow, world):
    grow("گردو", planted="2025-03-21")
    User.objects.filter(pk=world.ann.pk).update(calendar="jalali", digits="persian")

    page = browse("ann", language="fa").get(URL).content.decode()

    assert 'dir="rtl"' in page
    assert "۱۴۰۴/۰۱/۰۱" in page


def test_the_address_says_which_rows_come_and_in_which_order(browse, grow):
    grow("Apple", "Quince", health="poor")
    grow("Pear", health="good")

    answer = browse("ann").get(URL, {"view": "all", "where": "health is poor", "sort": "-name"})

    assert names(answer) == ["Quince", "Apple"]


def test_a_shipped_view_is_a_tab_that_narrows_the_list(browse, grow):
    grow("Apple", health="poor")
    grow("Pear", health="good")

    page = browse("ann").get(URL, {"view": "shipped-2"})

    assert names(page) == ["Pear"]
    assert 'href="/orchard/tree?view=shipped-2" aria-current="page"' in page.content.decode()


def test_what_the_view_says_is_left_out_of_addresses(browse, grow):
    grow("Apple", health="good")

    page = browse("ann").get(URL, {"view": "shipped-2", "where": "health is good"}).content.decode()

    assert "Keep as a view" not in page
    assert 'href="/orchard/tree?view=shipped-2&amp;sort=-name"' in page


def test_scrolling_gets_the_next_rows_alone(browse, grow):
    grow(*(f"Tree {number:03}" for number in range(60)))
    address = next_address(browse("ann").get(URL))

    answer = browse("ann", htmx=True).get(address)

    assert names(answer) == [f"Tree {number:03}" for number in range(50, 60)]
    assert "<html" not in answer.content.decode()
    assert answer.headers["Vary"].count("HX-Request") == 1


def test_without_scripts_the_next_rows_come_as_a_page(browse, grow):
    grow(*(f"Tree {number:03}" for number in range(60)))
    address = next_address(browse("ann").get(URL))

    answer = browse("ann").get(address)

    assert len(names(answer)) == 10
    assert "<html" in answer.content.decode()


def test_the_search_box_narrows_the_list(browse, grow):
    grow("Apple", "Quince")

    answer = browse("ann").get(URL, {"view": "all", "q": "nothing of the kind"})

    assert names(answer) == []
    assert "Nothing matches" in answer.content.decode()
    assert "Remove filters" in answer.content.decode()


def test_an_empty_list_offers_the_first_action(browse):
    page = browse("ann").get(URL).content.decode()

    assert "No trees yet" in page
    assert 'href="/orchard/tree/import"' in page
    assert 'href="/orchard/tree/new"' in page


def test_the_archive_is_a_list_of_its_own(browse, grow, world):
    (apple, _pear) = grow("Apple", "Pear")
    records.archive(named("orchard.tree"), apple, actor=world.actor("ann"))

    assert names(browse("ann").get(URL)) == ["Pear"]
    assert names(browse("ann").get(URL, {"archived": "1"})) == ["Apple"]


@pytest.mark.parametrize(
    "question",
    [
        {"where": "colour is red"},
        {"where": "health is"},
        {"where": "planted is 1404/12/30"},
        {"sort": "notes"},
        {"after": "nonsense"},
    ],
)
def test_a_wrong_address_is_explained_and_shows_no_rows(browse, grow, question):
    grow("Apple")

    answer = browse("ann").get(URL, {"view": "all", **question})

    assert answer.status_code == 400
    assert names(answer) == []
    assert "This list cannot be shown" in answer.content.decode()


def test_a_stranger_may_not_open_the_list(browse):
    assert browse("stranger").get(URL).status_code == 403


def test_an_unknown_object_is_not_found(browse):
    assert browse("ann").get("/orchard/stone").status_code == 404


def test_each_sees_the_rows_of_their_scope(browse, grow):
    grow("Apple", by="ann")
    grow("Quince", by="cleo")

    assert names(browse("ann").get(URL)) == ["Apple"]
    assert names(browse("alma").get(URL)) == ["Apple", "Quince"]


def test_a_hidden_column_is_left_out(browse, grow, world):
    grow("Apple", price={"amount": "81726354", "currency": "IRR"})
    narrow(Role.objects.get(name="Seller"), "orchard.tree", "price", Right.HIDDEN)

    page = browse("ann").get(URL).content.decode()

    assert 'data-column="price"' not in page
    assert "81726354" not in page.replace(",", "")


def test_a_reader_cannot_edit_cells(browse, grow):
    grow("Apple")
    Grant.objects.filter(role__name="Seller", action="edit").delete()
    forget_everything()

    assert "data-field" not in browse("ann").get(URL).content.decode()


def test_widths_and_order_of_columns_stand_in_the_address(browse, grow):
    grow("Apple")

    page = browse("ann").get(URL, {"columns": "price:240,name"}).content.decode()

    assert re.findall(r'data-column="(\w+)"', page) == ["price", "name"]
    assert '<col width="240">' in page


@pytest.mark.parametrize(
    ("order", "then"), [("", "-name"), ("name", "-name"), ("-name", "name"), ("-name,health", "name")]
)
def test_a_head_turns_the_order(browse, grow, order, then):
    grow("Apple")

    page = browse("ann").get(URL, {"sort": order, "view": "all"}).content.decode()

    first_head = unescape(re.findall(r'<a class="head-cell" href="([^"]+)"', page)[0])
    assert first_head == f"/orchard/tree?view=all&sort={then}"


def test_cells_are_escaped(browse, grow):
    grow('<script>alert("x")</script>{0}')

    page = browse("ann").get(URL).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(("htmx", "queries"), [(True, 5), (False, 8)])
def test_the_number_of_queries_is_frozen(browse, grow, htmx, queries):
    grow(*(f"Tree {number}" for number in range(52)))
    address = next_address(browse("ann").get(URL, {"view": "all", "columns": COLUMNS}))
    client = browse("ann", htmx=htmx)
    client.get(address)

    with CaptureQueriesContext(connection) as captured:
        client.get(address)

    assert len(captured) == queries, [query["sql"] for query in captured]
