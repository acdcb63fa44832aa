"""Reads the facts about a record, newest first, as far as the reader may see what they tell of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan

from payvand.culture.locale import NEUTRAL, Locale
from payvand.kernel.access import Actor, may, right, visible
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.facts import FACTS
from payvand.kernel.kinds import JSON
from payvand.kernel.models import Fact, Right, Scope, User
from payvand.kernel.objects import Field, Object, all_objects, named
from payvand.kernel.records import once_known_as


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field that changed; both values as safe HTML."""

    label: Message
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One fact as a timeline shows it. `subject` is "" where it tells of the record whose timeline this is."""

    id: int
    name: str
    label: Message
    icon: str
    at: datetime
    who: str
    object: str
    subject_id: int
    subject: str
    text: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Some entries, newest first; `before` is the number to ask for older ones with, None at the end."""

    entries: tuple[Entry, ...]
    before: int | None


def entries(one: Object, pk: int, actor: Actor, *, before: int | None = None, limit: int = 50) -> Timeline:
    """The timeline of a record that the actor may see. A party's holds the facts of all its records.

    A constant number of queries: the facts, their authors, and one for each sort of record they tell of.
    """
    facts = list(older(facts_about(one, pk), before)[: limit + 1])
    shown = facts[:limit]
    titles = titles_of(shown, actor)
    people = dict(User.objects.filter(pk__in={fact.actor_id for fact in shown}).values_list("pk", "name"))
    found = [entry(fact, (one.name, pk), titles, people, actor) for fact in shown if key(fact) in titles]
    return Timeline(entries=tuple(found), before=shown[-1].pk if len(facts) > limit else None)


def facts_about(one: Object, pk: int) -> QuerySet[Fact]:
    """Every fact of a record's timeline, and of the records that were merged into it, newest first."""
    pks = [pk, *once_known_as(one, pk)]
    about = Q(party_id__in=pks) if one.party == "" else Q(object=one.name, subject_id__in=pks)
    return Fact.objects.filter(about).order_by("-at", "-id")


def older(facts: QuerySet[Fact], before: int | None) -> QuerySet[Fact]:
    """The facts before a given one: by the moment at which they happened, which is not that of an import."""
    if before is None:
        return facts
    mark = Fact.objects.filter(pk=before).values_list("at", flat=True).first()
    return facts.none() if mark is None else facts.filter(behind_moment(mark, before))


def behind_moment(mark: datetime, before: int) -> Q:
    """The place in the order of a timeline."""
    return Q(TupleLessThan(Tuple(F("at"), F("id")), (mark, before)))


def key(fact: Fact) -> tuple[str, int]:
    """What a fact tells of."""
    return fact.object, fact.subject_id


def titles_of(facts: Iterable[Fact], actor: Actor) -> dict[tuple[str, int], str]:
    """The titles of the subjects that the actor may see; a deleted one is known to those who may see all."""
    subjects: dict[str, set[int]] = {}
    for fact in facts:
        subjects.setdefault(fact.object, set()).add(fact.subject_id)
    known = {one.name for one in all_objects()}
    titles: dict[tuple[str, int], str] = {}
    for name in subjects.keys() & known:
        one = named(name)
        if not may(actor, "view", one):
            continue
        rows = visible(one.model.objects.filter(pk__in=subjects[name]), actor)
        titles |= {(name, pk): str(title) for pk, title in rows.values_list("pk", one.title)}
        if actor.grants.scope(name, "view") == Scope.ALL:
            gone = {(name, pk): f"#{pk}" for pk in subjects[name]}
            titles = gone | titles
    return titles


def entry(
    fact: Fact,
    of: tuple[str, int],
    titles: Mapping[tuple[str, int], str],
    people: Mapping[int, str],
    actor: Actor,
) -> Entry:
    """One fact in the reader's words."""
    kind = FACTS.get(fact.name)
    said = fact.payload.get("text")
    text = kind.text(fact.payload, actor.locale) if kind and kind.text else said
    return Entry(
        id=fact.pk,
        name=fact.name,
        label=kind.label if kind else fact.name,
        icon=kind.icon if kind else "point",
        at=fact.at,
        who=people.get(fact.actor_id or 0, "") or fact.actor_kind,
        object=fact.object,
        subject_id=fact.subject_id,
        subject="" if key(fact) == of else titles[key(fact)] or str(named(fact.object).label),
        text=text if isinstance(text, str) else "",
        changes=tuple(changes_in(fact.payload, named(fact.object), actor)),
    )


def changes_in(payload: Mapping[str, JSON], one: Object, actor: Actor) -> list[Change]:
    """The changed fields of a payload that the reader may see."""
    changes = payload.get("changes")
    found = []
    for name, pair in (changes if isinstance(changes, dict) else {}).items():
        field = one.fields.get(name)
        if field is None or right(one, name, actor) == Right.HIDDEN or not isinstance(pair, list):
            continue
        before, after = (html_of(field, value, actor.locale) for value in pair)
        found.append(Change(label=field.label, before=before, after=after))
    return found


def html_of(field: Field, value: JSON, locale: Locale) -> str:
    """A value of a fact as safe HTML; one that its kind no longer reads is left out."""
    try:
        return field.kind.html(field.kind.parse(value, NEUTRAL), locale)
    except DomainError:
        return ""


def history(one: Object, pk: int, field: str, actor: Actor, *, limit: int = 100) -> Sequence[Entry]:
    """The entries of a record that changed one field, newest first."""
    changed = facts_about(one, pk).filter(object=one.name, subject_id=pk, name="record.updated")
    facts = list(changed.filter(payload__changes__has_key=field)[:limit])
    titles = titles_of(facts, actor)
    people = dict(User.objects.filter(pk__in={fact.actor_id for fact in facts}).values_list("pk", "name"))
    found = [entry(fact, (one.name, pk), titles, people, actor) for fact in facts if key(fact) in titles]
    label = one.field(field).label
    only = [[change for change in one_entry.changes if change.label == label] for one_entry in found]
    return [
        replace(one_entry, changes=tuple(kept)) for one_entry, kept in zip(found, only, strict=True) if kept
    ]
