"""Keeps the documents and their text indexes equal to the records, one record or a whole set at a time."""

from collections.abc import Sequence

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
    insert_rows(Document, ["id", "object", "subject_id", *CONTENT], documents)
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


def differing(one: Object, ids: Sequence[int]) -> list[int]:
    """Those of the records whose document is missing or not what it should be."""
    wanted, held = demanded(one, ids), stored(one, ids)
    return [pk for pk in ids if wanted.get(pk) != held.get(pk)]


def demanded(one: Object, ids: Sequence[int]) -> Contents:
    """What the documents of these records should hold."""
    fields = searched(one)
    found, keys = read_rows(fields, ["archived_at"], one.model.objects.filter(pk__in=ids))
    return {
        row.id: (*document(row, fields), archived_at is not None)
        for row, (archived_at,) in zip(found, keys, strict=True)
    }


def stored(one: Object, ids: Sequence[int]) -> Contents:
    """What the documents of these records hold."""
    rows = Document.objects.filter(object=one.name, subject_id__in=ids)
    return {pk: tuple(rest) for pk, *rest in rows.values_list("subject_id", *CONTENT)}


def orphans(one: Object) -> list[int]:
    """The numbers of records that have a document and are no more."""
    documents = Document.objects.filter(object=one.name).exclude(
        subject_id__in=one.model.objects.values("pk")
    )
    return list(documents.values_list("subject_id", flat=True))
