"""Imports from end to end, into the orchard."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from payvand.integration.models import ImportBatch, ImportedRow, State
from payvand.integration.tests.several import many_of
from payvand.kernel.errors import Denied
from payvand.kernel.models import Fact, Tag
from payvand.kernel.query import several_values
from tests.orchard.models import Tree

pytestmark = pytest.mark.django_db


def names() -> list[str]:
    return list(Tree.objects.order_by("id").values_list("name", flat=True))


def counts(batch) -> dict[str, int]:
    return {name: count for name, count in batch.counts.items() if count}


def reasons(batch) -> dict[int, list[tuple[str, str]]]:
    rows = batch.rows.order_by("number")
    return {row.number: [(error["field"], error["code"]) for error in row.errors] for row in rows}


def items(tree, name) -> list[tuple[object, dict[str, object]]]:
    found = several_values(many_of(name), [tree.pk]).get(tree.pk, ())
    return [(str(item.value), item.more) for item in found]


def test_rows_become_records_with_one_fact_each(bring, alma):
    batch = bring(
        "Name,Planted,Watered,Price (تومان),for sale,Notes\n"
        "Oak,2024-03-01,2024-03-01 12:30,۲۵۰۰,yes,first\n"
        "Elm,۱۴۰۳/۰۱/۱۵,,۱٬۰۰۰ ریال,خیر,دوم\n"
    )

    assert (batch.state, batch.total, counts(batch)) == (State.DONE, 2, {"created": 2})
    oak, elm = Tree.objects.order_by("id")
    assert (oak.planted, oak.price, oak.for_sale, oak.notes) == (
        date(2024, 3, 1),
        Decimal(25_000),
        True,
        "first",
    )
    assert oak.watered_at == datetime(2024, 3, 1, 12, 30, tzinfo=UTC)
    assert (elm.planted, elm.price, elm.for_sale) == (date(2024, 4, 3), Decimal(1_000), False)
    told = [("record.created", oak.pk), ("record.created", elm.pk)]
    assert list(Fact.objects.values_list("name", "subject_id")) == told


def test_a_row_finds_its_record_by_the_keys_of_the_object(bring):
    bring("name,emails\nOak,a@example.com\nElm,b@example.com\n")

    batch = bring(
        "name,emails,notes\nGreat Oak,A@example.com,tall\nElm,b@example.com,\nAsh,c@example.com,new\n"
    )

    assert counts(batch) == {"created": 1, "updated": 1, "unchanged": 1}
    assert list(Tree.objects.order_by("id").values_list("name", "notes")) == [
        ("Great Oak", "tall"),
        ("Elm", ""),
        ("Ash", "new"),
    ]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("upsert", {"created": 1, "updated": 1}),
        ("create", {"created": 1, "skipped": 1}),
        ("update", {"updated": 1, "refused": 1}),
    ],
)
def test_the_mode_says_what_may_happen(bring, mode, expected):
    bring("name,emails\nOak,a@example.com\n")

    batch = bring("name,emails\nOak 2,a@example.com\nAsh,c@example.com\n", mode=mode)

    assert counts(batch) == expected


def test_empty_cells_leave_values_alone_or_empty_them_on_wish(bring):
    bring("name,emails,notes\nOak,a@example.com,tall\n")
    bring("name,emails,notes\nOak,a@example.com,\n")
    kept = Tree.objects.get().notes
    bring("name,emails,notes\nOak,a@example.com,\n", keep_filled=False)

    assert (kept, Tree.objects.get().notes) == ("tall", "")


def test_several_columns_feed_one_field_with_their_labels(bring):
    bring(
        "name,E-mail 1 - Label,E-mail 1 - Value,Work Email\nOak,* Home,a@example.com ::: b@example.com,c@example.com\n"
    )

    assert items(Tree.objects.get(), "emails") == [
        ("a@example.com", {"label": "home"}),
        ("b@example.com", {"label": "home"}),
        ("c@example.com", {"label": "work"}),
    ]


def test_a_refused_row_hinders_no_other_and_names_field_and_reason(bring):
    batch = bring(
        "name,planted,fruits,emails,health\n"
        "Oak,1404/12/30,1,a@example.com,good\n"
        f"{'x' * 81},,,,\n"
        "Ash,,many,b@example.com,good\n"
        "Elm,1403/12/30,2,c@example.com,poor\n"
        ",,3,,\n"
        "Fir,,4,not an address,green\n"
    )

    assert counts(batch) == {"created": 1, "refused": 5}
    assert names() == ["Elm"]
    assert reasons(batch) == {
        2: [("planted", "day.impossible")],
        3: [("name", "too_long")],
        4: [("fruits", "number.unreadable")],
        6: [("name", "required")],
        7: [("emails", "not_an_email"), ("health", "not_a_choice")],
    }


def test_reasons_are_told_in_the_language_of_whoever_imports(bring, world):
    type(world.ann).objects.filter(pk=world.ann.pk).update(language="fa")

    batch = bring("name,fruits\nOak,1\nElm,2\nAsh,x\n", actor=world.actor("ann"))

    assert batch.rows.get().errors[0]["message"] != "This is not a number."


def test_a_row_with_more_cells_than_the_header_is_refused(bring):
    assert reasons(bring("name,notes\nOak,a,b\n")) == {2: [("", "too_many_cells")]}


def test_formulas_come_in_as_what_they_are(bring):
    bring("name,notes\n=1+1,\"'=HYPERLINK(1)\"\n'@x,'-2+3\n")

    assert list(Tree.objects.order_by("id").values_list("name", "notes")) == [
        ("=1+1", "=HYPERLINK(1)"),
        ("@x", "-2+3"),
    ]


def test_values_units_orders_and_constants_of_a_mapping(bring):
    batch = bring(
        "name,state,cost,when\nOak,Fine,3,03/04/2024\n",
        columns={
            "state": {"field": "health", "values": {"fine": "good"}},
            "cost": {"field": "price", "unit": "million USD"},
            "when": {"field": "planted", "order": "mdy"},
        },
        constants={"fruits": 7},
    )

    tree = Tree.objects.get()
    assert batch.refused == 0
    assert (tree.health, tree.price, tree.price_currency, tree.planted, tree.fruits) == (
        "good", Decimal(3_000_000), "USD", date(2024, 3, 4), 7,
    )  # fmt: skip


def test_links_are_found_by_title_and_made_on_wish(bring):
    Tag.objects.create(name="old", created_at=datetime.now(UTC), updated_at=datetime.now(UTC))
    text = "name,tags\nOak,OLD; new\nElm,new\n"

    refused = bring(text)
    made = bring(text, create_missing=["tags"])

    assert reasons(refused) == {2: [("tags", "no_such_record")], 3: [("tags", "no_such_record")]}
    assert counts(made) == {"created": 2}
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["new", "old"]
    assert [text for text, _more in items(Tree.objects.get(name="Oak"), "tags")] == ["old", "new"]


def test_a_title_that_two_records_bear_is_told(bring):
    bring("name\nOak\nOak\n")

    assert reasons(bring("name,parent\nElm,Oak\n", columns={"parent": "parent"})) == {
        2: [("parent", "ambiguous_record")]
    }


def test_rows_may_name_one_another_in_any_order(bring, monkeypatch):
    monkeypatch.setattr("payvand.integration.drive.CHUNK", 2)

    batch = bring("name,parent\nLeaf,Twig\nTwig,Branch\nOak,\nBranch,Oak\n")

    assert counts(batch) == {"created": 4}
    assert dict(Tree.objects.values_list("name", "parent__name")) == {
        "Oak": None, "Branch": "Oak", "Twig": "Branch", "Leaf": "Twig",
    }  # fmt: skip
    assert not ImportedRow.objects.exists()


def test_rows_that_wait_for_a_refused_one_are_refused_too(bring):
    batch = bring("name,parent,fruits\nLeaf,Twig,1\nElm,,2\nTwig,,none\n")

    assert counts(batch) == {"created": 1, "refused": 2}
    assert reasons(batch) == {2: [("parent", "no_such_record")], 4: [("fruits", "number.unreadable")]}


def test_a_row_that_breaks_a_rule_of_the_database_is_found_in_its_set(bring):
    batch = bring("name\na\nb\nA\nc\n", to="kernel.tag")

    assert counts(batch) == {"created": 3, "refused": 1}
    assert reasons(batch) == {4: [("name", "not_unique")]}


def test_a_file_that_breaks_off_writes_nothing(bring):
    batch = bring(b"name,notes\n" + b"Oak,x\n" * 300_000 + "Elm,é\n".encode("cp1252"))

    assert (batch.state, batch.cursor) == (State.FAILED, 0)
    assert "300002" in batch.error
    assert not Tree.objects.exists()


def test_who_may_not_import_is_refused_before_anything_is_kept(bring, world):
    with pytest.raises(Denied):
        bring("name\nOak\n", actor=world.actor("stranger"))

    assert not ImportBatch.objects.exists()


def test_whoever_imports_owns_the_records(bring, world):
    bring("name\nOak\n", actor=world.actor("ann"))

    assert Tree.objects.get().owner == world.ann


def test_the_same_columns_are_mapped_as_the_last_time(bring, world):
    bring("name,zz\nOak,7\n", columns={"zz": "fruits"})

    bring("name,zz\nElm,8\n")

    assert Tree.objects.get(name="Elm").fruits == 8
