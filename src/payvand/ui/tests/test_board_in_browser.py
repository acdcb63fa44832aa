"""The board in a real browser: cards that are dragged, moved by keys and by the dialog, and sent back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from payvand.kernel.access import actor_of
from payvand.kernel.models import User
from payvand.kernel.objects import named
from payvand.kernel.records import write_many
from payvand.kernel.testing.world import make_world
from payvand.ui.jinja import ICONS
from tests.orchard.models import Tree

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path(ICONS).is_dir(), reason="the assets of the pages were not built"),
]


@pytest.fixture
def board(screen, live_server) -> Iterator[Page]:
    """Ann's board of thirty trees."""
    world = make_world()
    rows = [{"name": f"Tree {n:02}", "health": "poor" if n % 10 == 0 else "good"} for n in range(30)]
    write_many(named("orchard.tree"), rows, actor=actor_of(world.ann), mode="create")
    client = Client()
    client.force_login(world.ann, backend="payvand.ui.authentication.PasswordBackend")
    secret = client.cookies[settings.SESSION_COOKIE_NAME].value
    screen.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": secret, "url": live_server.url}]
    )
    screen.goto(f"{live_server.url}/orchard/tree?view=all&as=board")
    yield screen
    screen.goto("about:blank")


def column(page: Page, name: str) -> Locator:
    """The column of a state."""
    return page.locator(f"[data-column={name}]")


def drag(page: Page, card: Locator, goal: Locator) -> None:
    """Take a card and drop it on a column, with the hand's small steps, once the board lets cards be taken."""
    page.locator("pv-board[data-ready]").wait_for(state="attached")
    start, end = card.bounding_box(), goal.locator("[data-cards]").bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 60, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 80, start["y"] + start["height"] / 2 + 8, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 60, steps=12)
    page.mouse.up()


def test_a_card_is_dragged_and_the_move_taken_back(board):
    drag(board, board.locator(".card", has_text="Tree 01"), column(board, "poor"))

    expect(column(board, "poor").locator(".count")).to_have_text("4")
    expect(column(board, "good").locator(".count")).to_have_text("26")
    expect(column(board, "poor").locator(".card", has_text="Tree 01")).to_be_visible()

    board.locator("pv-toast").get_by_role("button", name="Undo").click()

    expect(column(board, "good").locator(".count")).to_have_text("27")


def test_a_card_is_moved_by_keys_and_keeps_the_focus(board):
    title = board.get_by_role("link", name="Tree 01")
    title.focus()
    board.keyboard.press("Alt+ArrowRight")

    expect(column(board, "poor").locator(".card", has_text="Tree 01")).to_be_visible()
    expect(board.get_by_role("link", name="Tree 01")).to_be_focused()
    expect(board.locator("pv-toast")).to_contain_text("Moved to “poor”.")


def test_a_card_is_moved_by_the_dialog(board):
    card = board.locator(".card", has_text="Tree 02")
    card.get_by_role("button", name="Move to").click()
    board.locator("#board-goals").get_by_role("button", name="poor").click()

    expect(column(board, "poor").locator(".card", has_text="Tree 02")).to_be_visible()
    expect(board.locator("#board-goals")).to_be_hidden()


def test_a_card_that_is_refused_goes_back(board):
    # The console complains of every answer that is a refusal; only its number is hidden from it here.
    board.route("**/board/move*", lambda route: route.fulfill(response=route.fetch(), status=200))
    Tree.objects.filter(name="Tree 03").update(owner=User.objects.get(username="cleo"))

    drag(board, board.locator(".card", has_text="Tree 03"), column(board, "poor"))

    expect(board.locator("pv-toast[data-tone=danger]")).to_be_visible()
    expect(column(board, "good").locator(".card", has_text="Tree 03")).to_be_visible()


def test_scrolling_a_column_brings_the_rest(board):
    column(board, "good").locator("[data-cards]").evaluate("area => area.scrollTo(0, area.scrollHeight)")

    expect(column(board, "good").locator(".card")).to_have_count(27)


def test_the_arrows_walk_the_cards(board):
    board.get_by_role("link", name="Tree 01").focus()
    board.keyboard.press("ArrowDown")
    expect(board.get_by_role("link", name="Tree 02")).to_be_focused()

    board.keyboard.press("ArrowRight")
    expect(board.get_by_role("link", name="Tree 10")).to_be_focused()
