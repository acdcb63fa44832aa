"""Exports: what comes, in which form, to whom; and that an import brings it back."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import orjson
import pytest
from pyarrow import parquet

from payvand.culture.money import Money
from payvand.integration.export import formats_of, stream_export
from payvand.integration.guard import guarded, unguarded
from payvand.integration.tests.several import many_of
from payvand.kernel.access import Actor, actor_of
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.kinds import Item
from payvand.kernel.models import Fact, Tag, User
from payvand.kernel.objects import named
from payvand.kernel.query import Query, parse_where, several_values
from payvand.kernel.records import create
from tests.orchard.models import Tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def orchard(alma):
    """Three trees with awkward values in every field."""
    now = datetime.now(UTC)
    for name in ("سبز", "a; b"):
        Tag.objects.create(name=name, created_at=now, updated_at=now)
    one = named("orchard.tree")
    oak = create(
        one,
        {
            "name": "=1+1", "notes": "سطر یکم\nline, \"two\"; 3", "health": "poor", "planted": date(2024, 3, 20),
            "watered_at": datetime(2024, 3, 20, 20, 29, 59, tzinfo=UTC), "fruits": -7, "for_sale": True,
            "price": Money(amount=Decimal(10) ** 15, currency="IRR"), "tags": ["سبز"],
            "emails": [Item(value="a@example.com", more={"label": "work"}), Item(value="b@example.com")],
        },
        actor=alma,
    )  # fmt: skip
    create(one, {"name": "'=guarded", "price": Money(amount=Decimal("12.5"), currency="USD")}, actor=alma)
    create(
        one,
        {"name": "بید مجنون", "parent": oak.pk, "tags": [Item(value=ref) for ref in refs("a; b")]},
        actor=alma,
    )
    return one


def refs(name: str):
    kind = named("orchard.tree").fields["tags"].kind.of
    return [kind.read(Tag.objects.get(name=name).pk, None)]


def export(one, actor: Actor, ending="csv", **query) -> bytes:
    human = query.pop("human", False)
    return b"".join(stream_export(one, Query(**query), actor, ending, human=human))


def reader(world, **look: str) -> Actor:
    """Alma, who reads in another way now."""
    User.objects.filter(pk=world.alma.pk).update(**look)
    return actor_of(User.objects.get(pk=world.alma.pk))


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def everything() -> list[tuple[object, ...]]:
    """All that an orchard holds, without numbers and moments of writing."""
    plain = (
        "name", "notes", "health", "planted", "watered_at", "fruits", "price", "price_currency", "for_sale",
        "parent__name", "owner__username",
    )  # fmt: skip
    found = []
    for tree in Tree.objects.order_by("name"):
        several = [
            [
                (str(item.value), item.more)
                for item in several_values(many_of(name), [tree.pk]).get(tree.pk, ())
            ]
            for name in ("emails", "tags")
        ]
        found.append((*Tree.objects.values_list(*plain).get(pk=tree.pk), *several))
    return found


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl", "parquet"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_was_exported_comes_back_as_it_was(orchard, world, bring, ending, language):
    calendar = "jalali" if language == "fa" else "gregorian"
    alma = reader(world, language=language, calendar=calendar, time_zone="Asia/Tehran")
    before = everything()
    content = export(orchard, alma, ending)
    Tree.objects.filter(parent__isnull=False).delete()
    Tree.objects.all().delete()
    Tag.objects.all().delete()

    batch = bring(content, name=f"trees.{ending}", actor=alma, create_missing=["tags"])

    assert (batch.created, batch.refused) == (3, 0), [row.errors for row in batch.rows.all()]
    assert everything() == before


def test_csv_opens_in_the_right_letters_and_runs_nothing(orchard, alma):
    content = export(orchard, alma, columns=("name", "notes", "fruits", "emails"))

    assert content.startswith(b"\xef\xbb\xbf")
    assert lines(content)[0] == ["name", "notes", "fruits", "e-mails"]
    assert sorted(row[0] for row in lines(content)[1:]) == ["''=guarded", "'=1+1", "بید مجنون"]
    assert [row[2] for row in lines(content) if row[0] == "'=1+1"] == ["-7"]


@pytest.mark.parametrize(
    "text",
    ["=1", "+a", "-1+2", "@x", "\tx", "'=1", "''-x", "plain", "'quoted'", "-12.5", "+98912", "＝1", ""],
)
def test_the_guard_is_taken_off_again(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "@", "\t", "＝"))


def test_values_come_as_the_reader_sees_them_on_wish(orchard, world):
    alma = reader(world, language="fa", calendar="jalali", digits="persian")
    where = parse_where("planted is not empty", orchard, alma.locale)

    content = export(orchard, alma, columns=("planted",), human=True, where=where)

    assert lines(content)[1] == ["۱۴۰۳/۰۱/۰۱"]


def test_a_sheet_has_real_dates_beside_the_readers_calendar_and_reads_from_the_right(orchard, world):
    alma = reader(world, language="fa", calendar="jalali", digits="latin")

    content = export(orchard, alma, "xlsx", columns=("name", "planted", "fruits"), sort=("id",))

    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    rows = [[str(cell.value) for cell in row] for row in sheet.iter_rows()]
    assert sheet.sheet_view.rightToLeft
    assert rows[1] == ["'=1+1", "2024-03-20 00:00:00", "1403/01/01", "-7"]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


def test_lines_of_json_have_the_form_of_the_api(orchard, alma):
    content = export(orchard, alma, "jsonl", columns=("name", "price", "emails"), sort=("id",))

    assert orjson.loads(content.splitlines()[0]) == {
        "name": "=1+1",
        "price": {"amount": "1000000000000000", "currency": "IRR"},
        "emails": [{"value": "a@example.com", "label": "work"}, {"value": "b@example.com"}],
    }


def test_parquet_knows_the_types_of_its_columns(orchard, alma):
    content = export(
        orchard, alma, "parquet", columns=("name", "planted", "fruits", "price", "emails"), sort=("id",)
    )

    table = parquet.read_table(BytesIO(content))
    assert table.schema.field("planted").type == "date32"
    assert table.to_pylist()[0] == {
        "name": "=1+1",
        "planted": date(2024, 3, 20),
        "fruits": -7,
        "price": {"amount": Decimal(10) ** 15, "currency": "IRR"},
        "emails": [{"value": "a@example.com", "label": "work"}, {"value": "b@example.com", "label": None}],
    }


def test_cards_are_offered_to_what_can_be_reached(orchard, alma, tmp_path):
    content = export(orchard, alma, "vcf", sort=("id",)).decode()

    assert formats_of(orchard)[-1] == "vcf"
    assert formats_of(named("kernel.tag"))[-1] == "parquet"
    assert content.count("BEGIN:VCARD\r\n") == 3
    assert "FN:=1+1\r\nCATEGORIES" not in content
    assert "EMAIL;TYPE=work:a@example.com\r\n" in content
    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))


def test_an_export_shows_what_its_query_asks_for(orchard, alma):
    where = parse_where("health is poor", orchard, alma.locale)

    assert [row[0] for row in lines(export(orchard, alma, columns=("name",), where=where))] == [
        "name",
        "'=1+1",
    ]


def test_every_export_is_told_before_its_first_byte(orchard, alma):
    stream_export(
        orchard, Query(columns=("name",), where=parse_where("fruits < 0", orchard, alma.locale)), alma, "csv"
    )

    fact = Fact.objects.get(name="integration.records_exported")
    assert (fact.object, fact.actor_id) == ("orchard.tree", alma.user_id)
    assert fact.payload == {"format": "csv", "where": 'fruits < "0"', "columns": ["name"], "count": 1}


def test_nobody_exports_what_they_may_not(orchard, world):
    with pytest.raises(Denied):
        stream_export(orchard, Query(), world.actor("stranger"), "csv")

    assert len(lines(export(orchard, world.actor("ann")))) == 1
    assert not Fact.objects.filter(name="integration.records_exported", actor_id=world.stranger.pk).exists()


def test_an_unknown_format_is_refused_with_those_that_there_are(orchard, alma):
    with pytest.raises(DomainError, match="csv, xlsx, jsonl, parquet, vcf"):
        stream_export(orchard, Query(), alma, "pdf")  # type: ignore[arg-type]
