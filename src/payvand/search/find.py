"""Finds records by what somebody types: in part, transliterated, on the wrong keyboard, mistyped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapidfuzz import fuzz, process

from payvand.culture.folding import fold
from payvand.culture.transliteration import skeleton
from payvand.kernel import clock
from payvand.kernel.access import Actor, may, reach, readable, visible
from payvand.kernel.db.text import text_index
from payvand.kernel.objects import Field, Object, all_objects
from payvand.kernel.query.rows import read_rows
from payvand.search.index import documents_of, searched
from payvand.search.models import Document
from payvand.search.reading import closeness, readings

# Ranking looks at so many documents, however many there are.
CANDIDATES = 200
# Who may see few of them is asked for their own: so many of their newest records are looked among.
REACHED = 20_000
TITLES = 60
SIMILAR = 72
OWN, RECENT, RECENT_DAYS = 5.0, 5.0, 30

Among = tuple[str, list[Any]]
"""SQL on `search_document` that says which documents are meant at all, and its parameters."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One record that was found, and how well it fits (higher is better, 100 and more is the whole title)."""

    object: str
    id: int
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """A document that a text index gave."""

    pk: int
    object: str
    subject_id: int
    title: str
    text: str


def find(text: str, actor: Actor, *, objects: Sequence[Object] | None = None, limit: int = 20) -> list[Hit]:
    """The best records for what was typed, among those that the actor may see.

    What was meant is tried in order (see `reading.readings`), each as typed or transliterated; typing mistakes are
    the last guess. A better fit comes first; among equals the actor's own and what was changed of late.
    """
    allowed = {one.name: one for one in objects or all_objects() if may(actor, "view", one)}
    if not allowed:
        return []
    for words in readings(text, actor.locale.region):
        hits = hits_of(words, allowed, actor, limit)
        if hits:
            return hits[:limit]
    folded = fold(text)
    return ranked(similar(folded, allowed), folded.split(), allowed, actor)[:limit]


def holders(text: str, actor: Actor) -> list[Object]:
    """The Objects of which a document holds what was typed; whether the actor may see it, is not yet asked."""
    for words in readings(text, actor.locale.region):
        names = text_index().objects_holding(words, [skeleton(word) for word in words])
        if names:
            return [one for one in all_objects() if one.name in names and may(actor, "view", one)]
    return []


def hits_of(words: Sequence[str], allowed: Mapping[str, Object], actor: Actor, limit: int) -> list[Hit]:
    """The records that hold the words. Where the first documents are hidden from the actor, their own are asked for."""
    wanted = within(allowed)
    starts = text_index().title_matches(" ".join(words), wanted, TITLES)
    holding = text_index().text_matches(words, wanted, CANDIDATES)
    if len(holding) < CANDIDATES:
        return ranked(documents([*starts, *holding, *sounding_like(words, wanted)]), words, allowed, actor)
    hits = ranked(documents([*starts, *holding]), words, allowed, actor)
    if len(hits) < limit and is_narrow(allowed, actor):
        own = text_index().text_matches(words, reached(allowed, actor), CANDIDATES)
        hits = ranked(documents([*starts, *own]), words, allowed, actor)
    return hits


def within(allowed: Mapping[str, Object]) -> Among:
    """The documents of some Objects."""
    return f"object IN ({', '.join(['%s'] * len(allowed))})", list(allowed)


def is_narrow(allowed: Mapping[str, Object], actor: Actor) -> bool:
    """Whether there is an Object of which the actor does not see every record."""
    return any(reach(one, actor, "view") for one in allowed.values())


def reached(allowed: Mapping[str, Object], actor: Actor) -> Among:
    """The documents of the newest records that the actor may see."""
    parts, params = [], []
    for name, one in allowed.items():
        newest = visible(one.model.objects.all(), actor).order_by("-pk").values("pk")[:REACHED]
        statement, values = newest.query.sql_with_params()
        parts.append(f"object = %s AND subject_id IN ({statement})")
        params += [name, *values]
    return " OR ".join(parts), params


def sounding_like(words: Sequence[str], wanted: Among) -> list[int]:
    """Documents whose title is spelt otherwise, or in other letters, and sounds the same."""
    keys = [skeleton(word) for word in words]
    return text_index().key_matches(keys, wanted, CANDIDATES) if all(keys) else []


def documents(ids: Sequence[int]) -> list[Found]:
    """The documents of these numbers."""
    rows = Document.objects.filter(pk__in=set(ids)).values_list("pk", "object", "subject_id", "title", "text")
    return [Found(*row) for row in rows]


def similar(folded: str, allowed: Mapping[str, Object]) -> list[Found]:
    """Documents that share many letters with a text: the answer when nothing was found."""
    if len(folded) < 4 or folded.replace(" ", "").isdigit():
        return []
    found = {
        one.pk: one for one in documents(text_index().similar_matches(folded, within(allowed), CANDIDATES))
    }
    texts = {pk: one.text for pk, one in found.items()}
    close = process.extract(folded, texts, scorer=fuzz.partial_ratio, score_cutoff=SIMILAR, limit=50)
    return [found[pk] for _text, _score, pk in close]


def ranked(
    found: Sequence[Found], words: Sequence[str], allowed: Mapping[str, Object], actor: Actor
) -> list[Hit]:
    """Those of the documents that the actor may see, the best first. One query an Object among them."""
    by_object: dict[str, list[Found]] = {}
    for each in found:
        by_object.setdefault(each.object, []).append(each)
    hits = [
        hit for name, mine in by_object.items() for hit in visible_hits(allowed[name], mine, words, actor)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, -hit.id))


def visible_hits(one: Object, found: Sequence[Found], words: Sequence[str], actor: Actor) -> Iterator[Hit]:
    """The visible ones among the documents of one Object, with their scores."""
    rows = visible(one.model.objects.filter(pk__in=[each.subject_id for each in found]), actor)
    columns = ("pk", "updated_at", "owner_id") if one.owned else ("pk", "updated_at", "version")
    seen = {pk: (changed, owner) for pk, changed, owner in rows.values_list(*columns)}
    found = [each for each in found if each.subject_id in seen]
    now = clock.now()
    for each in admitted(one, found, words, actor):
        changed, owner = seen[each.subject_id]
        own = OWN if one.owned and owner == actor.user_id else 0
        score = fit(each, words) + own + freshness(changed, now)
        yield Hit(object=one.name, id=each.subject_id, title=each.title, score=score)


def admitted(one: Object, found: Sequence[Found], words: Sequence[str], actor: Actor) -> Sequence[Found]:
    """Documents that the words fit without the fields that are hidden from the actor."""
    seen = readable(one, actor)
    fields = searched(one)
    left = [field for field in fields if field.name in seen]
    if len(left) == len(fields):
        return found
    if one.title not in seen:
        return []
    return [each for each in reread(one, found, left) if found_in(each, words)]


def reread(one: Object, found: Sequence[Found], fields: Sequence[Field]) -> list[Found]:
    """The documents as they would be with these fields alone."""
    rows, _keys = read_rows(fields, [], one.model.objects.filter(pk__in=[each.subject_id for each in found]))
    texts = {row.id: content for row, content in zip(rows, documents_of(rows, fields), strict=True)}
    return [
        Found(each.pk, each.object, each.subject_id, *texts[each.subject_id][:2])
        for each in found
        if each.subject_id in texts
    ]


def found_in(each: Found, words: Sequence[str]) -> bool:
    """Whether a document holds the words, or its title sounds like them."""
    sounds = sounds_of(each.title)
    return all(word in each.text for word in words) or all(sounds_like(word, sounds) for word in words)


def sounds_of(title: str) -> set[str]:
    """The transliteration keys of a title's words."""
    return {skeleton(word) for word in fold(title).split()}


def sounds_like(word: str, sounds: set[str]) -> float:
    """How well a word sounds like one of others: as a whole, or as far as it is typed; 0 where it does not."""
    key = skeleton(word)
    if key and key in sounds:
        return 12
    goes_on = len(key) >= text_index().SHORTEST_SOUND and any(sound.startswith(key) for sound in sounds)
    return 6 if goes_on else 0


def fit(each: Found, words: Sequence[str]) -> float:
    """How well a document fits: by its title, by the sound of it, or else by what else it holds."""
    title = fold(each.title)
    close = closeness(title, words)
    if close:
        return close
    parts = set(each.text.split())
    sounds = sounds_of(title)
    points = [
        15 if word in parts else max(8 if word in each.text else 0, sounds_like(word, sounds))
        for word in words
    ]
    return sum(points) / len(points) + fuzz.ratio(title, " ".join(words)) / 10


def freshness(changed: datetime, now: datetime) -> float:
    """What a late change is worth: half of it a month ago."""
    return RECENT * RECENT_DAYS / (RECENT_DAYS + max((now - changed).days, 0))
