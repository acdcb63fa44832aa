"""Keeps the documents and their text indexes equal to the records, one record or a whole set at a time."""

import time
from collections.abc import Callable, Iterator, Sequence

from django.db import transaction

from payvand.culture.folding import fold, squash
from payvand.culture.locale import NEUTRAL
from payvand.culture.transliteration import skeleton
from payvand.kernel.db import engine, insert_rows, reserve_ids
from payvand.kernel.objects import Field, Object
from payvand.kernel.query.rows import Row, read_rows
from payvand.search.models import Document

CHUNK = 2000
LONGEST = 4000
# A rebuild gives way between its steps: on SQLite there is one writer at a time.
STEP, PAUSE = 500, 0.02


def searched(one: Object) -> list[Field]:
    """The fields whose text can be found, the weightiest first; the title leads."""
    fields = [field for field in one.fields.values() if field.weight and field.name != one.title]
    return [one.field(one.title), *sorted(fields, key=lambda field: -field.weight)]


def index(one: Object, ids: Sequence[int]) -> None:
    """Make the documents of these records what the records are now; those of deleted records go."""
    for start in range(0, len(ids), CHUNK):
        with transaction.atomic():
            # Who reads the records first must not write its documents last.
            engine().take_turn(f"search.{one.name}")
            _index_chunk(one, ids[start : start + CHUNK])


def _index_chunk(one: Object, ids: Sequence[int]) -> None:
    fields = searched(one)
    rows = one.model.objects.filter(pk__in=ids)
    found, keys = read_rows(fields, ["archived_at"], rows)
    _forget(one, ids)
    places = list(reserve_ids(Document, len(found)))
    documents = [
        (place, one.name, row.id, *document(row, fields), archived_at is not None)
        for place, row, (archived_at,) in zip(places, found, keys, strict=True)
    ]
    insert_rows(Document, ["id", "object", "subject_id", "title", "text", "keys", "archived"], documents)
    engine().add_to_text_index([(place, text, keys) for place, _o, _s, _t, text, keys, _a in documents])


def _forget(one: Object, ids: Sequence[int]) -> None:
    old = Document.objects.filter(object=one.name, subject_id__in=ids)
    engine().drop_from_text_index(list(old.values_list("pk", "text", "keys")))
    old.drop()


def document(row: Row, fields: Sequence[Field]) -> tuple[str, str, str]:
    """Title, folded text and transliteration keys of a row whose first value is the title."""
    title = fields[0].kind.text(row.values[0], NEUTRAL)
    folded = fold(title)
    lines = [folded]
    if " " in folded:
        lines.append(squash(title))
    for field, value in zip(fields[1:], row.values[1:], strict=True):
        text = field.kind.search_text(value)
        if text:
            lines.append(fold(text))
    keys = " ".join(dict.fromkeys(skeleton(word) for word in folded.split()))
    return title[:300], "\n".join(lines)[:LONGEST], keys[:400]


def rebuild(one: Object, say: Callable[[int, int], None] = lambda done, mended: None) -> int:
    """Put every document right that is not what it should be, while people work. Returns how many were mended.

    Nothing is swept away first, so search answers all the time; documents that are right keep their place. `say` is
    told after each step how many records were looked at and how many documents were mended.
    """
    done = mended = 0
    for ids in chunks_of(one, STEP):
        wrong = differing(one, ids)
        index(one, wrong)
        done, mended = done + len(ids), mended + len(wrong)
        say(done, mended)
        time.sleep(PAUSE if wrong else 0)
    gone = orphans(one)
    index(one, gone)
    return mended + len(gone)


def differences(one: Object) -> list[int]:
    """The records whose document is not what it should be; an empty list proves that index and data are equal."""
    wrong = [pk for ids in chunks_of(one, CHUNK) for pk in differing(one, ids)]
    return wrong + orphans(one)


def chunks_of(one: Object, size: int) -> Iterator[list[int]]:
    """The numbers of all records of an Object, some at a time."""
    last = 0
    while True:
        ids = list(one.model.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size])
        if not ids:
            return
        yield ids
        last = ids[-1]


def differing(one: Object, ids: Sequence[int]) -> list[int]:
    """Those of the records whose document is missing or not what it should be."""
    fields = searched(one)
    rows = one.model.objects.filter(pk__in=ids).order_by("pk")
    found, keys = read_rows(fields, ["archived_at"], rows)
    columns = ("subject_id", "title", "text", "keys", "archived")
    stored = {
        subject: tuple(rest)
        for subject, *rest in Document.objects.filter(object=one.name, subject_id__in=ids).values_list(
            *columns
        )
    }
    return [
        row.id
        for row, (archived_at,) in zip(found, keys, strict=True)
        if stored.get(row.id) != (*document(row, fields), archived_at is not None)
    ]


def orphans(one: Object) -> list[int]:
    """The numbers of records that have a document and are no more."""
    documents = Document.objects.filter(object=one.name).exclude(
        subject_id__in=one.model.objects.values("pk")
    )
    return list(documents.values_list("subject_id", flat=True))
