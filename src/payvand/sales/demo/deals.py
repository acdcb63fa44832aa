"""The demo's deals: how each of them went, written in order of time by the ordinary commands."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from django.db import transaction

from payvand.catalog.models import Product
from payvand.kernel import clock
from payvand.kernel.access import Actor, actor_of
from payvand.kernel.commands import Command
from payvand.kernel.kinds import Reference
from payvand.kernel.models import User
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from payvand.parties.demo.cast import Die
from payvand.parties.demo.story import DAYS, TEHRAN, Event
from payvand.parties.models import Party
from payvand.sales.commands.checklist import tick_off
from payvand.sales.commands.estimate import learn
from payvand.sales.commands.opportunity import lose_opportunity, move_to_stage, win_opportunity
from payvand.sales.demo import words
from payvand.sales.models import Competitor, LostReason, Opportunity, Pipeline, Stage
from payvand.timeline.commands import write_note

COUNT = 220
NEVER = datetime(1900, 1, 1, tzinfo=UTC)
DEALS = "sales.opportunity"
# How far a deal of each source tends to come, beside luck.
LUCK = {
    "referral": 0.18,
    "visit": 0.08,
    "exhibition": 0.0,
    "website": -0.03,
    "search": -0.08,
    "cold_call": -0.15,
}


def fill(actor: Actor) -> None:
    """Write pipelines and deals; does nothing where there are pipelines, or no customers to sell to."""
    if Pipeline.objects.exists() or not Party.objects.exists():
        return
    with transaction.atomic():
        with clock.at(datetime.now(UTC) - timedelta(days=DAYS + 4)):
            set_up(actor)
        for event in sorted(Story().events):
            with clock.at(event.at):
                event.do()
    learn()


def set_up(actor: Actor) -> None:
    """Pipelines with their stages, and why and to whom deals are lost."""
    for position, (name, stages) in enumerate(words.PIPELINES):
        pipeline = create(named("sales.pipeline"), {"name": name, "position": position}, actor=actor)
        for place, (title, category, probability, rot_days) in enumerate(stages):
            values = {
                "pipeline": Reference(id=pipeline.pk), "name": title, "category": category, "position": place,
                "probability": probability, "rot_days": rot_days,
            }  # fmt: skip
            create(named("sales.stage"), values, actor=actor)
    asked = {"requirements": "amount; party", "checklist": "; ".join(words.CHECKLIST)}
    update(named("sales.stage"), _stage_named(words.PIPELINES[0][1][1][0]), asked, actor=actor)
    for place, name in enumerate(words.LOST_REASONS):
        create(named("sales.lostreason"), {"name": name, "position": place}, actor=actor)
    for name in words.RIVALS:
        create(named("sales.competitor"), {"name": name}, actor=actor)


def _stage_named(name: str) -> int:
    return int(Stage.objects.values_list("pk", flat=True).get(name=name))


class Story:
    """Everything that happens to the deals, as events that nobody has put in order yet."""

    def __init__(self) -> None:
        self.die = Die(1405)
        self.today = datetime.now(TEHRAN).date()
        self.events: list[Event] = []
        self.written: dict[int, int] = {}
        self.earliest = NEVER
        self.stages = {
            pipeline.name: list(pipeline.stages.order_by("position")) for pipeline in Pipeline.objects.all()
        }
        self.reasons = list(LostReason.objects.order_by("position"))
        self.rivals = list(Competitor.objects.order_by("id"))
        self.products = list(Product.objects.current().filter(price__isnull=False, price_currency="IRR")[:40])
        customers = Party.objects.organisations().current().filter(owner__isnull=False)
        self.customers = list(customers.select_related("owner").order_by("id"))
        self.actors = {user.pk: actor_of(user) for user in User.objects.select_related("team")}
        for number in range(COUNT):
            self._deal(number)

    def _at(self, day: date, do: Callable[[], object]) -> None:
        """Let something happen on a working day, at some time after nine."""
        day += timedelta(days=1 if day.weekday() == 4 else 0)
        hour = time(9 + self.die.random.randrange(8), self.die.random.randrange(60))
        moment = min(
            datetime.combine(day, hour, TEHRAN).astimezone(UTC), datetime.now(UTC) - timedelta(minutes=5)
        )
        # Within a deal nothing happens before what went before.
        moment = max(moment, self.earliest)
        self.earliest = moment + timedelta(minutes=1)
        self.events.append(Event(at=moment, number=len(self.events), do=do))

    def _deal(self, number: int) -> None:
        """One deal from its first day to its last."""
        customer = self.die.random.choice(self.customers)
        language = customer.preferred_language or "fa"
        pipeline = 1 if language != "fa" else (2 if self.die.chance(0.18) else 0)
        stages = self.stages[words.PIPELINES[pipeline][0]]
        born = (self.today - customer.created_at.date()).days
        # More of them lately: a firm that grows, and enough that is open.
        age = int(min(born - 2, DAYS - 10) * self.die.random.random() ** 1.4)
        start = self.today - timedelta(days=max(age, 1))
        self.earliest = NEVER
        source = self.die.pick(words.SOURCES)
        amount = self._amount(language)
        self._at(start, partial(self._create, number, customer, pipeline, stages[0], amount, source, start))
        self._walk(number, customer, stages, start, source, big=amount[1] > 3)

    def _amount(self, language: str) -> tuple[str, int]:
        """The amount as it is typed, and its size from 1 to 5."""
        size = self.die.random.choice((1, 1, 2, 2, 3, 3, 4, 5))
        if language == "fa":
            return f"IRR {self.die.random.randint(4, 40) * 10 ** (7 + size // 2) * size}", size
        return f"USD {self.die.random.randint(8, 60) * 500 * size}", size

    def _walk(
        self, number: int, customer: Party, stages: list[Stage], start: date, source: str, *, big: bool
    ) -> None:
        """The way through the stages: how far, how fast, and how it ends."""
        opens = [stage for stage in stages if stage.category == "open"]
        wins = self.die.random.random() < 0.52 + LUCK[source] - (0.12 if big else 0)
        reach = len(opens) if wins else self.die.random.randint(1, len(opens))
        day = start
        self._company(number, customer, start)
        for place in range(1, reach):
            day += timedelta(days=int(self.die.random.gammavariate(2.2, 7 if wins else 10)) + 1)
            if day >= self.today:
                return
            if opens[place].position == 2 and opens[place].pipeline_id == self._first_pipeline():
                for item in words.CHECKLIST:
                    self._at(day, partial(self._run, tick_off, number, item=item))
            self._at(day, partial(self._run, move_to_stage, number, stage=Reference(id=opens[place].pk)))
            self._meanwhile(number, customer, day)
        day += timedelta(days=int(self.die.random.gammavariate(2, 6 if wins else 12)) + 2)
        if day >= self.today:
            return
        if wins:
            self._at(day, partial(self._run, win_opportunity, number))
        else:
            self._at(day, partial(self._lose, number, customer, day))

    def _first_pipeline(self) -> int:
        return int(self.stages[words.PIPELINES[0][0]][0].pipeline_id)

    def _company(self, number: int, customer: Party, start: date) -> None:
        """Who has a say, what they want, in the first days."""
        if self.die.chance(0.7):
            self._at(start + timedelta(days=1), partial(self._involve, number, customer))
        if self.products and self.die.chance(0.5):
            self._at(start + timedelta(days=2), partial(self._add_lines, number))

    def _meanwhile(self, number: int, customer: Party, day: date) -> None:
        """A word about it, a date put off, a next step."""
        language = customer.preferred_language or "fa"
        if self.die.chance(0.5):
            text = self.die.pick(words.NOTES[language])
            self._at(day, partial(self._run, write_note, number, text=text))
        if self.die.chance(0.3):
            later = {"expected_close": day + timedelta(days=self.die.random.randint(20, 70))}
            self._at(day, partial(self._change, number, later))
        step = self.die.pick(words.NEXT_STEPS[language]) if self.die.chance(0.75) else ""
        due = day + timedelta(days=self.die.random.randint(2, 14)) if step else None
        self._at(day, partial(self._change, number, {"next_step": step, "next_step_on": due}))

    def _create(
        self,
        number: int,
        customer: Party,
        pipeline: int,
        stage: Stage,
        amount: tuple[str, int],
        source: str,
        day: date,
    ) -> None:
        language = customer.preferred_language or "fa"
        topic = self.die.pick(words.TOPICS["renewal" if pipeline == 2 else language])
        contact = Party.objects.current().filter(organisation=customer).order_by("id").first()
        values = {
            "name": topic.format(customer.name), "party": Reference(id=customer.pk),
            "contact": Reference(id=contact.pk) if contact else None, "stage": Reference(id=stage.pk),
            "amount": amount[0], "source": source, "opened_on": day,
            "expected_close": day + timedelta(days=self.die.random.randint(25, 90)),
            "next_step": self.die.pick(words.NEXT_STEPS[language]), "next_step_on": day + timedelta(days=5),
            "forecast": self.die.pick(("pipeline", "pipeline", "best_case", "commit")),
        }  # fmt: skip
        given = {name: value for name, value in values.items() if value is not None}
        made = create(named(DEALS), given, actor=self._owner(customer), allow_duplicate=True)
        self.written[number] = made.pk

    def _involve(self, number: int, customer: Party) -> None:
        people = Party.objects.current().filter(organisation=customer).order_by("id")[:2]
        for person, role in zip(people, ("decider", "influencer"), strict=False):
            values = {
                "opportunity": Reference(id=self.written[number]), "party": Reference(id=person.pk), "role": role,
                "attitude": self.die.pick(("for", "neutral", "neutral", "against")),
            }  # fmt: skip
            create(named("sales.stakeholder"), values, actor=self._owner(customer))

    def _add_lines(self, number: int) -> None:
        deal = Opportunity.objects.get(pk=self.written[number])
        if deal.amount_currency != "IRR":
            return
        for product in self.die.random.sample(self.products, min(2, len(self.products))):
            values = {
                "opportunity": Reference(id=deal.pk), "product": Reference(id=product.pk),
                "quantity": self.die.random.randint(5, 80) * 10, "unit_price": f"IRR {product.price:.0f}",
            }  # fmt: skip
            create(named("sales.opportunityline"), values, actor=self.actors[deal.owner_id or 0])

    def _lose(self, number: int, customer: Party, day: date) -> None:
        language = customer.preferred_language or "fa"
        reason = self.die.random.choice(self.reasons)
        rival = (
            self.die.random.choice(self.rivals)
            if reason == self.reasons[1] or self.die.chance(0.25)
            else None
        )
        self._run(
            lose_opportunity, number, reason=Reference(id=reason.pk), note=self.die.pick(words.LOST_NOTES[language]),
            competitor=Reference(id=rival.pk) if rival else None,
            wake_on=day + timedelta(days=self.die.random.randint(90, 240)) if self.die.chance(0.4) else None,
        )  # fmt: skip

    def _owner(self, customer: Party) -> Actor:
        return self.actors[customer.owner_id or 0]

    def _actor(self, number: int) -> Actor:
        owner = Opportunity.objects.values_list("owner_id", flat=True).get(pk=self.written[number])
        return self.actors[owner or 0]

    def _change(self, number: int, values: Mapping[str, object]) -> None:
        update(named(DEALS), self.written[number], values, actor=self._actor(number))

    def _run(self, command: Command, number: int, **inputs: object) -> None:
        command.run(self.written[number], actor=self._actor(number), of=named(DEALS), **inputs)
