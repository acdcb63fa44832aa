"""The text index on PostgreSQL: trigrams and words as indexes of the table of documents itself."""

from collections.abc import Sequence

from django.db import connection

# The text index of `search_document`: trigrams for any part of a word, words for their first letters, keys for what
# sounds alike, and the beginnings of titles in order, so that the shortest title that begins with a text comes first.
MAKE = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX search_document_trigram ON search_document USING gin (text gin_trgm_ops)",
    "CREATE INDEX search_document_words ON search_document USING gin (to_tsvector('simple', text))",
    "CREATE INDEX search_document_keys ON search_document USING gin (to_tsvector('simple', keys))",
    """CREATE INDEX search_document_start ON search_document (substr(text, 1, 60) COLLATE "C")""",
)
UNMAKE = (
    "DROP INDEX IF EXISTS search_document_trigram",
    "DROP INDEX IF EXISTS search_document_words",
    "DROP INDEX IF EXISTS search_document_keys",
    "DROP INDEX IF EXISTS search_document_start",
)
# The newest documents that are looked through for a word of one or two letters, and the titles that begin with it.
SCANNED = 20_000
# A transliteration key of so many consonants finds those that begin with it: "moham" is on its way to «محمدی».
SHORTEST_SOUND = 3


def add(documents: Sequence[tuple[int, str, str]]) -> None:
    """PostgreSQL keeps its indexes itself."""


def drop(documents: Sequence[tuple[int, str, str]]) -> None:
    """PostgreSQL keeps its indexes itself."""


def is_whole() -> bool:
    """PostgreSQL keeps its indexes itself."""
    return True


def rebuild() -> None:
    """Make the text indexes anew; nobody waits for it. Not to be called inside a transaction."""
    with connection.cursor() as cursor:
        for name in ("trigram", "words", "keys", "start"):
            cursor.execute(f"REINDEX INDEX CONCURRENTLY search_document_{name}")


SPACED = "(' ' || replace(text, chr(10), ' '))"


def _text_parts(words: Sequence[str]) -> tuple[str, list[str]]:
    """SQL for documents that hold every word: three letters and more anywhere, fewer where a word begins."""
    parts, params = [], []
    for word in words:
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        parts.append("text LIKE %s" if len(word) >= 3 else f"{SPACED} LIKE %s")
        params.append(f"%{escaped}%" if len(word) >= 3 else f"% {escaped}%")
    return " AND ".join(parts), params


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _ids(statement: str, params: Sequence[str | int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [row[0] for row in cursor.fetchall()]


Among = tuple[str, Sequence[str | int]]
"""SQL on `search_document` that says which documents are meant at all, and its parameters."""


def _some(where: str, params: Sequence[str | int], among: Among, limit: int) -> list[int]:
    # Materialised, so that the planner uses the text's index and does not walk the key backwards for a rare word.
    return _ids(
        f"WITH found AS MATERIALIZED (SELECT id FROM search_document"  # noqa: S608 - values are parameters
        f" WHERE {where} AND NOT archived AND ({among[0]}) LIMIT %s) SELECT id FROM found ORDER BY id DESC",
        [*params, *among[1], limit],
    )


def title_matches(start: str, among: Among, limit: int) -> list[int]:
    """Documents whose title begins with a text, in the order of the titles: the text itself first."""
    title = """substr(text, 1, 60) COLLATE "C\""""
    return _ids(
        "SELECT id FROM (SELECT id, object, subject_id, archived FROM search_document"  # noqa: S608
        f" WHERE {title} >= %s AND {title} < %s ORDER BY {title} LIMIT {SCANNED // 10}) AS begun"
        f" WHERE NOT archived AND ({among[0]}) LIMIT %s",
        [start[:60], start[:60] + "\U0010ffff", *among[1], limit],
    )


def text_matches(words: Sequence[str], among: Among, limit: int) -> list[int]:
    """Documents that hold every word, the newest first; short words alone are looked for among the newest ones."""
    where, params = _text_parts(words)
    if any(len(word) >= 3 for word in words):
        return _some(where, params, among, limit)
    return _ids(
        f"SELECT id FROM (SELECT * FROM search_document ORDER BY id DESC LIMIT {SCANNED}) AS newest"  # noqa: S608
        f" WHERE {where} AND NOT archived AND ({among[0]}) LIMIT %s",
        [*params, *among[1], limit],
    )


def key_matches(keys: Sequence[str], among: Among, limit: int) -> list[int]:
    """Documents whose title has words with these transliteration keys; the last word may go on."""
    goes_on = ":*" if len(keys[-1]) >= SHORTEST_SOUND else ""
    return _some(KEYS, [_keys(keys) + goes_on], among, limit)


KEYS = "to_tsvector('simple', keys) @@ to_tsquery('simple', %s)"


def _keys(keys: Sequence[str]) -> str:
    return " & ".join(_lexeme(key) for key in keys)


def similar_matches(text: str, among: Among, limit: int) -> list[int]:
    """Documents that share many trigrams with a text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', '0.4', false)")
    return _some("%s <%% text", [text], among, limit)


def text_condition(words: Sequence[str], keys: Sequence[str]) -> tuple[str, list[str]]:
    """SQL on `search_document` for documents that hold every word, or whose title sounds like all of them."""
    parts, params = [], []
    for word in words:
        if len(word) >= 3:
            part, values = _text_parts([word])
            parts.append(part)
            params += values
        else:
            parts.append("to_tsvector('simple', text) @@ to_tsquery('simple', %s)")
            params.append(f"{_lexeme(word)}:*")
    every = " AND ".join(parts)
    if not all(keys):
        return every, params
    return f"({every}) OR ({KEYS})", [*params, _keys(keys)]


def objects_holding(words: Sequence[str], keys: Sequence[str]) -> set[str]:
    """The Objects of the documents that hold every word, or whose title sounds like all of them."""
    where, params = text_condition(words, keys)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT object FROM search_document WHERE ({where}) AND NOT archived",  # noqa: S608
            params,
        )
        return {row[0] for row in cursor.fetchall()}
