"""The commands that compare the index with the records and put it right."""

import pytest
from django.core.management import CommandError, call_command

from payvand.kernel import outbox, records
from payvand.kernel.db import engine
from payvand.kernel.objects import named
from payvand.kernel.testing.world import make_world
from payvand.search.find import find
from payvand.search.models import Document
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
    assert check(capsys, "orchard.tree") == (0, "orchard.tree: equal\n")


def test_every_sort_of_difference_is_listed_and_mended(apples, capsys):
    stale, missing, archived = apples
    engine().drop_from_text_index(
        list(Document.objects.filter(subject_id=missing).values_list("pk", "text", "keys"))
    )
    Document.objects.filter(subject_id=missing).delete()
    Document.objects.filter(subject_id=archived).update(archived=True)
    Tree.objects.filter(pk=stale).update(name="Quince", name_fold="quince", name_sort="quince")

    code, said = check(capsys, "orchard.tree")
    call_command("search_rebuild", "orchard.tree")
    mended = capsys.readouterr().out

    assert (code, said) == (1, f"orchard.tree: 3 differ: {stale}, {missing}, {archived}\n")
    assert mended == "orchard.tree: 3 mended\n"
    assert check(capsys, "orchard.tree")[0] == 0


def test_the_document_of_a_record_that_is_gone_goes_too(apples, alma, capsys):
    Tree.objects.filter(pk=apples[0]).delete()

    assert check(capsys, "orchard.tree")[0] == 1
    call_command("search_rebuild", "orchard.tree")

    assert Document.objects.filter(object="orchard.tree").count() == 2
    assert check(capsys, "orchard.tree")[0] == 0


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
    engine().drop_from_text_index(documents)

    code, said = check(capsys, "orchard.tree")
    call_command("search_rebuild", "orchard.tree", "--text-index")

    assert code == 1
    assert "search_rebuild --text-index" in said
    assert check(capsys, "orchard.tree")[0] == 0
    assert len(find("apple", alma)) == 3
