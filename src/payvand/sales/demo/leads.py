"""The demo's leads: from the first word to a deal, a reason or a later day, written in order of time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from django.db import transaction

from payvand.kernel import clock
from payvand.kernel.access import Actor, actor_of
from payvand.kernel.commands import Command
from payvand.kernel.kinds import Reference
from payvand.kernel.models import User
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.parties.demo.cast import Die
from payvand.parties.demo.story import TEHRAN, Event
from payvand.parties.models import Party
from payvand.sales.commands.call_list import log_call
from payvand.sales.commands.lead import (
    disqualify_lead,
    put_off_lead,
    qualify_lead,
    respond_to_lead,
)
from payvand.sales.commands.lead_assignment import assign_new_lead
from payvand.sales.commands.lead_conversion import convert_lead
from payvand.sales.commands.lead_form import send_form
from payvand.sales.commands.lead_score import score_stale
from payvand.sales.demo import lead_words as words
from payvand.sales.models import CallList, CallListEntry, DisqualifyReason, Lead, LeadForm

COUNT, DAYS = 82, 240
# (formula, position, rules: words, points, condition, fact, half-life)
FORMULAS = (
    ("تناسب مشتری", 0, (
        ("خودش تصمیم می‌گیرد", 20, 'job_title contains "مدیر" or job_title contains "صاحب"', "", None),
        ("نام مجموعه را گفته", 10, "organisation is not empty", "", None),
        ("در محدودهٔ تهران و البرز", 10, 'province in ("IR-23", "IR-30")', "", None),
        ("معرفی یا نمایشگاه", 15, "source in (referral, exhibition)", "", None),
        ("تماس سرد", -5, "source is cold_call", "", None),
        ("پیش از این مشتری بوده", 25, "party is not empty", "", None),
    )),
    ("گرمی سرنخ", 1, (
        ("تازه با او گفت‌وگو شده", 30, "", "sales.lead_responded", 14),
        ("دوباره خودش آمده", 20, "", "sales.lead_touched", 30),
        ("فرم فرستاده", 15, "", "sales.form_sent", 30),
        ("ارزیابی شده", 20, "status is qualified", "", None),
    )),
)  # fmt: skip


def fill(actor: Actor) -> None:
    """Write leads and what steers them; does nothing where there are leads, or nobody to sell."""
    if (
        Lead.objects.exists()
        or not Party.objects.exists()
        or not User.objects.filter(username="reza").exists()
    ):
        return
    with transaction.atomic():
        story = Story(actor)
        with clock.at(datetime.now(UTC) - timedelta(days=DAYS + 1)):
            story.set_up()
        for event in sorted(story.events):
            with clock.at(event.at):
                event.do()
        score_stale()


class Story:
    """Everything that happens to the leads, as events that nobody has put in order yet."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.die = Die(1406)
        self.users = {user.username: user for user in User.objects.all()}
        self.actors = {name: actor_of(user) for name, user in self.users.items()}
        self.today = datetime.now(TEHRAN).date()
        self.events: list[Event] = []
        self.made: dict[int, int] = {}
        for number in range(COUNT):
            self._lead(number)
        self._at(self.today - timedelta(days=6), self._call_list)

    def _at(self, day: date, do: Callable[[], object], after: int = 0) -> None:
        """Let something happen on a working day, `after` so many hours from nine."""
        day -= timedelta(days=1 if day.weekday() == 4 else 0)
        moment = datetime.combine(day, time(9, self.die.random.randrange(50)), TEHRAN) + timedelta(
            hours=after
        )
        at = min(
            moment.astimezone(UTC), datetime.now(UTC) - timedelta(minutes=COUNT - len(self.events) % COUNT)
        )
        self.events.append(Event(at=at, number=len(self.events), do=do))

    def set_up(self) -> None:
        """Reasons, rules, formulas, forms, and somebody's leave."""
        for position, (top, below) in enumerate(words.REASONS):
            values: dict[str, object] = {"name": top, "position": position}
            parent = self._make("sales.disqualifyreason", values)
            for name in below:
                self._make("sales.disqualifyreason", {"name": name, "parent": Reference(id=parent)})
        self._rule("صادرات", 1, "round_robin", 'phone starts "+964"', [("yousef", "")])
        self._rule(
            "تهران و البرز", 2, "territory", "", [("reza", "IR-23"), ("leila", "IR-23"), ("reza", "IR-30")]
        )
        self._rule("شهرستان‌ها", 3, "least_busy", "", [("omid", ""), ("leila", "")])
        for name, position, rules in FORMULAS:
            formula = self._make("sales.scoreformula", {"name": name, "position": position})
            for place, (text, points, condition, fact, half_life) in enumerate(rules):
                line: dict[str, object] = {
                    "formula": Reference(id=formula), "name": text, "points": points, "condition": condition,
                    "fact": fact,
                    "half_life_days": half_life, "position": place,
                }  # fmt: skip
                self._make("sales.scorerule", line)
        self._forms()
        leave = {
            "user": Reference(id=self.users["omid"].pk), "start_on": self.today + timedelta(days=3),
            "end_on": self.today + timedelta(days=9), "note": "مرخصی سالانه",
        }  # fmt: skip
        self._make("sales.absence", leave)

    def _forms(self) -> None:
        team = Reference(id=self.users["reza"].team_id or 0)
        shared: dict[str, object] = {"team": team, "hosts": "www.example.ir", "ask_organisation": "optional"}
        self._make(
            "sales.leadform",
            shared | {
                "name": "درخواست نمونه", "language": "fa", "title": "درخواست نمونهٔ رایگان", "ask_province": "optional",
                "intro": "نام و شماره‌تان را بنویسید؛ همکاران ما در ساعت کاری با شما تماس می‌گیرند.",
                "thanks": "سپاس از شما. حداکثر تا یک ساعت کاری دیگر تماس می‌گیریم.", "campaign": "کمپین نوروزی",
                "consent_text": "با دریافت پیام دربارهٔ کالاهای تازه موافقم.",
            },
        )  # fmt: skip
        self._make(
            "sales.leadform",
            shared | {
                "name": "استفسار التصدير", "language": "ar", "title": "استفسار عن التصدير",
                "thanks": "شكرًا لكم، سنتصل بكم قريبًا.", "intro": "اكتبوا لنا اسمكم ورقم هاتفكم.",
            },
        )  # fmt: skip

    def _rule(
        self, name: str, place: int, method: str, condition: str, people: list[tuple[str, str]]
    ) -> None:
        values = {
            "name": name,
            "position": place,
            "method": method,
            "condition": condition,
            "answer_minutes": 120,
        }
        rule = self._make("sales.assignmentrule", values)
        for username, province in people:
            user = Reference(id=self.users[username].pk)
            self._make(
                "sales.assignmentmember", {"rule": Reference(id=rule), "user": user, "province": province}
            )

    def _make(self, object_name: str, values: dict[str, object]) -> int:
        given = {name: value for name, value in values.items() if value not in ("", None)}
        return create(named(object_name), given, actor=self.actor, allow_duplicate=True).pk

    def _lead(self, number: int) -> None:
        """One lead from its first day on."""
        day = self.today - timedelta(days=round(DAYS * (1 - number / COUNT) ** 1.6))
        values = self._values(number)
        if values["source"] == "website" and number % 2:
            self._at(day, partial(self._send, number, values))
        else:
            self._at(day, partial(self._create, number, values))
        age = (self.today - day).days
        if number % 13 == 5:
            self._at(day + timedelta(days=min(age, 9)), partial(self._again, number), after=4)
        if age < 2 and number % 3:
            return  # still new
        self._at(day, partial(self._talk, number), after=1 + number % 5)
        if age > 4:
            self._end(number, day, age)

    def _values(self, number: int) -> dict[str, object]:
        pick = self.die.pick
        source = pick(words.SOURCES)
        base: dict[str, object] = {"source": source, "campaign": pick(words.CAMPAIGNS)}
        if number % 9 == 4:
            phone = "+964770" + self.die.digits(7)
            return base | {"name": pick(words.NAMES_AR), "organisation": pick(words.SHOPS_AR), "phone": phone}
        if number % 14 == 6:
            email = f"{self.die.fresh('buyer', 4)}@example.com"
            return base | {"name": pick(words.NAMES_EN), "organisation": pick(words.SHOPS_EN), "email": email}
        province, city = words.PLACES_FA[self.die.random.randrange(len(words.PLACES_FA))]
        return base | {
            "name": f"{pick(words.FIRST_FA)} {pick(words.LAST_FA)}", "phone": self.die.fresh("0912", 7),
            "organisation": pick(words.SHOPS_FA), "job_title": pick(words.TITLES_FA), "need": pick(words.NEEDS_FA),
            "province": province, "city": city,
            "budget": f"{self.die.random.randint(2, 60)}0000000 IRR" if self.die.chance(0.4) else None,
        }  # fmt: skip

    def _create(self, number: int, values: dict[str, object]) -> None:
        exports = str(values.get("phone", "")).startswith("+964")
        owner = self.actors["yousef" if exports else ("reza", "omid", "leila")[number % 3]]
        given = {name: value for name, value in values.items() if value not in ("", None)}
        self.made[number] = create(named("sales.lead"), given, actor=owner, allow_duplicate=True).pk
        assign_new_lead.run(self.made[number], actor=self.actor)

    def _send(self, number: int, values: dict[str, object]) -> None:
        form = LeadForm.objects.get(language="ar" if number % 9 == 4 else "fa")
        given = {**values, "consent": "true", "phone": values.get("phone") or self.die.fresh("0912", 7)}
        lead = send_form(form, given, key=f"demo-{number}", address=f"demo-{number}")
        self.made[number] = lead.pk
        assign_new_lead.run(lead.pk, actor=self.actor)

    def _again(self, number: int) -> None:
        lead = Lead.objects.get(pk=self.made[number])
        if lead.is_open and lead.phone:
            form = LeadForm.objects.get(language="fa")
            raw = {"name": lead.name, "phone": lead.phone, "consent": "true"}
            send_form(form, raw, key=f"again-{number}", address=f"demo-{number}")

    def _run(self, command: Command, number: int, **inputs: object) -> None:
        lead = Lead.objects.get(pk=self.made[number])
        if lead.is_open:
            actor = self.actors[lead.owner.username] if lead.owner is not None else self.actor
            command.run(lead.pk, actor=actor, of=named("sales.lead"), **inputs)

    def _talk(self, number: int) -> None:
        outcome = "no_answer" if self.die.chance(0.2) else "reached"
        talk: dict[str, object] = {"channel": "call", "outcome": outcome}
        if outcome == "reached":
            talk |= {"topic": self.die.pick(words.TOPICS), "questions": self.die.pick(words.QUESTIONS)}
            talk["objection"] = self.die.pick(("price", "timing", "competitor", "", "", ""))
        self._run(respond_to_lead, number, **talk)

    def _end(self, number: int, day: date, age: int) -> None:
        """How it went on: a deal, a reason, a later day, or somebody still works on it."""
        lot, soon = number % 8, day + timedelta(days=min(age, 4))
        if lot in (0, 3):
            self._at(soon, partial(self._run, qualify_lead, number), after=2)
        if lot == 3:
            self._at(soon, partial(self._run, convert_lead, number, new_party=True), after=4)
        elif lot in (1, 6):
            self._at(soon, partial(self._give_up, number), after=3)
        elif lot == 4:
            until = self.today + timedelta(days=5 + number % 60)
            self._at(soon, partial(self._run, put_off_lead, number, until=until, note=words.LATER), after=3)

    def _give_up(self, number: int) -> None:
        reasons = list(
            DisqualifyReason.objects.exclude(parent=None).order_by("id").values_list("pk", flat=True)
        )
        self._run(disqualify_lead, number, reason=Reference(id=reasons[number % len(reasons)]))

    def _call_list(self) -> None:
        """A list of bakeries that Reza is half way through."""
        reza = self.actors["reza"]
        given = {
            "name": "نانوایی‌ها و قنادی‌های غرب تهران",
            "script": words.SCRIPT,
            "campaign": "تماس سرد پاییز",
        }
        made = create(named("sales.calllist"), given, actor=reza)
        assert isinstance(made, CallList)
        outcomes = (
            "reached",
            "no_answer",
            "interested",
            "not_interested",
            "busy",
            "wrong_number",
            "interested",
        )
        for place, name in enumerate(words.SHOPS_TO_CALL):
            values = {
                "call_list": Reference(id=made.pk), "name": name, "phone": self.die.fresh("02144", 6),
                "position": place + 1,
            }  # fmt: skip
            entry = create(named("sales.calllistentry"), values, actor=reza)
            assert isinstance(entry, CallListEntry)
            if place < len(outcomes):
                log_call.run(entry.pk, actor=reza, outcome=outcomes[place])
