"""The seeded world: any number of parties, their people and their past, written as a set, as commands would leave it.

It is made for measurements, on an instance of its own: it begins with an empty register or not at all.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import orjson
from django.db import transaction

from payvand.culture.folding import clean
from payvand.kernel import clock
from payvand.kernel.db import reserve_ids
from payvand.kernel.kinds import Item
from payvand.parties.models import Channel, ContactPoint, Party
from payvand.parties.objects import parties
from payvand.project.seed_ahead import made_ahead
from payvand.project.seed_people import Staff, hire
from payvand.project.seed_rows import Load, Values, documents_of, fact, facts_of, put, rows_of
from payvand.project.seed_words import (
    CITIES,
    COMPANY_FORMS,
    FAMILY,
    GIVEN,
    JOBS,
    NOTES,
    SECTORS,
    SYLLABLES,
    TAGS,
)  # fmt: skip

LONGEST_TIMELINE = 5_000
SPAN_DAYS = 700


class NotEmpty(Exception):
    """There are parties already."""


@dataclass(frozen=True, kw_only=True)
class Register:
    """What the parties of a world are made from: their numbers, the people, and how much happened to each."""

    ids: Sequence[int]
    staff: Staff
    facts_per_party: int


def seed(*, parties: int, facts_per_party: int = 10, say: Callable[[str], None] = lambda line: None) -> None:
    """Write so many parties, three of ten organisations, each with so many facts; the first has a long past.

    Raises NotEmpty where there are parties already.
    """
    if Party.objects.exists():
        raise NotEmpty("seed needs an instance without parties: point PAYVAND_HOME to a new folder")
    began = time.monotonic()
    with transaction.atomic():
        staff = hire(TAGS)
        ids = list(reserve_ids(Party, parties))
        staff.busiest = ids[0]
    register = Register(ids=ids, staff=staff, facts_per_party=facts_per_party)
    for done, loads in made_ahead(made, register, parties):
        with transaction.atomic():
            put(loads)
        say(f"{done:,} parties, {done / (time.monotonic() - began):,.0f}/s")


@dataclass(frozen=True, kw_only=True)
class Contact:
    """One party on its way: its number, what its columns hold, and what hangs on it."""

    id: int
    columns: Values
    province: str
    country: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    tags: tuple[int, ...]


def made(register: Register, numbers: range) -> list[Load]:
    """One chunk of parties with everything that belongs to them."""
    staff = register.staff
    contacts = [contact(number, register.ids, staff) for number in numbers]
    tagged = [(one.id, tag) for one in contacts for tag in one.tags]
    return [
        party_rows(contacts),
        contact_points(contacts),
        Load(table=Party.tags.through._meta.label, columns=["party", "tag"], rows=tagged),
        facts(contacts, staff, register.facts_per_party),
        documents(contacts),
    ]


def contact(number: int, ids: Sequence[int], staff: Staff) -> Contact:
    """The party of that number: the same each time."""
    dice = random.Random(number)  # noqa: S311 - a world, not a secret
    owner = staff.owners[dice.randrange(len(staff.owners))]
    columns = organisation(number, dice) if number % 10 < 3 else person(number, ids, dice)
    if number % 10 == 0:
        staff.titles["organisation", ids[number]] = columns["name"]
    place = CITIES[dice.randrange(len(CITIES))]
    province, country = location(place)
    columns |= {"city": place, "source": SOURCES[dice.randrange(len(SOURCES))]}
    columns |= {"owner_id": owner.id, "team_id": owner.team_id}
    address = f"{HANDLES[number % len(HANDLES)]}{number}@example.{('com', 'org', 'net')[number % 3]}"
    few = dice.random()
    return Contact(
        id=ids[number],
        columns=columns,
        province=province,
        country=country,
        phones=(f"+98912{number:07d}", f"+9821{20_000_000 + number}")[: 2 if few < 0.4 else 1],
        emails=(address,) if few < 0.8 else (),
        tags=tuple(sorted(dice.sample(staff.tags, 2 if few < 0.2 else 1))) if few < 0.5 else (),
    )


SOURCES = ("referral", "website", "exhibition", "cold_call", "social")
HANDLES = ("info", "sales", "office", "contact")


def organisation(number: int, dice: random.Random) -> Values:
    """The columns of an organisation."""
    root = "".join(dice.choice(SYLLABLES) for _part in range(3))
    return {
        "kind": "organisation",
        "name": clean(dice.choice(COMPANY_FORMS).format(root)),
        "sector": SECTORS[number % len(SECTORS)],
        "employees": dice.randrange(2, 900),
        "founded": 1960 + dice.randrange(60),
        "website": f"https://firm{number}.example.com",
    }


def person(number: int, ids: Sequence[int], dice: random.Random) -> Values:
    """The columns of a person; most work at an organisation that came before."""
    given, family = clean(dice.choice(GIVEN)), clean(dice.choice(FAMILY))
    born = (
        clock.now().date().replace(year=1950 + dice.randrange(50), month=1 + number % 12, day=1 + number % 28)
    )
    columns: Values = {
        "kind": "person",
        "name": f"{given} {family}",
        "given_name": given,
        "family_name": family,
        "job_title": JOBS[number % len(JOBS)],
        "birth_day": born,
    }
    if dice.random() < 0.7:
        columns["organisation_id"] = ids[dice.randrange(number // 10 + 1) * 10]
    return columns


@cache
def location(city: str) -> tuple[str, str]:
    """Province and country as a party settles them for a city."""
    party = Party(name="x", city=city)
    party.settle_location()
    return party.province, party.country


def party_rows(contacts: Sequence[Contact]) -> Load:
    """One row each."""
    born = clock.now() - timedelta(days=SPAN_DAYS)
    return rows_of(
        Party,
        [
            one.columns | {"id": one.id, "province": one.province, "country": one.country, "created_at": born}
            for one in contacts
        ],
    )


def contact_points(contacts: Sequence[Contact]) -> Load:
    """Phones and e-mails."""
    fresh = ("", False, False, None, "unknown", "", None)
    columns = [
        "party", "channel", "value", "label", "is_primary", "is_shared", "verified_at", "consent", "consent_source",
        "consent_on",
    ]  # fmt: skip
    phones = [(one.id, Channel.PHONE.value, value, *fresh) for one in contacts for value in one.phones]
    emails = [(one.id, Channel.EMAIL.value, value, *fresh) for one in contacts for value in one.emails]
    return Load(table=ContactPoint._meta.label, columns=columns, rows=phones + emails)


def facts(contacts: Sequence[Contact], staff: Staff, facts_per_party: int) -> Load:
    """How each party was made, and the notes that were written since."""
    now = clock.now()
    days = [now - timedelta(days=SPAN_DAYS * (1 - part / facts_per_party)) for part in range(facts_per_party)]
    notes = [orjson.dumps({"text": clean(text)}).decode() for text in NOTES]
    rows = []
    for one in contacts:
        by = one.columns["owner_id"]
        values = orjson.dumps({"values": told(one, staff)}).decode()
        rows.append(fact(parties, "record.created", one.id, one.id, None, days[0], values))
        count = LONGEST_TIMELINE if one.id == staff.busiest else facts_per_party
        rows += [
            fact(
                parties,
                "timeline.note_written",
                one.id,
                one.id,
                by,
                days[part % len(days)],
                notes[(one.id + part) % len(notes)],
            )
            for part in range(1, count)
        ]
    return facts_of(rows)


def told(one: Contact, staff: Staff) -> Values:
    """The values of a party as the fact of its making tells them."""
    values = {name: value for name, value in one.columns.items() if not name.endswith("_id")}
    for link in ("owner", "team", "organisation"):
        pk = one.columns.get(f"{link}_id")
        if pk:
            values[link] = {"id": pk, "label": staff.titles[link, pk]}
    for name, several in (("phones", one.phones), ("emails", one.emails)):
        if several:
            values[name] = [{"value": value} for value in several]
    if one.tags:
        values["tags"] = [{"value": {"id": tag, "label": staff.titles["tag", tag]}} for tag in one.tags]
    return values


def documents(contacts: Sequence[Contact]) -> Load:
    """What the search finds them by."""
    return documents_of(
        parties,
        [
            one.columns | {"id": one.id, "phones": items(one.phones), "emails": items(one.emails)}
            for one in contacts
        ],
    )


def items(values: Sequence[str]) -> tuple[Item, ...]:
    """Values of a field of several values."""
    return tuple([Item(value=value) for value in values])
