"""Keeps the documents and their text indexes equal to the records, one record or a whole set at a time."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import repeat

from django.db import transaction

from payvand.culture.folding import fold
from payvand.culture.locale import NEUTRAL
from payvand.culture.transliteration import skeleton
from payvand.kernel.db import engine, insert_rows, listed, reserve_ids
from payvand.kernel.db.text import text_index
from payvand.kernel.objects import Field, Object
from payvand.kernel.query.rows import Row, read_rows
from payvand.kernel.records.memory import without_collection
from payvand.search.models import Document

CHUNK = 2000
LONGEST = 4000
CONTENT = ("title", "text", "keys", "archived")
Contents = dict[int, tuple[object, ...]]
"""By the number of each record, what its document holds: the columns of CONTENT."""


def searched(one: Object) -> list[Field]:
    """The fields whose text can be found, the weightiest first; the title leads."""
    fields = [field for field in one.fields.values() if field.weight and field.name != one.title]
    return [one.field(one.title), *sorted(fields, key=lambda field: -field.weight)]


def index(one: Object, ids: Sequence[int]) -> None:
    """Make the documents of these records what the records are now; those of deleted records go."""
    for start in range(0, len(ids), CHUNK):
        with without_collection(), transaction.atomic():
            # Who reads the records first must not write its documents last.
            engine().take_turn(f"search.{one.name}")
            _index_chunk(one, ids[start : start + CHUNK])


def _index_chunk(one: Object, ids: Sequence[int]) -> None:
    fields = searched(one)
    found, keys = read_rows(fields, ["archived_at"], one.model.objects.filter(pk__in=listed(ids)))
    _forget(one, ids)
    places = reserve_ids(Document, len(found))
    documents = [
        (place, one.name, row.id, *content, archived_at is not None)
        for place, row, content, (archived_at,) in zip(
            places, found, documents_of(found, fields), keys, strict=True
        )
    ]
    insert_rows(Document, ["id", "object", "subject_id", *CONTENT], documents)
    text_index().add([(place, text, keys) for place, _o, _s, _t, text, keys, _a in documents])


def _forget(one: Object, ids: Sequence[int]) -> None:
    """Take out the documents that these records have; new records have none."""
    old = Document.objects.filter(object=one.name, subject_id__in=listed(ids))
    held = list(old.values_list("pk", "text", "keys"))
    if held:
        text_index().drop(held)
        old.drop()


Written = tuple[str, str, str]
"""What is written of a record: its title, folded text, and transliteration keys."""


def documents_of(rows: Sequence[Row], fields: Sequence[Field]) -> list[Written]:
    """The documents of rows whose first value is the title, worked out a field at a time."""
    if not rows:
        return []
    titles, *others = zip(*(row.values for row in rows), strict=True)
    shown = [fields[0].kind.text(title, NEUTRAL) for title in titles]
    told = [[*map(field.kind.search_text, column)] for field, column in zip(fields[1:], others, strict=True)]
    texts = zip(*filter(any, told), strict=True) if any(map(any, told)) else repeat(())
    return [*map(_written, shown, texts)]


def document(row: Row, fields: Sequence[Field]) -> Written:
    """The document of one such row."""
    return documents_of([row], fields)[0]


def _written(title: str, texts: Iterable[str]) -> Written:
    folded = fold(title)
    words = folded.split()
    lines = [folded] if len(words) < 2 else [folded, "".join(words)]
    lines += [known_fold(text) for text in texts if text]
    keys = " ".join(dict.fromkeys(map(sound_of, words)))
    return title[:300], "\n".join(lines)[:LONGEST], keys[:400]


# The words of names and the names of cities come again and again.
known_fold = lru_cache(maxsize=8_192)(fold)
sound_of = lru_cache(maxsize=32_768)(skeleton)


def differing(one: Object, ids: Sequence[int]) -> list[int]:
    """Those of the records whose document is missing or not what it should be."""
    wanted, held = demanded(one, ids), stored(one, ids)
    return [pk for pk in ids if wanted.get(pk) != held.get(pk)]


def demanded(one: Object, ids: Sequence[int]) -> Contents:
    """What the documents of these records should hold."""
    fields = searched(one)
    found, keys = read_rows(fields, ["archived_at"], one.model.objects.filter(pk__in=listed(ids)))
    return {
        row.id: (*content, archived_at is not None)
        for row, content, (archived_at,) in zip(found, documents_of(found, fields), keys, strict=True)
    }


def stored(one: Object, ids: Sequence[int]) -> Contents:
    """What the documents of these records hold."""
    rows = Document.objects.filter(object=one.name, subject_id__in=listed(ids))
    return {pk: tuple(rest) for pk, *rest in rows.values_list("subject_id", *CONTENT)}


def orphans(one: Object) -> list[int]:
    """The numbers of records that have a document and are no more."""
    documents = Document.objects.filter(object=one.name).exclude(
        subject_id__in=one.model.objects.values("pk")
    )
    return list(documents.values_list("subject_id", flat=True))
