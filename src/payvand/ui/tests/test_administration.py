"""The settings: permissions, accounts, deliveries, holidays."""

import re
from datetime import UTC, datetime

import pytest

from payvand.kernel import records
from payvand.kernel.access import tokens
from payvand.kernel.models import Delivery, Fact, Grant, Holiday, Role, Scope, Token, User
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.search.inspect import begin
from payvand.search.models import Document

SECRET = "a pear tree in spring"


@pytest.fixture
def seller(world) -> Role:
    return Role.objects.get(name="Seller")


def test_the_settings_list_what_the_reader_may_meet_and_search_in_it(browse):
    everything = browse("alma").get("/settings").content
    found = browse("alma").get("/settings?q=fiscal").content
    own = browse("stranger").get("/settings").content

    assert b"/kernel/role" in everything and b"/settings/deliveries" in everything
    assert b"/kernel/company" in found and b"/kernel/role" not in found
    assert b"/settings/accounts/" in own and b"/kernel/" not in own and b"/settings/deliveries" not in own


def test_the_matrix_is_changed_and_told(browse, world, seller):
    client, address = browse("alma"), f"/settings/roles/{seller.pk}"

    page = client.get(address).content.decode()
    client.post(
        address, {"orchard.tree:view": "all", "orchard.tree:edit": "none", "*:delete": "", "*:view": "own"}
    )

    assert 'name="*:view"' in page and 'name="orchard.tree:export"' in page
    grants = world.actor("ann").grants
    assert grants.scope("orchard.tree", "view") == Scope.ALL
    assert grants.scope("orchard.tree", "edit") == Scope.NONE
    assert grants.scope("orchard.tree", "delete") == Scope.NONE
    told = Fact.objects.get(name="access.rights_changed")
    assert (told.subject_id, told.actor_id) == (seller.pk, world.alma.pk)
    assert set(told.payload["text"].splitlines()) == {
        "orchard.tree · view: - → all",
        "orchard.tree · edit: - → none",
        "* · delete: own → -",
    }


def test_a_matrix_that_nobody_touched_changes_nothing(browse, seller):
    before = set(Grant.objects.values_list("role", "object", "action", "scope"))

    browse("alma").post(
        f"/settings/roles/{seller.pk}", {"*:view": "own", "made.up:view": "all", "*:dance": "all"}
    )

    assert set(Grant.objects.values_list("role", "object", "action", "scope")) == before
    assert not Fact.objects.filter(name="access.rights_changed").exists()


def test_a_field_is_hidden_and_shown_again(browse, world, seller):
    client, address = browse("alma"), f"/settings/roles/{seller.pk}/fields/orchard/tree"

    client.post(address, {"price": "hidden", "name": "write"})
    hidden = world.actor("ann").grants.right("orchard.tree", "price")
    client.post(address, {"price": "write"})

    assert hidden == "hidden"
    assert world.actor("ann").grants.right("orchard.tree", "price") == "write"


@pytest.mark.parametrize("address", ["/settings/roles/{role}", "/settings/roles/{role}/fields/orchard/tree"])
def test_only_whoever_may_edit_roles_opens_permissions(browse, seller, address):
    answer = browse("ann").post(address.format(role=seller.pk), {"*:view": "all"})

    assert answer.status_code == 403
    assert Grant.objects.get(role=seller, object="*", action="view").scope == "own"


def test_an_administrator_sets_a_password_that_works(browse, world, client):
    browse("alma").post(f"/settings/accounts/{world.ann.pk}/password", {"password": SECRET, "again": SECRET})

    answer = client.post("/sign-in", {"username": "ann", "password": SECRET})

    assert answer.status_code == 302
    assert Fact.objects.filter(name="access.password_set", subject_id=world.ann.pk).count() == 1
    assert SECRET not in str(list(Fact.objects.values("payload")))


def test_ones_own_password_needs_the_old_one_and_keeps_the_session(browse, world):
    client, address = browse("ann"), f"/settings/accounts/{world.ann.pk}/password"
    world.ann.set_password("the old orchard")
    User.objects.filter(pk=world.ann.pk).update(password=world.ann.password)
    client.force_login(User.objects.get(pk=world.ann.pk), backend="payvand.ui.authentication.PasswordBackend")

    wrong = client.post(address, {"old": "no", "password": SECRET, "again": SECRET})
    right = client.post(address, {"old": "the old orchard", "password": SECRET, "again": SECRET})

    assert wrong.status_code == 422
    assert right.status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), (SECRET, "other"), ("12345678901", "12345678901")]
)
def test_a_weak_or_mistyped_password_is_refused(browse, world, password, again):
    before = User.objects.get(pk=world.ann.pk).password

    answer = browse("alma").post(
        f"/settings/accounts/{world.ann.pk}/password", {"password": password, "again": again}
    )

    assert answer.status_code == 422
    assert User.objects.get(pk=world.ann.pk).password == before


def test_somebody_elses_account_is_shut(browse, world):
    address = f"/settings/accounts/{world.ben.pk}"

    assert browse("ann").get(address).status_code in (403, 404)
    assert browse("ann").post(f"{address}/tokens", {"label": "x"}).status_code in (403, 404)
    assert Token.objects.count() == 0


def test_whoever_keeps_users_does_not_become_administrator_by_it(browse, world, seller):
    Grant.objects.create(role=seller, object="kernel.user", action="edit", scope=Scope.ALL)
    address = f"/settings/accounts/{world.alma.pk}"

    token = browse("ann").post(f"{address}/tokens", {"label": "x"})
    password = browse("ann").post(f"{address}/password", {"password": SECRET, "again": SECRET})

    assert (token.status_code, password.status_code) == (403, 403)
    assert Token.objects.count() == 0


def test_a_token_is_shown_once_works_and_is_revoked(browse, world):
    client, address = browse("ann"), f"/settings/accounts/{world.ann.pk}"

    shown = client.post(f"{address}/tokens", {"label": "till"}).content.decode()
    (token,) = re.findall(r"pv_[\w-]{20,}", shown)
    later = client.get(address).content.decode()
    actor = tokens.actor_with(token)
    client.post(f"{address}/tokens/{Token.objects.get().pk}/revoke")

    assert actor.user_id == world.ann.pk
    assert token not in later and "till" in later
    assert Token.objects.get().revoked_at is not None
    assert Fact.objects.filter(name__startswith="access.token").count() == 2


def test_a_token_is_narrowed_only_to_a_role_that_one_has(browse, world, seller):
    leader = Role.objects.get(name="Leader")

    refused = browse("ann").post(f"/settings/accounts/{world.ann.pk}/tokens", {"role": leader.pk})
    made = browse("ann").post(f"/settings/accounts/{world.ann.pk}/tokens", {"role": seller.pk})

    assert (refused.status_code, made.status_code) == (422, 200)
    assert Token.objects.get().role == seller


def test_parked_deliveries_are_seen_and_tried_again(browse, world):
    now = datetime.now(UTC)
    delivery = Delivery.objects.create(
        subscriber="search.reactions.index",
        object="orchard.tree",
        subject_id=1,
        due_at=now,
        parked_at=now,
        tries=5,
        error="Traceback\n  in index\nValueError: no room",
    )

    page = browse("alma").get("/settings/deliveries").content.decode()
    browse("alma").post("/settings/deliveries/retry", {"id": delivery.pk})

    delivery.refresh_from_db()
    assert "ValueError: no room" in page
    assert (delivery.parked_at, delivery.tries) == (None, 0)


def test_parked_deliveries_are_for_administrators(browse):
    assert browse("ann").get("/settings/deliveries").status_code == 403
    assert browse("ann").post("/settings/deliveries/retry").status_code == 403


def test_public_holidays_are_added_once(browse, world):
    browse("alma").post("/settings/holidays/add")
    first = Holiday.objects.count()
    browse("alma").post("/settings/holidays/add")

    assert first > 20
    assert Holiday.objects.count() == first
    assert Fact.objects.filter(name="record.created", object="kernel.holiday").count() == first


def test_only_whoever_may_make_holidays_adds_them(browse):
    assert browse("ann").post("/settings/holidays/add").status_code == 403


def test_a_field_of_ones_own_is_in_the_form_and_on_the_page_at_once(browse, world):
    client = browse("alma")
    client.post(
        "/kernel/customfield/new",
        {"object": "orchard.tree", "label": "Rootstock", "key": "rootstock", "kind": "text"},
    )

    form = browse("ann").get("/orchard/tree/new").content.decode()
    made = browse("ann").post("/orchard/tree/new", {"name": "Pear", "custom_rootstock": "Quince A"})
    page = browse("ann").get(made.headers["Location"]).content.decode()

    assert "Rootstock" in form
    assert "Quince A" in page


def test_role_and_user_lead_to_permissions_and_account(browse, world, seller):
    assert (
        f'href="/settings/roles/{seller.pk}"'
        in browse("alma").get(f"/kernel/role/{seller.pk}").content.decode()
    )
    assert (
        f'href="/settings/accounts/{world.ann.pk}"'
        in browse("alma").get(f"/kernel/user/{world.ann.pk}").content.decode()
    )


def test_the_companys_settings_are_made_once_and_then_changed(browse, world):
    client = browse("alma")
    (first,) = re.findall(r'href="(/kernel/company/[^"]*)"', client.get("/settings").content.decode())
    form = client.get(first).content.decode()
    client.post(first, {"name": "Pakhsh Aftab", "fiscal_month": "4", "weekend": "4", "week_start": "5"})

    (later,) = re.findall(r'href="(/kernel/company/[^"]*)"', client.get("/settings").content.decode())

    assert 'name="fiscal_month"' in form
    assert later == "/kernel/company/1/edit"
    assert world.actor("ann").locale.fiscal_start[0] == 4


def test_the_search_index_is_compared_and_mended(browse, world):
    client, pk = browse("alma"), planted(world)
    deliver_all()
    Document.objects.filter(object="orchard.tree", subject_id=pk).update(title="x")

    client.post("/settings/search/inspect")
    compared = client.get("/settings/search").content.decode()
    client.post("/settings/search/inspect", {"mend": "1"})
    mended = client.get("/settings/search", HTTP_HX_TARGET="inspected").content.decode()

    assert "different: 1" in compared and f"/orchard/tree/{pk}" in compared
    assert "mended: 1" in mended and "<html" not in mended
    assert Document.objects.get(object="orchard.tree", subject_id=pk).title == "Apple"


def test_a_comparison_under_way_shows_how_far_it_is_and_asks_again(browse, world):
    planted(world)
    begin(named("orchard.tree"), mends=False)

    page = browse("alma").get("/settings/search").content.decode()

    assert "0 of 1 looked at" in page and 'hx-trigger="every 2s"' in page


def planted(world) -> int:
    """A tree."""
    return records.create(named("orchard.tree"), {"name": "Apple"}, actor=world.actor("alma")).pk


def test_only_administrators_see_the_search_index(browse):
    assert browse("ann").get("/settings/search").status_code == 403
    assert browse("ann").post("/settings/search/inspect").status_code == 403
