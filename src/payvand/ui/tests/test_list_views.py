"""Views that people keep, the column chooser, and the export of what a list shows."""

import pytest

from payvand.kernel import records
from payvand.kernel.models import Fact, Grant, SavedView
from payvand.kernel.objects import named
from payvand.kernel.remembered import forget_everything

URL = "/orchard/tree"
QUESTION = "view=all&where=health+is+poor&sort=-name&columns=name%3A300%2Chealth"


@pytest.fixture
def trees(world) -> None:
    """Two poor trees and a good one, all Ann's."""
    for name, health in (("Apple", "good"), ("Pear", "poor"), ("Quince", "poor")):
        records.create(named("orchard.tree"), {"name": name, "health": health}, actor=world.actor("ann"))


@pytest.fixture
def keep(browse):
    """Keeps a view as one of the people."""

    def kept(who: str = "ann", **form: str) -> SavedView:
        browse(who).post(f"{URL}/views?{QUESTION}", {"name": "Poor", "audience": "me"} | form)
        return SavedView.objects.latest("pk")

    return kept


def test_a_kept_view_brings_the_list_back_as_it_was(browse, trees, keep):
    row = keep()

    page = browse("ann").get(URL, {"view": row.pk}).content.decode()

    assert page.index("Quince") < page.index("Pear")
    assert "Apple" not in page
    assert '<col width="300">' in page
    assert "Keep as a view" not in page


def test_the_form_of_a_view_opens_as_a_dialog_and_as_a_page(browse):
    assert "<html" not in browse("ann", htmx=True).get(f"{URL}/views?{QUESTION}").content.decode()
    assert "<html" in browse("ann").get(f"{URL}/views?{QUESTION}").content.decode()


def test_a_view_needs_a_name(browse):
    answer = browse("ann", htmx=True).post(f"{URL}/views?{QUESTION}", {"name": "  "})

    assert answer.status_code == 422
    assert "A view needs a name." in answer.content.decode()
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("audience", "ben", "cleo"), [("me", False, False), ("team", True, False), ("everybody", True, True)]
)
def test_a_view_is_met_by_its_audience(browse, keep, audience, ben, cleo):
    row = keep(audience=audience)
    tab = f'href="/orchard/tree?view={row.pk}"'

    assert (tab in browse("ben").get(URL).content.decode()) == ben
    assert (tab in browse("cleo").get(URL).content.decode()) == cleo


def test_a_pinned_view_stands_in_the_rail(browse, keep):
    keep(pinned="true")

    assert "Poor" in browse("ann").get("/").content.decode()


def test_the_list_opens_with_the_default_view(browse, trees, keep):
    keep(default="true")

    assert "Apple" not in browse("ann").get(URL).content.decode()
    assert "Apple" in browse("ann").get(URL, {"view": "all"}).content.decode()


def test_there_is_one_default_view(keep):
    first, second = keep(default="true"), keep(default="true", name="Other")

    first.refresh_from_db()
    assert "default" not in first.params
    assert second.params["default"] == "1"


def test_a_changed_view_of_ones_own_can_be_saved(browse, keep):
    row = keep()

    offered = browse("ann").get(URL, {"view": row.pk, "sort": "health"}).content.decode()
    browse("ann", htmx=True).post(f"{URL}/views/{row.pk}/renew?view={row.pk}&sort=health")

    row.refresh_from_db()
    assert "Save the view" in offered
    assert row.params["sort"] == "health"
    assert row.params["where"] == 'health is "poor"'


def test_a_view_is_renamed_and_removed(browse, keep):
    row = keep()

    browse("ann", htmx=True).post(
        f"{URL}/views/{row.pk}?view={row.pk}", {"name": "Poor ones", "audience": "everybody"}
    )
    row.refresh_from_db()
    browse("ann", htmx=True).post(f"{URL}/views/{row.pk}/remove")

    assert (row.name, row.shared) == ("Poor ones", True)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("door", ["", "/renew", "/remove"])
def test_the_view_of_another_is_not_changed(browse, keep, door):
    row = keep(audience="everybody")

    answer = browse("cleo", htmx=True).post(f"{URL}/views/{row.pk}{door}", {"name": "Mine", "audience": "me"})

    row.refresh_from_db()
    assert answer.status_code == 403
    assert row.name == "Poor"


def test_a_view_that_is_gone_opens_everything(browse, trees):
    assert "Apple" in browse("ann").get(URL, {"view": "4711"}).content.decode()


def test_the_chooser_lists_the_columns_in_their_order_first(browse):
    page = browse("ann", htmx=True).get(f"{URL}/list/columns?columns=health,name").content.decode()

    assert (
        page.index('value="health" checked')
        < page.index('value="name" checked')
        < page.index('value="planted"')
    )


def test_chosen_columns_go_into_the_address_and_keep_their_widths(browse):
    form = {"order": "1", "columns": ["health", "name", "owner.email", "nonsense"]}

    answer = browse("ann").post(f"{URL}/list/columns?view=all&columns=name:300", form)

    assert answer.url == "/orchard/tree?view=all&columns=health%2Cname%3A300%2Cowner.email"


def test_a_view_of_ones_own_keeps_the_columns(browse, keep):
    row = keep()

    browse("ann", htmx=True).post(f"{URL}/list/columns?view={row.pk}", {"columns": "health:90,name:200"})

    row.refresh_from_db()
    assert row.params["columns"] == "health:90,name:200"


def test_the_shared_view_of_another_does_not_follow_ones_columns(browse, keep):
    row = keep(audience="everybody")

    answer = browse("cleo", htmx=True).post(
        f"{URL}/list/columns?view={row.pk}", {"columns": "health:90,name:200"}
    )

    row.refresh_from_db()
    assert answer.status_code == 204
    assert row.params["columns"] == "name:300,health"


def test_an_export_holds_exactly_what_the_list_shows(browse, trees):
    answer = browse("ann").get(f"{URL}/export.csv?{QUESTION}")

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").split()
    assert lines[1:] == ["Quince,poor", "Pear,poor"]
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_export_for_reading_and_others_are_offered(browse, trees):
    page = browse("ann").get(URL).content.decode()

    assert "/orchard/tree/export.xlsx?view=all&amp;human=1" in page
    assert "/orchard/tree/export.jsonl" in page


def test_an_unknown_format_is_not_found(browse):
    assert browse("ann").get(f"{URL}/export.exe").status_code == 404


def test_who_may_not_export_does_not(browse, trees):
    Grant.objects.filter(action="export").delete()
    forget_everything()

    assert browse("ann").get(f"{URL}/export.csv").status_code == 403
    assert "export.csv" not in browse("ann").get(URL).content.decode()
    assert not Fact.objects.filter(name__contains="export").exists()
