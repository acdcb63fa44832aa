"""Who meets what: the matrix of scopes and actions, and the answer to "why?"."""

import pytest

from payvand.kernel import records
from payvand.kernel.access import actor_of, explain, tokens
from payvand.kernel.errors import Denied, DomainError, Invalid, Missing
from payvand.kernel.models import Grant, Right, Scope, Token
from payvand.kernel.objects import named
from payvand.kernel.query import Query, page
from payvand.kernel.remembered import forget_everything
from payvand.kernel.testing.world import World, make_role, make_user, make_world, narrow

pytestmark = pytest.mark.django_db

# Whose trees each scope covers for a person of the north team.
COVERED = {
    Scope.NONE: set(),
    Scope.OWN: {"own"},
    Scope.TEAM: {"own", "team"},
    Scope.BRANCH: {"own", "team", "branch"},
    Scope.ALL: {"own", "team", "branch", "far", "nobody"},
}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def trees():
    return named("orchard.tree")


@pytest.fixture
def pat(world):
    """A person of the north team with a role of their own, and a tree for each scope."""
    role = make_role("Pat", Scope.NONE)
    user = make_user("pat", world.north, [role])
    east = type(world.north)(
        name="East", branch=world.north.branch, created_at=user.created_at, updated_at=user.created_at
    )
    east.save()
    alma, trees = world.actor("alma"), named("orchard.tree")
    owners = {
        "own": {"owner": user.pk, "team": world.south.pk},
        "team": {"owner": world.ann.pk, "team": world.north.pk},
        "branch": {"owner": world.alma.pk, "team": east.pk},
        "far": {"owner": world.cleo.pk, "team": world.south.pk},
    }
    made = {
        name: records.create(trees, {"name": name, **more}, actor=alma).pk for name, more in owners.items()
    }
    nobody = records.create(trees, {"name": "nobody"}, actor=alma)
    trees.model.objects.filter(pk=nobody.pk).update(owner=None, team=None)
    return world, user, role, {**made, "nobody": nobody.pk}


def grant(role, **scopes: Scope) -> None:
    for action, scope in scopes.items():
        Grant.objects.update_or_create(
            role=role, object="orchard.tree", action=action, defaults={"scope": scope}
        )
    forget_everything()


@pytest.mark.parametrize("scope", list(Scope))
def test_a_scope_covers_just_its_records_in_every_action(pat, trees, scope):
    _world, user, role, made = pat
    attempts = {
        "edit": lambda pk, actor: records.update(trees, pk, {"fruits": pk}, actor=actor),
        "archive": lambda pk, actor: records.archive(trees, pk, actor=actor),
        "delete": lambda pk, actor: records.delete(trees, pk, actor=actor),
    }

    for action, attempt in attempts.items():
        grant(role, view=Scope.ALL, **{action: scope})
        actor = named_actor(user)
        for name, pk in made.items():
            if name in COVERED[scope] and action != "delete":
                attempt(pk, actor)
            elif name not in COVERED[scope]:
                with pytest.raises(Denied):
                    attempt(pk, actor)


@pytest.mark.parametrize("scope", list(Scope)[1:])
def test_a_list_holds_what_the_scope_covers_and_the_reason_agrees(pat, trees, scope):
    _world, user, role, made = pat
    grant(role, view=scope)
    actor = named_actor(user)

    seen = {row.values[0] for row in page(trees, Query(columns=("name",)), actor).rows}

    assert seen == COVERED[scope]
    for name, pk in made.items():
        allowed, reasons = explain(trees.model.objects.get(pk=pk), actor)
        assert allowed == (name in COVERED[scope])
        assert reasons
        assert reasons[0].opens == allowed


def named_actor(user):
    return actor_of(type(user).objects.get(pk=user.pk))


def test_what_may_not_be_seen_is_missing_and_not_denied(pat, trees):
    _world, user, role, _made = pat
    grant(role, view=Scope.OWN, edit=Scope.ALL)

    with pytest.raises(Missing):
        records.update(trees, 999_999, {"fruits": 1}, actor=named_actor(user))


def test_two_roles_give_the_wider_of_each(pat, trees):
    _world, user, role, _made = pat
    grant(role, view=Scope.OWN)
    user.roles.add(make_role("Viewer of all", Scope.ALL))
    forget_everything()
    narrow(role, "orchard.tree", "fruits", Right.HIDDEN)

    actor = named_actor(user)

    assert actor.grants.scope("orchard.tree", "view") == Scope.ALL
    assert actor.grants.right("orchard.tree", "fruits") == Right.WRITE


def test_a_read_only_field_is_not_written_by_any_road(pat, trees):
    _world, user, role, made = pat
    grant(role, view=Scope.ALL, edit=Scope.ALL, create=Scope.ALL)
    narrow(role, "orchard.tree", "fruits", Right.READ)
    actor = named_actor(user)

    with pytest.raises(Invalid):
        records.update(trees, made["own"], {"fruits": 3}, actor=actor)
    with pytest.raises(Invalid):
        records.create(trees, {"name": "New", "fruits": 3}, actor=actor)
    outcomes, _batch = records.write_many(trees, [{"name": "New", "fruits": 3}], actor=actor, mode="create")
    assert outcomes[0].did == "refused"


def test_the_star_never_lets_anybody_shape_the_company(world):
    role = make_role("Nearly everything", Scope.ALL)
    user = make_user("quin", world.north, [role])

    with pytest.raises(Denied):
        records.create(named("kernel.role"), {"name": "Mine"}, actor=named_actor(user))
    with pytest.raises(Denied):
        records.update(named("kernel.user"), user.pk, {"is_administrator": True}, actor=named_actor(user))


def test_nobody_makes_themselves_an_administrator_or_widens_their_roles(world):
    role = make_role("Keeps the people", Scope.ALL)
    Grant.objects.create(role=role, object="kernel.user", action="edit", scope=Scope.ALL)
    user = make_user("quin", world.north, [role])
    users, quin = named("kernel.user"), named_actor(user)

    records.update(users, user.pk, {"email": "quin@x.example"}, actor=quin)
    for widening in ({"is_administrator": True}, {"roles": [{"value": {"id": role.pk}}]}):
        with pytest.raises(Invalid):
            records.update(users, user.pk, widening, actor=quin)


def test_a_token_acts_for_its_user_and_can_be_narrowed_and_ends(world):
    text = tokens.issue("ann")
    narrowed = tokens.issue("alma", role="Seller")

    assert tokens.actor_with(text).user_id == world.ann.pk
    assert tokens.actor_with(narrowed).grants.scope("orchard.tree", "view") == Scope.OWN
    assert text not in Token.objects.values_list("digest", flat=True)
    Token.objects.filter(user=world.ann).update(revoked_at="2025-01-01T00:00Z")
    for wrong in (text, "pv_wrong", ""):
        with pytest.raises(Denied) as refused:
            tokens.actor_with(wrong)
        assert refused.value.status == 401


def test_tokens_for_unknown_people_and_roles_are_refused(world):
    for arguments in (("nobody",), ("ann", "No such role")):
        with pytest.raises(DomainError):
            tokens.issue(*arguments)
