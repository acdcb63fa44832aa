"""The board of any Object: columns with counts and sums, their cards, and moving a card."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Annotated

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payvand.kernel import records
from payvand.kernel.access import Actor
from payvand.kernel.commands import COMMANDS, Command, Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Fact, Right, Role
from payvand.kernel.objects import Board, Mark, named
from payvand.kernel.testing.world import narrow
from tests.orchard.models import Tree

URL = "/orchard/tree"
BOARD = f"{URL}?view=all&as=board"
MOVE = f"{URL}/board/move?view=all&as=board"


@pytest.fixture
def grow(world) -> Callable[..., list[int]]:
    """Plants trees of the given names as Ann."""

    def plant(*names: str, **more: object) -> list[int]:
        trees, actor = named("orchard.tree"), world.actor("ann")
        return [records.create(trees, {"name": name, **more}, actor=actor).pk for name in names]

    return plant


@pytest.fixture
def told(monkeypatch) -> Callable[[Board], None]:
    """Tells the board of trees more than its field."""

    def tell(board: Board) -> None:
        monkeypatch.setitem(named("orchard.tree").__dict__, "board", board)

    return tell


def columns(answer) -> list[tuple[str, str]]:
    """The name and the count of each column."""
    return re.findall(
        r'class="stack-name"[^>]*>([^<]*)</h2><span class="count">([^<]*)<', answer.content.decode()
    )


def cards(answer) -> list[str]:
    """The titles of the cards, in order."""
    return re.findall(r'class="card-title"[^>]*>([^<]*)<', answer.content.decode())


def events(answer):
    """What the answer makes the page do."""
    return json.loads(answer.headers["HX-Trigger"])


def test_the_records_stand_in_columns_with_their_counts(browse, grow):
    grow("Apple", "Quince")
    grow("Medlar", health="poor")

    answer = browse("ann").get(BOARD)

    assert columns(answer) == [("good", "2"), ("poor", "1")]
    assert cards(answer) == ["Apple", "Quince", "Medlar"]


def test_columns_add_up_money_by_currency(browse, grow, told):
    told(Board("health", sum="price"))
    grow("Apple", price={"amount": "250", "currency": "IRR"})
    grow("Quince", price={"amount": "1000000000000000", "currency": "IRR"})
    grow("Medlar", price={"amount": "12.5", "currency": "USD"})

    page = browse("ann").get(BOARD).content.decode()

    (summed,) = re.findall(r'class="stack-sum"><bdi>([^<]*)<', page)
    assert summed == "1,000,000,000,000,250 Rial + 12.50 USD"


def test_a_column_brings_its_cards_by_steps(browse, grow):
    grow(*(f"Tree {number:02}" for number in range(25)))
    client = browse("ann", htmx=True)
    first = client.get(BOARD)

    (more,) = re.findall(r'class="more-reach" hx-get="([^"]+)"', first.content.decode())
    rest = client.get(unescape(more))

    assert cards(first) == [f"Tree {number:02}" for number in range(20)]
    assert cards(rest) == [f"Tree {number:02}" for number in range(20, 25)]
    assert columns(first) == [("good", "25"), ("poor", "0")]


def test_the_condition_and_the_search_of_the_list_hold(browse, grow):
    grow("Apple", fruits="3")
    grow("Quince", fruits="9")

    answer = browse("ann").get(f"{BOARD}&where=fruits > 5")

    assert cards(answer) == ["Quince"]


def test_a_stranger_and_another_team_see_no_card(browse, grow):
    grow("Apple")

    assert browse("stranger").get(BOARD).status_code == 403
    assert cards(browse("cleo").get(BOARD)) == []


def test_a_hidden_sum_is_not_added_up(browse, grow, told):
    told(Board("health", sum="price"))
    narrow(Role.objects.get(name="Seller"), "orchard.tree", "price", Right.HIDDEN)
    grow("Apple")

    assert b"stack-sum" not in browse("ann").get(BOARD).content


@pytest.mark.parametrize("trees", [1, 40])
def test_the_number_of_queries_does_not_grow(browse, grow, trees):
    grow(*(f"Good {number}" for number in range(trees)))
    grow(*(f"Poor {number}" for number in range(trees)), health="poor")
    client = browse("ann")
    client.get(BOARD)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(BOARD)

    assert len(queries) == BOARD_QUERIES, "\n".join(query["sql"] for query in queries)


BOARD_QUERIES = 6


def test_a_card_goes_to_another_column_and_back(browse, grow):
    (apple,) = grow("Apple")
    client = browse("ann", htmx=True)

    answer = client.post(MOVE, {"id": apple, "to": "poor", "was": "good"})

    assert Tree.objects.get(pk=apple).health == "poor"
    assert events(answer)["pv:moved"] == {"id": apple, "to": "poor"}
    assert b'hx-target="#stack-0"' in answer.content and b'hx-target="#stack-1"' in answer.content

    back = client.post(events(answer)["pv:toast"]["undo_url"])

    assert Tree.objects.get(pk=apple).health == "good"
    assert json.loads(back.headers["HX-Location"])["path"] == BOARD


def test_a_move_is_told_as_a_fact(browse, grow):
    (apple,) = grow("Apple")

    browse("ann", htmx=True).post(MOVE, {"id": apple, "to": "poor", "was": "good"})

    fact = Fact.objects.get(name="record.updated", subject_id=apple)
    assert fact.payload["changes"] == {"health": ["good", "poor"]}


def test_who_may_not_edit_moves_nothing(browse, grow, world):
    (apple,) = grow("Apple")
    narrow(Role.objects.get(name="Seller"), "orchard.tree", "health", Right.READ)
    client = browse("ann", htmx=True)

    assert b"data-movable" not in client.get(BOARD).content
    answer = client.post(MOVE, {"id": apple, "to": "poor", "was": "good"})

    assert "pv:refused" in events(answer)
    assert Tree.objects.get(pk=apple).health == "good"


def test_a_card_that_somebody_moved_meanwhile_goes_back(browse, grow):
    (apple,) = grow("Apple", health="poor")

    answer = browse("ann", htmx=True).post(MOVE, {"id": apple, "to": "good", "was": "elsewhere"})

    assert answer.status_code == 412
    assert events(answer)["pv:toast"]["text"] == "Somebody has moved this to “poor” meanwhile."


@pytest.mark.parametrize(
    "values", [{"id": "x", "to": "poor"}, {"id": "1", "to": "splendid"}, {"to": "poor"}, {}]
)
def test_a_move_that_makes_no_sense_is_refused(browse, values):
    assert browse("ann", htmx=True).post(MOVE, values).status_code == 404


def test_the_record_of_somebody_else_is_not_there(browse, grow):
    (apple,) = grow("Apple")

    answer = browse("cleo", htmx=True).post(MOVE, {"id": apple, "to": "poor", "was": "good"})

    assert answer.status_code == 404
    assert Tree.objects.get(pk=apple).health == "good"


def test_marks_are_asked_once_and_shown(browse, grow, told):
    asked = []

    def marks(pks, actor):
        asked.append(list(pks))
        return {pks[0]: [Mark(label="Stuck for 12 days", tone="warning")]}

    told(Board("health", marks=marks))
    pks = grow("Apple", "Quince")

    answer = browse("ann").get(BOARD)

    assert asked == [pks]
    assert answer.content.decode().count("Stuck for 12 days") == 1


@pytest.fixture
def diagnose(told) -> Iterator[Command]:
    """A command that puts a tree into a state, and asks for the reason where it fares ill."""

    @command("orchard.diagnose", label="Diagnose", on=Tree)
    def diagnose(
        tree: Tree, *, health: Annotated[str, Input(label="health")], reason: str = "", actor: Actor
    ) -> None:
        if health == "poor" and not reason:
            raise DomainError("needed", "Say why it fares ill.", "reason")
        if tree.name == "Cedar":
            raise DomainError("hale", "A cedar never fares ill.", "name")
        Tree.objects.filter(pk=tree.pk).update(health=health, notes=reason)

    told(Board("health", move="orchard.diagnose"))
    yield diagnose
    del COMMANDS["orchard.diagnose"]


def test_a_column_that_needs_something_asks_for_it_in_place(browse, grow, diagnose):
    (apple,) = grow("Apple")
    client = browse("ann", htmx=True)

    asked = client.post(MOVE, {"id": apple, "to": "poor", "was": "good"})

    page = asked.content.decode()
    assert events(asked) == {"pv:asked": {"id": apple}}
    assert "Say why it fares ill." in page and 'name="reason"' in page and 'name="health"' not in page
    assert Tree.objects.get(pk=apple).health == "good"

    answered = client.post(MOVE, {"id": apple, "to": "poor", "was": "good", "asked": "1", "reason": "Frost"})

    assert "pv:moved" in events(answered)
    assert Tree.objects.get(pk=apple).notes == "Frost"


def test_an_answer_that_is_refused_comes_back_with_the_reason(browse, grow, diagnose):
    (apple,) = grow("Apple")

    answer = browse("ann", htmx=True).post(
        MOVE, {"id": apple, "to": "poor", "was": "good", "asked": "1", "reason": " "}
    )

    assert 'class="field-error' in answer.content.decode()
    assert Tree.objects.get(pk=apple).health == "good"


def test_what_no_answer_can_mend_sends_the_card_back(browse, grow, diagnose):
    (cedar,) = grow("Cedar")

    answer = browse("ann", htmx=True).post(
        MOVE, {"id": cedar, "to": "poor", "was": "good", "asked": "1", "reason": "Frost"}
    )

    assert events(answer)["pv:toast"]["text"] == "A cedar never fares ill."
    assert "pv:refused" in events(answer)


def test_a_saved_view_remembers_the_shape(browse, grow):
    grow("Apple")
    client = browse("ann", htmx=True)
    client.post(f"{URL}/views?view=all&as=board", {"name": "On the board", "audience": "me"})
    (key,) = re.findall(r'href="/orchard/tree\?view=(\d+)"', client.get(URL).content.decode())[:1]

    assert b"<pv-board" in client.get(f"{URL}?view={key}").content
    assert b"<pv-board" not in client.get(f"{URL}?view={key}&as=").content


def test_a_shape_that_the_object_does_not_have_is_a_list(browse, grow):
    grow("Apple")

    assert b"<pv-table" in browse("ann").get(f"{URL}?view=all&as=hologram").content
