"""The commands that compare the index with the records and put it right."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from payvand.kernel import clock, outbox, records
from payvand.kernel.db import engine
from payvand.kernel.db.text import text_index
from payvand.kernel.objects import named
from payvand.kernel.testing.world import make_world
from payvand.search.find import find
from payvand.search.inspect import begin, differences, inspect, step
from payvand.search.jobs import drive_abandoned
from payvand.search.models import Document, Inspection
from tests.orchard.models import Tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def alma():
    return make_world().actor("alma")


@pytest.fixture
def apples(alma):
    trees = [records.create(named("orchard.tree"), {"name": f"Apple {n}"}, actor=alma).pk for n in range(3)]
    outbox.deliver_all()
    return trees


def check(capsys, *names: str) -> tuple[int, str]:
    """The exit code and what was said."""
    try:
        call_command("search_check", *names)
    except SystemExit as stop:
        return int(str(stop.code)), capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_an_index_that_equals_its_records_passes(apples, capsys):
    code, said = check(capsys, "orchard.tree")

    assert code == 0
    assert said.startswith("orchard.tree: equal: 3 records, 3 documents, checksum ")


def test_every_sort_of_difference_is_listed_and_mended(apples, capsys):
    stale, missing, archived = apples
    text_index().drop(list(Document.objects.filter(subject_id=missing).values_list("pk", "text", "keys")))
    Document.objects.filter(subject_id=missing).delete()
    Document.objects.filter(subject_id=archived).update(archived=True)
    Tree.objects.filter(pk=stale).update(name="Quince", name_fold="quince", name_sort="quince")

    code, said = check(capsys, "orchard.tree")
    call_command("search_rebuild", "orchard.tree")
    mended = capsys.readouterr().out

    assert code == 1
    assert said.startswith(
        f"orchard.tree: 3 differ ({stale}, {missing}, {archived}): 3 records, 2 documents, "
    )
    assert mended.startswith(
        f"orchard.tree: 3 mended ({stale}, {missing}, {archived}): 3 records, 3 documents, "
    )
    assert check(capsys, "orchard.tree")[0] == 0


def test_the_document_of_a_record_that_is_gone_goes_too(apples, alma, capsys):
    Tree.objects.filter(pk=apples[0]).delete()

    assert check(capsys, "orchard.tree")[0] == 1
    call_command("search_rebuild", "orchard.tree")

    assert Document.objects.filter(object="orchard.tree").count() == 2
    assert check(capsys, "orchard.tree")[0] == 0


def test_equal_sums_prove_that_index_and_data_are_equal(apples):
    trees = named("orchard.tree")

    before = inspect(trees, mends=False)
    Document.objects.filter(subject_id=apples[1]).update(title="Apples")
    broken = inspect(trees, mends=False)

    assert (before.records, before.documents, before.data_sum) == (3, 3, before.index_sum)
    assert broken.data_sum == before.data_sum != broken.index_sum
    assert (broken.differing_ids, broken.is_equal) == ([apples[1]], False)


def test_a_change_on_its_way_is_no_difference(apples, alma):
    trees = named("orchard.tree")
    records.update(trees, apples[0], {"name": "Quince"}, actor=alma)
    records.write_many(trees, [{"name": "Plum"}], actor=alma)

    found = inspect(trees, mends=True)

    assert (found.waiting, found.differing, found.data_sum) == (2, 0, found.index_sum)


def test_an_inspection_goes_on_where_it_was_broken_off(apples, monkeypatch):
    monkeypatch.setattr("payvand.search.inspect.STEP", 1)
    trees = named("orchard.tree")
    Document.objects.filter(subject_id=apples[2]).update(title="x")
    begun = begin(trees, mends=True)
    step(begun)
    seen = []

    ended = inspect(trees, mends=True, say=lambda each: seen.append(each.records))

    assert ended.pk == begun.pk
    assert seen == [2, 3, 3]
    assert (ended.mended, differences(trees)) == (1, [])


def test_a_step_that_another_process_has_taken_is_counted_once(apples, monkeypatch):
    monkeypatch.setattr("payvand.search.inspect.STEP", 2)
    trees = named("orchard.tree")
    mine, other = begin(trees, mends=False), begin(trees, mends=False)

    step(mine)
    step(other)

    assert mine.pk == other.pk
    assert (other.records, other.last_id) == (2, apples[1])


def test_an_inspection_that_nobody_drives_is_taken_up(apples):
    with clock.at(datetime(2020, 1, 1, tzinfo=UTC)):
        begin(named("orchard.tree"), mends=False)

    drive_abandoned()

    assert Inspection.objects.get(object="orchard.tree").ended_at is not None


def test_what_is_right_keeps_its_place(apples):
    before = list(Document.objects.order_by("pk").values_list("pk", "subject_id"))

    call_command("search_rebuild", "orchard.tree")

    assert list(Document.objects.order_by("pk").values_list("pk", "subject_id")) == before


def test_an_unknown_object_is_refused_with_the_names_there_are():
    with pytest.raises(CommandError, match=r"no object orchard\.shrub; there are: .*orchard\.tree"):
        call_command("search_check", "orchard.shrub")


def test_a_damaged_text_index_is_noticed_and_made_anew(apples, alma, capsys):
    if engine().__name__.endswith("postgres"):
        pytest.skip("PostgreSQL keeps its indexes itself")
    documents = list(Document.objects.filter(subject_id=apples[0]).values_list("pk", "text", "keys"))
    text_index().drop(documents)

    code, said = check(capsys, "orchard.tree")
    call_command("search_rebuild", "orchard.tree", "--text-index")

    assert code == 1
    assert "search_rebuild --text-index" in said
    assert check(capsys, "orchard.tree")[0] == 0
    assert len(find("apple", alma)) == 3
