"""The text index on SQLite: two tables of FTS5 beside the documents, and an index of how titles begin."""

import heapq
import json
import random
import time
from collections import Counter
from collections.abc import Sequence

from django.db import DatabaseError, connection, transaction

# The text index of `search_document`: trigrams for any part of a word, words with prefixes for its first letters, and
# the beginnings of titles in order, so that the shortest title that begins with a text is the first one found.
MAKE = (
    """CREATE VIRTUAL TABLE search_trigram USING fts5(
        text, content='search_document', content_rowid='id', tokenize='trigram')""",
    """CREATE VIRTUAL TABLE search_word USING fts5(
        text, keys, content='search_document', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0', prefix='1 2')""",
    "CREATE INDEX search_document_start ON search_document (substr(text, 1, 60))",
)
TABLES = ("search_trigram", "search_word")
UNMAKE = (
    "DROP TABLE IF EXISTS search_trigram",
    "DROP TABLE IF EXISTS search_word",
    "DROP INDEX IF EXISTS search_document_start",
)
# Matches looked at, newest first, for those of the right Objects: a word that everybody has takes no longer.
SCANNED = 10_000
# The newest documents whose likeness to a mistyped text is weighed.
COMPARED = 3_000
# A long word is looked up by so many of its rarest pieces, as a sample of the documents tells, taken now and then.
RAREST, SAMPLED, SAMPLE_SECONDS = 3, 500, 900
# A mistyped text is looked for by so many of its rarest pieces; an error spoils three at most.
ASKED = 8
# A transliteration key of so many consonants finds those that begin with it: "moham" is on its way to «محمدی».
SHORTEST_SOUND = 3


def add(documents: Sequence[tuple[int, str, str]]) -> None:
    """Index documents given as (id, text, keys)."""
    with connection.cursor() as cursor:
        trigrams = [(pk, text) for pk, text, _keys in documents]
        cursor.executemany("INSERT INTO search_trigram(rowid, text) VALUES (%s, %s)", trigrams)
        cursor.executemany("INSERT INTO search_word(rowid, text, keys) VALUES (%s, %s, %s)", documents)


def drop(documents: Sequence[tuple[int, str, str]]) -> None:
    """Take documents out; the index needs to be told what they held."""
    with connection.cursor() as cursor:
        trigrams = [(pk, text) for pk, text, _keys in documents]
        cursor.executemany(
            "INSERT INTO search_trigram(search_trigram, rowid, text) VALUES ('delete', %s, %s)", trigrams
        )
        cursor.executemany(
            "INSERT INTO search_word(search_word, rowid, text, keys) VALUES ('delete', %s, %s, %s)", documents
        )


def is_whole() -> bool:
    """Whether the text indexes hold what the documents hold. It reads everything and keeps writers waiting."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except DatabaseError:
        return False
    return True


def rebuild() -> None:
    """Make the text indexes anew from the documents; writers wait for it."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")  # noqa: S608 - our own tables


def tune(table: str, **options: int) -> None:
    """Set options of a text index, which keeps them."""
    with connection.cursor() as cursor:
        for name, value in options.items():
            cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES (%s, %s)", [name, value])  # noqa: S608


def quoted(word: str) -> str:
    """A word as a string of the text index's own query language."""
    return '"' + word.replace('"', '""') + '"'


def _long(words: Sequence[str]) -> str:
    """The words of three letters and more, as the trigram index is asked for them."""
    return " AND ".join(quoted(word) for word in words if len(word) >= 3)


def _short(words: Sequence[str]) -> str:
    """The words of one or two letters, as the beginnings of words are asked for."""
    return " AND ".join(f"text:{quoted(word)}*" for word in words if len(word) < 3)


def _begins(word: str) -> str:
    """What a text holds, with spaces for its lines and one in front, where a word of it begins so."""
    return "% " + word + "%"


SPACED = "(' ' || replace(text, char(10), ' '))"


Among = tuple[str, Sequence[str | int]]
"""SQL on `search_document` that says which documents are meant at all, and its parameters."""


def _ids(statement: str, params: Sequence[str | int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [row[0] for row in cursor.fetchall()]


def _newest(
    table: str, query: str, among: Among, limit: int, also: str = "", words: Sequence[str] = ()
) -> list[int]:
    # The inner limit bounds the walk along the index; CROSS JOIN keeps the order of the two.
    return _ids(
        f"SELECT id FROM (SELECT rowid AS hit FROM {table} WHERE {table} MATCH %s ORDER BY rowid DESC LIMIT {SCANNED})"  # noqa: S608 - our own tables
        f" CROSS JOIN search_document ON id = hit WHERE NOT archived AND ({among[0]}){also} LIMIT %s",
        [query, *among[1], *words, limit],
    )


def title_matches(start: str, among: Among, limit: int) -> list[int]:
    """Documents whose title begins with a text, in the order of the titles: the text itself first."""
    return _ids(
        "SELECT id FROM (SELECT id, object, subject_id, archived FROM search_document"  # noqa: S608 - values are parameters
        " WHERE substr(text, 1, 60) >= %s AND substr(text, 1, 60) < %s"
        f" ORDER BY substr(text, 1, 60) LIMIT {SCANNED // 5})"
        f" WHERE NOT archived AND ({among[0]}) LIMIT %s",
        [start[:60], start[:60] + "\U0010ffff", *among[1], limit],
    )


def text_matches(words: Sequence[str], among: Among, limit: int) -> list[int]:
    """The newest documents that hold every word: three letters and more anywhere, fewer where a word begins."""
    long = _long(words)
    if not long:
        return _newest("search_word", _short(words), among, limit)
    short = [_begins(word) for word in words if len(word) < 3]
    also = f" AND {SPACED} LIKE %s" * len(short)
    rare = _candidates(words)
    if rare is None:
        return _newest("search_trigram", long, among, limit, also, short)
    whole = [word for word in words if len(word) >= 3]
    holding = " AND instr(text, %s)" * len(whole)
    return _ids(
        "SELECT id FROM (SELECT value AS hit FROM json_each(%s)) CROSS JOIN search_document ON id = hit"  # noqa: S608 - values are parameters
        f" WHERE NOT archived AND ({among[0]}){also}{holding} LIMIT %s",
        [json.dumps(rare), *among[1], *short, *whole, limit],
    )


def _candidates(words: Sequence[str]) -> list[int] | None:
    """The newest documents that hold the rarest pieces of long words; None where these are no help.

    A phrase walks along the lists of all its pieces, and those of a usual beginning (info@, +98912) are long.
    """
    rare = _rarest([word for word in words if len(word) >= 3])
    if len(rare) <= RAREST:
        return None
    usual, last = _usual_pieces()
    rare = rare[:RAREST]
    if usual[rare[0]] * last > SCANNED * SAMPLED:
        return None
    found = _ids(
        f"SELECT rowid FROM search_trigram WHERE search_trigram MATCH %s ORDER BY rowid DESC LIMIT {SCANNED}",  # noqa: S608
        [" AND ".join(map(quoted, rare))],
    )
    return found if len(found) < SCANNED else None


def _rarest(words: Sequence[str]) -> list[str]:
    """The pieces of three letters of some words, the rarest first."""
    pieces = dict.fromkeys(word[at : at + 3] for word in words for at in range(len(word) - 2))
    return sorted(pieces, key=_usual_pieces()[0].__getitem__) if len(pieces) > RAREST else list(pieces)


_usual: list[tuple[float, Counter[str], int]] = []


def _usual_pieces() -> tuple[Counter[str], int]:
    """In how many documents of a sample each piece of three letters stands, and the number of the last document."""
    now = time.monotonic()
    if not _usual or now - _usual[0][0] > SAMPLE_SECONDS:
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(id) FROM search_document")
            last = cursor.fetchone()[0] or 0
            # By chance, not by even steps: what is written in turns would lie in step with them.
            places = random.Random(last).choices(range(1, last + 1), k=SAMPLED) if last else [0] * SAMPLED  # noqa: S311
            marks = ", ".join(["%s"] * SAMPLED)
            cursor.execute(f"SELECT text FROM search_document WHERE id IN ({marks})", places)  # noqa: S608
            texts = [row[0] for row in cursor.fetchall()]
        counted = Counter(
            piece for text in texts for piece in {text[at : at + 3] for at in range(len(text) - 2)}
        )
        _usual[:] = [(now, counted, last)]
    return _usual[0][1:]


def key_matches(keys: Sequence[str], among: Among, limit: int) -> list[int]:
    """The newest documents whose title has words with these transliteration keys; the last word may go on."""
    goes_on = "*" if len(keys[-1]) >= SHORTEST_SOUND else ""
    return _newest("search_word", _keys(keys) + goes_on, among, limit)


def _keys(keys: Sequence[str]) -> str:
    return " AND ".join(f"keys:{quoted(key)}" for key in keys)


def similar_matches(text: str, among: Among, limit: int) -> list[int]:
    """Documents that share pieces of three letters with a text, those with most of them first.

    The newest that hold one of the rarest pieces are weighed here: the index's own rank counts every piece anew in all
    documents.
    """
    pieces = _rarest([text[:40]])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, text FROM (SELECT rowid AS hit FROM search_trigram WHERE search_trigram MATCH %s"  # noqa: S608
            f" ORDER BY rowid DESC LIMIT {COMPARED})"
            f" CROSS JOIN search_document ON id = hit WHERE NOT archived AND ({among[0]})",
            [" OR ".join(map(quoted, pieces[:ASKED])), *among[1]],
        )
        shared = [(sum(piece in held for piece in pieces), pk) for pk, held in cursor.fetchall()]
    return [pk for _count, pk in heapq.nlargest(limit, shared)]


def text_condition(words: Sequence[str], keys: Sequence[str]) -> tuple[str, list[str]]:
    """SQL on `search_document` for documents that hold every word, or whose title sounds like all of them."""
    every, params = _hits(words)
    if not all(keys):
        return f"id IN ({every})", params
    # One list of both: "or" would look every document up twice that is in either.
    return f"id IN ({every} UNION {WORDS})", [*params, _keys(keys)]


WORDS = "SELECT rowid FROM search_word WHERE search_word MATCH %s"


def _hits(words: Sequence[str]) -> tuple[str, list[str]]:
    """SQL for the numbers of the documents that hold every word."""
    asked = [("search_trigram", _long(words)), ("search_word", _short(words))]
    parts = [f"SELECT rowid FROM {table} WHERE {table} MATCH %s" for table, query in asked if query]  # noqa: S608
    return " INTERSECT ".join(parts), [query for _table, query in asked if query]


def objects_holding(words: Sequence[str], keys: Sequence[str]) -> set[str]:
    """The Objects of the newest documents that hold every word, or whose title sounds like all of them."""
    asked = [_hits(words), *([(WORDS, [_keys(keys)])] if all(keys) else [])]
    newest = " UNION ".join(
        f"SELECT rowid AS hit FROM ({hits} ORDER BY rowid DESC LIMIT {SCANNED})"  # noqa: S608 - our own tables
        for hits, _params in asked
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT object FROM ({newest}) CROSS JOIN search_document ON id = hit WHERE NOT archived",  # noqa: S608
            [value for _hits, params in asked for value in params],
        )
        return {row[0] for row in cursor.fetchall()}
