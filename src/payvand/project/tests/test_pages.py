"""What the project itself answers."""

import pytest
from playwright.sync_api import Error


def test_health_asks_no_database(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.content == b"ok"


@pytest.mark.parametrize("forbidden", ["unsafe-inline", "unsafe-eval", "http:", "https:"])
def test_the_policy_lets_nothing_foreign_in(client, forbidden):
    policy = client.get("/healthz").headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert forbidden not in policy


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_real_browser_reaches_the_server(live_server, screen):
    screen.goto(f"{live_server.url}/healthz")

    assert screen.locator("body").inner_text() == "ok"


@pytest.mark.browser
def test_the_browser_is_kept_in_as_well(screen):
    with pytest.raises(Error, match="ERR_"):
        screen.goto("https://example.com/")
