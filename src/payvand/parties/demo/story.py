"""The demo's history: what was done to each customer and when, written in order of time by the ordinary commands."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction

from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.commands import Command
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from payvand.parties.commands import (
    change_owner,
    give_consent,
    mark_lost,
    note_contact,
    note_purchase,
    relate,
    set_primary_contact,
    take_up,
    update_lifecycle,
    verify_contact,
    withdraw_consent,
)  # fmt: skip
from payvand.parties.demo import words
from payvand.parties.demo.cast import Die, Figure, cast
from payvand.parties.demo.people import hire
from payvand.parties.demo.words import lines_of, words_of
from payvand.parties.models import Party
from payvand.parties.models.lifecycle import ACTIVE_DAYS
from payvand.timeline.commands import write_note

DAYS = 900
TEHRAN = ZoneInfo("Asia/Tehran")
NOTES = {"fa": lines_of(words.NOTES_FA), "ar": lines_of(words.NOTES_AR), "en": lines_of(words.NOTES_EN)}
# Roles that the first, second and third person of a customer play when it buys.
ROLES = ("decider", "influencer", "user")


@dataclass(order=True)
class Event:
    """Something that happens at a moment; the number keeps what happens at once in order."""

    at: datetime
    number: int
    do: Callable[[], object] = field(compare=False)


def fill(actor: Actor) -> None:
    """Write the demo's register into an empty database; does nothing where there are parties already."""
    if Party.objects.exists():
        return
    with transaction.atomic():
        with clock.at(datetime.now(UTC) - timedelta(days=DAYS + 5)):
            actors = hire(actor)
            for cell in words_of(words.TAGS):
                name, colour = cell.rsplit(" ", 1)
                create(named("kernel.tag"), {"name": name, "colour": colour}, actor=actor)
        for event in sorted(Story(actors).events):
            with clock.at(event.at):
                event.do()


class Story:
    """Everything that happens, as events that nobody has put in order yet."""

    def __init__(self, actors: dict[str, Actor]) -> None:
        self.actors = actors
        self.die = Die(1403)
        self.today = datetime.now(TEHRAN).date()
        self.events: list[Event] = []
        self.written: dict[int, int] = {}
        self.handed_over: dict[int, str] = {}
        for figure in cast():
            self._customer(figure)
        self._referrals()

    def _at(self, day: date, do: Callable[[], object], *, hour: int | None = None) -> None:
        """Let something happen on a day that is no Friday, at an hour or at some time after nine."""
        day += timedelta(days=1 if day.weekday() == 4 else 0)
        clock_time = time(hour or 10 + self.die.random.randrange(7), self.die.random.randrange(60))
        moment = min(datetime.combine(day, clock_time, TEHRAN).astimezone(UTC), datetime.now(UTC))
        self.events.append(Event(at=moment, number=len(self.events), do=do))

    def _customer(self, figure: Figure) -> None:
        """One customer from the first day on: its people, what they said, what it bought, how it went on."""
        start = self.today - timedelta(days=self.die.random.randint(20, DAYS))
        self._at(start, partial(self._create, figure), hour=8)
        for number, person in enumerate(figure.people):
            joined = start + timedelta(days=1 + 3 * number)
            self._at(joined, partial(self._join, person, figure, ROLES[number]), hour=9)
            self._contacts(person, joined + timedelta(days=1))
        for branch in figure.branches:
            self._at(start + timedelta(days=2), partial(self._branch, figure, branch))
        bought = self._purchases(figure, start)
        self._talks(figure, start, bought)
        self._turns(figure, start, bought)

    def _contacts(self, person: Figure, day: date) -> None:
        """What somebody said of a phone number: it works, and what it may be used for."""
        phone = str(_first(person.values["phones"]))
        if self.die.chance(0.5):
            self._at(day, partial(self._run, verify_contact, person, contact=phone))
        if self.die.chance(0.3):
            self._at(day, partial(self._run, set_primary_contact, person, contact=phone))
        if self.die.chance(0.45):
            self._at(
                day, partial(self._run, give_consent, person, contact=phone, source="فرم ثبت‌نام", on=day)
            )
            if self.die.chance(0.15):
                later = min(day + timedelta(days=120), self.today)
                self._at(
                    later,
                    partial(self._run, withdraw_consent, person, contact=phone, source="پیامک ۱۱", on=later),
                )

    def _purchases(self, figure: Figure, start: date) -> list[date]:
        """The days on which a customer bought; some never do, and some stop."""
        days = list(self._days_of_purchases(start))
        before: date | None = None
        for day, following in zip(days, [*days[1:], self.today], strict=False):
            do = self._turn if before is None or _is_long(before, day) else self._run
            self._at(day, partial(do, note_purchase, figure, on=day))
            if _is_long(day, following):
                self._at(day + timedelta(days=ACTIVE_DAYS + 2), partial(self._run, update_lifecycle, figure))
            before = day
        return days

    def _days_of_purchases(self, start: date) -> Iterator[date]:
        if self.die.chance(0.3):
            return
        pace = self.die.random.choice([60, 100, 140, 170])
        end = self.today if self.die.chance(0.75) else start + (self.today - start) * 0.5
        day = start + timedelta(days=self.die.random.randint(7, 60))
        while day < end:
            yield day
            day += timedelta(days=int(pace * self.die.random.uniform(0.6, 1.5)))

    def _talks(self, figure: Figure, start: date, bought: list[date]) -> None:
        """Notes of calls and visits, more of them where somebody buys."""
        span = max((self.today - start).days, 2)
        for _note in range(self.die.random.randint(0, 2) + min(len(bought), 2)):
            day = start + timedelta(days=self.die.random.randint(1, span - 1))
            self._at(day, partial(self._talk, figure, self.die.pick(NOTES[figure.language]), day))

    def _turns(self, figure: Figure, start: date, bought: list[date]) -> None:
        """What changes in a customer's life: another owner, more staff, a loss, a second try."""
        later = start + (self.today - start) * 0.6
        if figure.owner == "reza" and self.die.chance(0.2):
            self._at(later, partial(self._hand_over, figure, "leila"))
        if figure.people and self.die.chance(0.25):
            staff = {"employees": self.die.random.randint(15, 320)}
            self._at(later, partial(self._change, figure, staff))
        if self.die.chance(0.08) and (not bought or bought[-1] < later):
            reason = self.die.pick(words_of(words.LOST_REASONS))
            self._at(later, partial(self._turn, mark_lost, figure, reason=reason, on=later))
            if self.die.chance(0.3):
                again = min(later + timedelta(days=40), self.today - timedelta(days=1))
                self._at(again, partial(self._turn, take_up, figure, reason="بودجهٔ تازه"))

    def _referrals(self) -> None:
        """Yesterday, a few customers are found to have sent one another."""

        def relate_some() -> None:
            companies = list(Party.objects.organisations().order_by("id").values_list("pk", flat=True)[:60])
            for first, second in zip(companies[::7], companies[3::7], strict=False):
                relate.run(second, actor=self.actors["mina"], kind="referred_by", other=Reference(id=first))
            for parent, subsidiary in zip(companies[1::15], companies[2::15], strict=False):
                other = Reference(id=parent)
                relate.run(subsidiary, actor=self.actors["mina"], kind="subsidiary_of", other=other)

        self._at(self.today - timedelta(days=1), relate_some)

    def _create(self, figure: Figure) -> None:
        given = {name: value for name, value in figure.values.items() if value not in ("", None)}
        made = create(named("parties.party"), given, actor=self.actors[figure.owner], allow_duplicate=True)
        self.written[id(figure)] = made.pk

    def _join(self, person: Figure, organisation: Figure, role: str) -> None:
        """Somebody comes into the register, and is said to work at a customer."""
        self._create(person)
        employer = Reference(id=self.written[id(organisation)])
        kind = "decides_for" if role == "decider" and self.die.chance(0.3) else "works_at"
        self._run(relate, person, kind=kind, other=employer, role=role)
        if kind != "works_at":
            self._change(person, {"organisation": employer})

    def _branch(self, figure: Figure, values: dict[str, object]) -> None:
        whole = {"party": Reference(id=self.written[id(figure)]), **values}
        create(named("parties.address"), whole, actor=self.actors[figure.owner])

    def _owner(self, figure: Figure) -> Actor:
        """Whoever answers for a customer by now."""
        return self.actors[self.handed_over.get(id(figure), figure.owner)]

    def _talk(self, figure: Figure, text: str, day: date) -> None:
        actor, pk = self._owner(figure), self.written[id(figure)]
        write_note.run(pk, actor=actor, of=named("parties.party"), text=text)
        if self.die.chance(0.5):
            note_contact.run(pk, actor=actor, on=day)

    def _hand_over(self, figure: Figure, username: str) -> None:
        owner = Reference(id=self.actors[username].user_id or 0)
        self._run(change_owner, figure, owner=owner, note="جابه‌جایی منطقه‌ها")
        self.handed_over[id(figure)] = username

    def _turn(self, command: Command, figure: Figure, **inputs: object) -> None:
        """A command after which the customer stands with us in another way."""
        self._run(command, figure, **inputs)
        self._run(update_lifecycle, figure)

    def _change(self, figure: Figure, values: Mapping[str, object]) -> None:
        update(named("parties.party"), self.written[id(figure)], values, actor=self.actors["mina"])

    def _run(self, command: Command, figure: Figure, **inputs: object) -> None:
        command.run(self.written[id(figure)], actor=self._owner(figure), of=named("parties.party"), **inputs)


def _is_long(first: date, second: date) -> bool:
    """Whether a customer is dormant between two days."""
    return (second - first).days > ACTIVE_DAYS


def _first(values: object) -> object:
    """The first of several values, or the only one."""
    first = values[0] if isinstance(values, list) else values
    return first["value"] if isinstance(first, dict) else first
