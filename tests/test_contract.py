"""The contract suite over every registered Object: what a face may rely on, whoever described it."""

import pytest
from django.utils.module_loading import autodiscover_modules

from payvand.culture.locale import NEUTRAL, default_for
from payvand.kernel import records
from payvand.kernel.access import may
from payvand.kernel.errors import Conflict, Denied, DomainError, Invalid, Missing
from payvand.kernel.models import Fact, Grant, Scope
from payvand.kernel.objects import Object, all_objects, named, shapes_the_company
from payvand.kernel.query import Condition, Query, count, one_row, page, parse_where, sentence, to_text
from payvand.kernel.remembered import forget_everything
from payvand.kernel.testing.contract import SINGLE, Maker, operands
from payvand.kernel.testing.world import World, make_world

# What the contract cannot know of an Object, its app says in its `testing.py`.
autodiscover_modules("testing")

pytestmark = pytest.mark.django_db

every_object = pytest.mark.parametrize("one", all_objects(), ids=lambda one: one.name)
every_written_object = pytest.mark.parametrize(
    "one", [one for one in all_objects() if not one.read_only], ids=lambda one: one.name
)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def maker(world) -> Maker:
    return Maker(actor=world.actor("alma"))


@every_written_object
def test_a_record_keeps_every_value_that_it_was_given(one: Object, maker: Maker):
    given = maker.values(one)
    made = records.create(one, given, actor=maker.actor, locale=NEUTRAL, allow_duplicate=True)

    found = one_row(one, made.pk, list(given), maker.actor)

    assert found is not None
    fields, row = found
    for field, value in zip(fields, row.values, strict=True):
        expected = field.kind.to_json(field.kind.parse(given[field.name], NEUTRAL))
        assert comparable(field.kind.to_json(value)) == comparable(expected), field.name


def comparable(value):
    """A value without what the database adds to it: the titles of links, defaults beside several values."""
    if isinstance(value, dict):
        return {
            key: comparable(part)
            for key, part in value.items()
            if key in ("id", "amount", "currency", "value")
        }
    return [comparable(part) for part in value] if isinstance(value, list) else value


@every_object
def test_every_operator_of_every_field_answers_and_is_said_in_words(one: Object, maker: Maker):
    maker.make(one)

    for name, field in one.fields.items():
        for operator in field.kind.operators:
            for operand in operands(field, operator):
                canonical = field.kind.operand(operand, operator, NEUTRAL)
                node = Condition(field=name, operator=operator, operand=canonical)
                assert count(one, Query(where=node), maker.actor) >= 0
                assert parse_where(to_text(node), one, NEUTRAL) == node
                for language in ("fa", "ar", "en"):
                    assert sentence(node, one, default_for(language))


@every_object
def test_is_and_empty_find_the_record_that_they_describe(one: Object, maker: Maker):
    made = maker.make(one)

    for name, field in one.fields.items():
        if not field.editable or "is" not in field.kind.operators:
            continue
        found = one_row(one, made.pk, [name], maker.actor)
        assert found is not None
        value = found[1].values[0]
        if value in (None, "", ()) or field.many is not None:
            continue
        node = Condition(
            field=name, operator="is", operand=field.kind.operand(field.kind.to_json(value), "is", NEUTRAL)
        )
        ids = {row.id for row in page(one, Query(where=node), maker.actor).rows}
        assert made.pk in ids, name


@every_object
def test_every_sort_walks_through_all_rows_once(one: Object, maker: Maker):
    if one.name in SINGLE:
        maker.make(one)
    else:
        for _again in range(5):
            maker.make(one)
    total = count(one, Query(), maker.actor)

    for name, field in one.fields.items():
        if not field.sortable:
            continue
        for sort in ((name,), (f"-{name}",)):
            seen, after = [], None
            while True:
                found = page(one, Query(sort=sort, limit=2, after=after), maker.actor)
                seen += [row.id for row in found.rows]
                after = found.after
                if after is None:
                    break
            assert len(seen) == len(set(seen)) == total, sort


@every_written_object
def test_creating_and_updating_write_one_fact_and_idling_none(one: Object, maker: Maker):
    made = maker.make(one)
    facts = Fact.objects.filter(object=one.name, subject_id=made.pk)
    assert [fact.name for fact in facts] == ["record.created"]
    changes = {one.title: f"new {maker.count}"}

    records.update(one, made.pk, changes, actor=maker.actor, locale=NEUTRAL)
    records.update(one, made.pk, changes, actor=maker.actor, locale=NEUTRAL)

    assert [fact.name for fact in facts.order_by("id")] == ["record.created", "record.updated"]


@every_written_object
def test_a_lost_update_is_refused_and_changes_nothing(one: Object, maker: Maker):
    made = maker.make(one)
    records.update(
        one, made.pk, {one.title: "first"}, actor=maker.actor, locale=NEUTRAL, version=made.version
    )

    with pytest.raises(Conflict) as refused:
        records.update(
            one, made.pk, {one.title: "second"}, actor=maker.actor, locale=NEUTRAL, version=made.version
        )

    assert refused.value.theirs == {one.title: "first"}


@every_written_object
def test_required_values_are_asked_for_all_at_once(one: Object, maker: Maker):
    required = {name for name, field in one.fields.items() if field.required}
    if not required:
        assert records.create(one, maker._own(one), actor=maker.actor, locale=NEUTRAL).pk
        return

    with pytest.raises(Invalid) as refused:
        records.create(one, {}, actor=maker.actor, locale=NEUTRAL)

    assert {error.field for error in refused.value.errors} == required
    assert not Fact.objects.filter(object=one.name).exists() or one.name.startswith("kernel.")


@every_written_object
def test_a_stranger_sees_and_does_nothing(one: Object, maker: Maker, world: World):
    made = maker.make(one)
    stranger = world.actor("stranger")

    for attempt in (
        lambda: page(one, Query(), stranger),
        lambda: records.create(one, maker.values(one), actor=stranger),
        lambda: records.update(one, made.pk, {one.title: "x"}, actor=stranger),
        lambda: records.archive(one, made.pk, actor=stranger),
        lambda: records.delete(one, made.pk, actor=stranger),
    ):
        with pytest.raises((Denied, Missing)):
            attempt()

    assert Fact.objects.filter(object=one.name, subject_id=made.pk).count() == 1


@every_written_object
def test_archive_and_restore_move_a_record_out_of_sight_and_back(one: Object, maker: Maker):
    made = maker.make(one)

    records.archive(one, made.pk, actor=maker.actor)
    assert made.pk not in {row.id for row in page(one, Query(limit=1000), maker.actor).rows}
    assert made.pk in {row.id for row in page(one, Query(archived=True), maker.actor).rows}
    records.restore(one, made.pk, actor=maker.actor)

    assert made.pk in {row.id for row in page(one, Query(limit=1000), maker.actor).rows}


@every_written_object
def test_a_deleted_record_leaves_its_values_in_its_last_fact(one: Object, maker: Maker):
    made = maker.make(one)

    try:
        records.delete(one, made.pk, actor=maker.actor)
    except DomainError as refused:
        assert refused.code == "in_use"
        return

    last = Fact.objects.filter(object=one.name, subject_id=made.pk).latest("id")
    assert last.name == "record.deleted"
    assert last.payload["values"]


@every_written_object
def test_a_set_is_written_like_one_record_after_another(one: Object, maker: Maker):
    if one.name in SINGLE:
        return
    rows = [maker.values(one) for _again in range(3)]

    outcomes, batch = records.write_many(one, rows, actor=maker.actor, locale=NEUTRAL)

    assert [outcome.did for outcome in outcomes] == ["created"] * 3, outcomes
    assert batch is not None
    assert Fact.objects.filter(batch_id=batch.pk, name="record.created").count() == 3
    found = one_row(one, outcomes[0].id or 0, list(rows[0]), maker.actor)
    assert found is not None
    for field, value in zip(found[0], found[1].values, strict=True):
        expected = field.kind.to_json(field.kind.parse(rows[0][field.name], NEUTRAL))
        assert comparable(field.kind.to_json(value)) == comparable(expected), field.name


@pytest.mark.parametrize("one", [one for one in all_objects() if one.read_only], ids=lambda one: one.name)
def test_a_history_is_read_and_written_by_nobody(one: Object, maker: Maker, world: World):
    made = maker.make(one)

    assert page(one, Query(), maker.actor).rows
    with pytest.raises(Denied):
        page(one, Query(), world.actor("stranger"))
    for attempt in (
        lambda: records.create(one, {}, actor=maker.actor),
        lambda: records.update(one, made.pk, {one.title: "x"}, actor=maker.actor),
        lambda: records.write_many(one, [{one.title: "x"}], ids=[made.pk], actor=maker.actor, mode="update"),
        lambda: records.archive(one, made.pk, actor=maker.actor),
        lambda: records.delete(one, made.pk, actor=maker.actor),
    ):
        with pytest.raises((Denied, Missing)):
            attempt()
    assert page(one, Query(), maker.actor).rows


@every_object
def test_the_number_of_queries_of_a_page_does_not_grow_with_its_rows(
    one: Object, maker: Maker, django_assert_max_num_queries
):
    if one.name in SINGLE:
        maker.make(one)
    else:
        for _again in range(5):
            maker.make(one)
    several = sum(field.many is not None for field in one.fields.values())
    page(one, Query(), maker.actor)

    with django_assert_max_num_queries(1 + several):
        page(one, Query(columns=tuple(one.fields)), maker.actor)


@pytest.mark.parametrize(
    "one", [one for one in all_objects() if shapes_the_company(one.name)], ids=lambda one: one.name
)
def test_a_role_for_everything_does_not_change_how_the_company_is_set_up(one: Object, world: World):
    ann = world.actor("ann")

    assert may(ann, "view", one)
    assert not any(may(ann, action, one) for action in ("create", "edit", "archive", "delete", "import"))
    assert may(world.actor("alma"), "edit", one)


def test_a_line_of_its_own_lets_a_role_set_up_one_thing(world):
    Grant.objects.create(role=world.ann.roles.get(), object="sales.stage", action="edit", scope=Scope.ALL)
    forget_everything()

    assert may(world.actor("ann"), "edit", named("sales.stage"))
    assert not may(world.actor("ann"), "edit", named("sales.pipeline"))
