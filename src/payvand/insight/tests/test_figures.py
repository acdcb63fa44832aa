"""Figures are right to the last digit, cut in the reader's calendar, and each opens exactly its records."""

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from payvand.culture.locale import default_for
from payvand.culture.money import Money
from payvand.insight.engine import Part, engine
from payvand.insight.figures import Ask, Table, answers, measured
from payvand.insight.measure import measure_named
from payvand.insight.reader import fresh, request_lines, surplus
from payvand.kernel import records
from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Grant, Right, Role, Scope
from payvand.kernel.objects import Object
from payvand.kernel.query import Query, count, parse_where
from payvand.kernel.remembered import forget_everything
from payvand.kernel.testing.world import narrow
from tests.orchard.models import Tree

pytestmark = pytest.mark.django_db(transaction=True)


NAMES = ("orchard.trees", "orchard.worth", "orchard.healthy", "orchard.fruits")


def ask(name: str, actor: Actor, **more: Any) -> Table:
    return measured(measure_named(name), actor=actor, **more)


def told(table: Table) -> dict[tuple[str, ...], object]:
    return {tuple(key.label for key in row.keys): row.value for row in table.rows}


def persian(actor: Actor) -> Actor:
    return replace(actor, locale=default_for("fa"))


def opened(figure, trees: Object, actor: Actor) -> int:
    """How many records the list behind a figure shows."""
    where = parse_qs(urlsplit(figure.href).query).get("where", [""])[0]
    assert where == figure.where
    return count(trees, Query(where=parse_where(where, trees, actor.locale)), actor, None)


def test_a_count_without_dimensions(orchard):
    found = ask("orchard.trees", orchard.actor("alma"))

    assert [figure.value for figure in found.total] == [Decimal(6)]
    assert found.rows == ()


def test_amounts_are_exact_and_currencies_stay_apart(orchard):
    found = ask("orchard.worth", orchard.actor("alma"))

    assert {figure.value for figure in found.total} == {
        Money(amount=Decimal(2_000_000_000_000_007), currency="IRR"),
        Money(amount=Decimal("5.25"), currency="USD"),
    }


def test_days_are_cut_in_the_calendar_of_the_reader(orchard):
    jalali = ask("orchard.trees", persian(orchard.actor("alma")), by=["year"])
    gregorian = ask("orchard.trees", orchard.actor("alma"), by=["year"])

    # 1403/12/30 is 2025-03-20; a day later a new year has begun, which the Gregorian reader does not see.
    assert told(jalali) == {("none",): 1, ("۱۴۰۲",): 1, ("۱۴۰۳",): 1, ("۱۴۰۴",): 3}
    assert told(gregorian) == {("none",): 1, ("2024",): 1, ("2025",): 4}


def test_months_of_the_jalali_calendar_are_named(orchard):
    found = ask("orchard.trees", persian(orchard.actor("alma")), by=["month"], where="planted is not empty")

    assert [key.label for row in found.rows for key in row.keys] == [
        "اسفند ۱۴۰۲",
        "اسفند ۱۴۰۳",
        "فروردین ۱۴۰۴",
        "خرداد ۱۴۰۴",
    ]


def test_a_moment_belongs_to_the_day_of_the_company(orchard, trees):
    alma = orchard.actor("alma")

    found = ask("orchard.trees", alma, by=["watered_at.day"], where="watered_at is not empty")

    # A second lies between the two, and midnight of Tehran, whatever the zone of the reader is.
    assert told(found) == {("2025-03-20",): 1, ("2025-03-21",): 1}
    assert [opened(row, trees, alma) for row in found.rows] == [1, 1]


def test_every_figure_opens_its_records(orchard, trees):
    cuts: tuple[list[str], ...] = (
        [],
        ["owner"],
        ["health", "planted.month"],
        ["leader"],
        ["for_sale", "branch"],
        ["name"],
        ["planted.week"],
    )

    for actor, name, by in product(map(orchard.actor, ("alma", "ben", "ann")), NAMES, cuts):
        found = ask(name, actor, by=by)
        for figure in (*found.rows, *found.total):
            assert figure.records == opened(figure, trees, actor), (by, figure.where)
        assert sum(row.records for row in found.rows) == (
            sum(one.records for one in found.total) if by else 0
        )


@pytest.mark.parametrize("scope", [*Scope])
def test_nobody_counts_what_they_may_not_see(orchard, trees, scope):
    for name in ("Seller", "Leader"):
        Grant.objects.filter(role__name=name, action="view").update(scope=scope)
    forget_everything()
    ann, ben = orchard.actor("ann"), orchard.actor("ben")

    if scope == Scope.NONE:
        with pytest.raises(DomainError) as refused:
            ask("orchard.trees", ann)
        assert refused.value.status == 403
    else:
        for actor in (ann, ben):
            assert ask("orchard.trees", actor).total[0].records == count(trees, Query(), actor, None) > 0


def test_a_hidden_field_is_no_measure(orchard):
    narrow(Role.objects.get(name="Seller"), "orchard.tree", "price", Right.HIDDEN)

    with pytest.raises(DomainError) as refused:
        ask("orchard.worth", orchard.actor("ann"))

    assert refused.value.code == "hidden_field"


def test_a_hidden_field_is_no_dimension(orchard):
    narrow(Role.objects.get(name="Seller"), "orchard.tree", "health", Right.HIDDEN)

    with pytest.raises(DomainError) as refused:
        ask("orchard.trees", orchard.actor("ann"), by=["health"])

    assert refused.value.code == "hidden_field"


def test_the_condition_of_a_measure_and_computed_fields_count(orchard):
    found = ask("orchard.fruits", orchard.actor("alma"))

    # Apple 10 and Pear 4 are healthy and bear fruit: a mean of 7, and of 14 for twice as many.
    assert [figure.value for figure in found.total] == [Decimal(21)]


def test_a_share_is_no_sum_of_shares(orchard):
    found = ask("orchard.healthy", orchard.actor("alma"), by=["owner"])

    assert told(found) == {("Ann",): Decimal("66.67"), ("Ben",): Decimal(100), ("Cleo",): Decimal(50)}
    assert [figure.value for figure in found.total] == [Decimal("66.67")]


def test_a_period_ends_before_its_end(orchard):
    found = ask("orchard.trees", orchard.actor("alma"), period=(date(2025, 3, 21), date(2025, 4, 20)))

    assert [figure.value for figure in found.total] == [Decimal(1)]


def test_a_condition_of_the_reader_narrows(orchard):
    found = ask("orchard.trees", orchard.actor("alma"), where='name contains "آلو" or fruits > 5')

    assert [figure.value for figure in found.total] == [Decimal(2)]


def test_what_was_archived_is_not_counted(orchard, trees):
    alma = orchard.actor("alma")
    ask("orchard.trees", alma)

    records.archive(trees, Tree.objects.get(name="Fig").pk, actor=alma)

    assert [figure.value for figure in ask("orchard.trees", alma).total] == [Decimal(5)]


def test_nothing_there_is_an_empty_table(world):
    found = ask("orchard.worth", world.actor("alma"), by=["owner"])

    assert (found.rows, found.total) == ((), ())


def test_unknown_names_are_refused_with_those_there_are(orchard):
    alma = orchard.actor("alma")

    with pytest.raises(DomainError) as dimension:
        ask("orchard.trees", alma, by=["colour"])
    with pytest.raises(DomainError) as measure:
        measure_named("orchard.apples")
    with pytest.raises(DomainError) as condition:
        ask("orchard.trees", alma, where="colour is red")

    assert "owner" in str(dimension.value)
    assert "orchard.worth" in str(measure.value)
    assert condition.value.status == 400


def test_parts_of_a_period_share_what_is_read_of_the_whole(orchard, trees, monkeypatch):
    alma = orchard.actor("alma")
    whole, days = (date(2025, 1, 1), date(2026, 1, 1)), (date(2025, 3, 21), date(2025, 6, 21))
    worth = measure_named("orchard.worth")
    sources: list[Part] = []
    really = engine.ask

    def heard(parts, calendar):
        sources.extend(parts)
        return really(parts, calendar)

    monkeypatch.setattr(engine, "ask", heard)

    by_month, spring = answers(
        [
            Ask(measure=worth, by=("month",), period=whole),
            Ask(measure=worth, by=("owner",), period=whole, days=days, total=False),
        ],
        actor=alma,
    )

    assert len({part.source for part in sources}) == 1
    assert sum(row.records for row in by_month.rows) == 3
    assert {row.keys[0].label: row.value for row in spring.rows} == {
        "Ann": Money(amount=Decimal(999_999_999_999_999), currency="IRR"),
        "Ben": Money(amount=Decimal(7), currency="IRR"),
    }
    assert [opened(row, trees, alma) for row in spring.rows] == [1, 1]
    assert spring.total == ()


def test_more_groups_than_a_table_holds_are_refused(orchard, monkeypatch):
    monkeypatch.setattr("payvand.insight.figures.MOST_GROUPS", 5)

    with pytest.raises(DomainError) as refused:
        ask("orchard.trees", orchard.actor("alma"), by=["name"])

    assert (refused.value.code, refused.value.field, refused.value.status) == ("too_many_groups", "by", 400)


def test_a_small_set_is_always_as_the_data_is_and_a_large_one_for_a_while():
    def held(rows: int, took: float, age: float) -> dict[str, object]:
        return {"version": "1", "rows": rows, "took": took, "read": time.monotonic() - age}

    assert fresh(held(20_000, 60, 0), "1")
    assert not fresh(held(20_000, 60, 0), "2")
    assert fresh(held(20_001, 1, 15), "2") and not fresh(held(20_001, 1, 25), "2")
    assert not fresh(held(10**6, 60, 61), "2")


def test_what_was_not_asked_for_longest_makes_room_and_a_page_keeps_its_own():
    kept = {str(at): {"rows": rows, "used": at} for at, rows in enumerate((5, 4 * 10**6, 5 * 10**6, 10**6))}

    assert surplus(kept, set()) == ["0"]
    assert surplus(kept, {"0", "1"}) == ["2"]
    assert surplus({str(at): {"rows": 1, "used": at} for at in range(1001)}, set()) == ["0"]


def test_a_request_comes_whole_however_its_bytes_arrive(monkeypatch):
    pieces = iter([b'{"a', b'":1}\n{"b":2}\n{', b'"c":3}\n', b""])
    monkeypatch.setattr("payvand.insight.reader.select.select", lambda *_args: ([0], [], []))
    monkeypatch.setattr("payvand.insight.reader.os.read", lambda *_args: next(pieces))

    assert [*request_lines()] == [b'{"a":1}', b'{"b":2}', b'{"c":3}']


def test_the_engine_comes_back_after_its_process_has_died(orchard):
    alma = orchard.actor("alma")
    ask("orchard.trees", alma)
    assert engine.process is not None
    engine.process.kill()
    engine.process.wait()

    assert [figure.value for figure in ask("orchard.trees", alma).total] == [Decimal(6)]


def test_the_engine_cannot_write(orchard):
    with pytest.raises(DomainError) as refused:
        engine.ask([Part(source="SELECT 1", statements=["DELETE FROM live.orchard_tree RETURNING 1"])])

    assert refused.value.code == "no_figure"
    assert Tree.objects.count() == 6
