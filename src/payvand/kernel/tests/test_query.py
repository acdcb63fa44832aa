"""The query language: what is read, what is refused, what is found, and in whose calendar."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from payvand.culture.locale import NEUTRAL, default_for
from payvand.kernel import clock, records
from payvand.kernel.access import visible
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Right
from payvand.kernel.objects import named
from payvand.kernel.query import (
    BadQuery,
    Query,
    count,
    from_editor,
    page,
    parse_where,
    query_from,
    to_editor,
    to_text,
)
from payvand.kernel.query.page import plan_of
from payvand.kernel.query.parted import totals
from payvand.kernel.testing.world import World, make_world, narrow
from tests.orchard.models import Tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def trees():
    return named("orchard.tree")


@pytest.fixture
def orchard(world, trees):
    ann = world.actor("ann")
    for values in (
        {
            "name": "Apple",
            "fruits": 10,
            "price": "IRR 1000",
            "planted": "2025-03-20",
            "emails": "a@x.example",
        },
        {"name": "آلو", "fruits": 20, "price": "IRR 2000", "planted": "2025-03-21", "health": "poor"},
        {"name": "Fig", "price": "USD 5", "planted": "2024-03-19", "emails": "f@x.example; g@x.example"},
    ):
        records.create(trees, values, actor=ann, locale=NEUTRAL)
    return ann


def found(where: str, actor, trees) -> list[str]:
    rows = page(trees, Query(where=parse_where(where, trees, actor.locale), columns=("name",)), actor).rows
    return [row.values[0] for row in rows]


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("", ["آلو", "Apple", "Fig"]),
        ("fruits > 10", ["آلو"]),
        ("fruits >= ۱۰ and fruits <= 20", ["آلو", "Apple"]),
        ("fruits is empty", ["Fig"]),
        ("not fruits is empty", ["آلو", "Apple"]),
        ("fruits between 5 and 15", ["Apple"]),
        ("name is ALU or name contains pp", ["Apple"]),
        ("name contains ألو", ["آلو"]),
        ('name in ("apple", fig)', ["Apple", "Fig"]),
        ("name not in (apple, fig)", ["آلو"]),
        ("health is poor", ["آلو"]),
        ("health is not poor", ["Apple", "Fig"]),
        ("price > 1500", ["آلو"]),
        ("price < USD 10", ["Fig"]),
        ("emails is g@x.example", ["Fig"]),
        ("emails contains x.exam", ["Apple", "Fig"]),
        ("emails is empty", ["آلو"]),
        ("doubled = 40", ["آلو"]),
        ("owner is me", ["آلو", "Apple", "Fig"]),
        ("owner.name starts with an", ["آلو", "Apple", "Fig"]),
        ("owner.team is North", ["آلو", "Apple", "Fig"]),
        ("planted < 2025-01-01 or (health is poor and not name is Fig)", ["آلو", "Fig"]),
        ("planted < 1403/10/12", ["Fig"]),
    ],
)
def test_a_condition_finds_what_it_says(orchard, trees, where, names):
    assert sorted(found(where, orchard, trees)) == sorted(names)


def test_a_year_and_a_month_are_those_of_the_readers_calendar(orchard, trees):
    persian = replace(orchard, locale=default_for("fa"))
    on = datetime(2025, 3, 25, tzinfo=UTC)

    with clock.at(on):
        assert found("planted in this year", persian, trees) == ["آلو"]
        assert sorted(found("planted in this year", orchard, trees)) == sorted(["آلو", "Apple"])
        assert sorted(found("planted in 1403", persian, trees)) == ["Apple"]
        assert found("planted in 1403/12", persian, trees) == ["Apple"]
        assert found("planted in last 5 days", orchard, trees) != []


@pytest.mark.parametrize(
    "where",
    [
        "fruits >", "fruits", "and", "(fruits > 1", "fruits > 1)", "fruits > 1 fruits < 2", "nothing is 1",
        "fruits contains 1", "fruits is many", "planted is 1404/12/30", "health is green", "name between 1", '"',
        "fruits ~ 1", "owner.password is x", "emails.label is x", "doubled.x is 1", "not", "name in ()",
        "(" * 40 + "fruits > 1" + ")" * 40, "name is " + "x" * 10_001, "planted in next blue moon",
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_a_reason(trees, where):
    with pytest.raises(DomainError) as refused:
        parse_where(where, trees, NEUTRAL)

    assert str(refused.value)
    assert refused.value.status == 400


def test_a_tree_survives_text_and_editor(trees):
    tree = parse_where(
        '(name contains "a \\"b\\"" or fruits > 1) and not (planted in this month)', trees, NEUTRAL
    )

    assert parse_where(to_text(tree), trees, NEUTRAL) == tree
    assert from_editor(to_editor(tree)) == tree


@pytest.mark.parametrize("model", [None, [], {"field": 1}, {"and": [{"x": 1}]}, {"field": "name"}])
def test_a_broken_editor_model_is_refused(model):
    with pytest.raises(BadQuery):
        from_editor(model)


def test_a_hidden_field_answers_no_question(world, orchard, trees):
    narrow(world.ann.roles.get(), "orchard.tree", "fruits", Right.HIDDEN)
    ann = world.actor("ann")

    for query in (
        {"where": "fruits > 1"},
        {"sort": "fruits"},
        {"columns": "name,fruits"},
    ):
        with pytest.raises(BadQuery):
            page(trees, query_from(query, trees, ann), ann)


def test_a_cursor_that_does_not_fit_is_refused(orchard, trees):
    for cursor in ("x", "W10", "WyJhIl0", "!!!"):
        with pytest.raises(BadQuery):
            page(trees, Query(after=cursor), orchard)


def test_counting_stops_behind_the_cap(orchard, trees):
    assert count(trees, Query(), orchard, cap=2) == 3
    assert count(trees, Query(), orchard, cap=1) == 2
    assert count(trees, Query(), orchard, cap=None) == 3


@pytest.mark.parametrize(
    "sort", [("fruits", "-name"), ("-fruits", "name"), ("-planted", "fruits"), ("price", "-id")]
)
def test_mixed_orders_and_empty_values_page_without_gap_or_repeat(orchard, trees, sort):
    whole = [row.id for row in page(trees, Query(sort=sort), orchard).rows]

    seen, after = [], None
    for _step in range(3):
        step = page(trees, Query(sort=sort, limit=1, after=after), orchard)
        seen += [row.id for row in step.rows]
        after = step.after

    assert seen == whole
    assert after is None


def test_pages_of_a_reach_in_several_parts_are_those_of_the_whole_in_order(world):
    """Ben leads the north: he meets what is of his team, and what is his own wherever it stands."""
    one = named("orchard.tree")
    owners = ["ann", "ben", "cleo"]
    for number in range(30):
        made = records.create(
            one, {"name": f"tree {number % 7}", "fruits": number % 5}, actor=world.actor(owners[number % 3])
        )
        if number % 4 == 0:
            Tree.objects.filter(pk=made.pk).update(team=world.south)
    ben = world.actor("ben")

    for sort in (("name",), ("-fruits", "name"), ("-id",)):
        seen, after = [], None
        while True:
            found = page(one, Query(sort=sort, columns=("name",), limit=4, after=after), ben)
            seen += [row.id for row in found.rows]
            after = found.after
            if after is None:
                break
        whole = page(one, Query(sort=sort, columns=("name",), limit=100), ben)
        expected = set(visible(Tree.objects.all(), ben).values_list("pk", flat=True))
        assert set(seen) == expected
        assert len(seen) == len(expected) < 30
        assert seen == [row.id for row in whole.rows]


def test_whoever_leads_a_team_counts_their_own_and_the_team_s_once_up_to_the_cap(world, trees):
    ann, ben = world.actor("ann"), world.actor("ben")
    for number in range(3):
        records.create(trees, {"name": f"of Ann {number}"}, actor=ann)
        records.create(trees, {"name": f"of Ben {number}"}, actor=ben)

    assert [count(trees, Query(), ben, cap) for cap in (None, 10, 6, 5, 2)] == [6, 6, 6, 6, 3]
    assert count(trees, Query(where=parse_where("name contains Ann", trees, NEUTRAL)), ben) == 3


def test_rows_are_put_in_order_before_those_of_other_tables_are_fetched(orchard, trees):
    query = Query(columns=("name", "owner", "parent"), sort=("fruits",))

    statement, _params = plan_of(trees, query, [], orchard).statement

    whole, _in, ordered = statement.partition(" IN (SELECT ")
    assert "JOIN" in whole
    assert "ORDER BY" in ordered.partition(" LIMIT ")[0]
    assert "JOIN" not in ordered
    assert [row.values[0] for row in page(trees, query, orchard).rows] == ["Fig", "Apple", "آلو"]


def test_who_leads_a_team_has_totals_of_their_own_and_their_team_s_each_once(world, trees):
    prices = {"ann": 3, "ben": 5, "cleo": 7}
    for who, price in prices.items():
        records.create(trees, {"name": who, "price": f"{price} IRR"}, actor=world.actor(who))
    asked = [Query(where=parse_where(text, trees, NEUTRAL)) for text in ("health is good", "health is poor")]

    found = {who: totals(trees, asked, world.actor(who), "price") for who in ("ann", "ben", "alma")}
    capped = totals(trees, asked, world.actor("ben"), "price", cap=1)

    assert [found[who][0].count for who in ("ann", "ben", "alma")] == [1, 2, 3]
    assert [found[who][0].sums for who in ("ann", "ben", "alma")] == [{"IRR": 3}, {"IRR": 8}, {"IRR": 15}]
    assert [one.count for one in (found["ben"][1], *capped)] == [0, 2, 0]
