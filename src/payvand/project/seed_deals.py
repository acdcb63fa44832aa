"""The seeded world's deals: one pipeline of eight stages, and any number of opportunities on their way through it."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import orjson
from django.db import transaction

from payvand.kernel import clock
from payvand.kernel.db import reserve_ids
from payvand.kernel.models import User
from payvand.kernel.objects import named
from payvand.parties.models import Party
from payvand.project.seed_ahead import made_ahead
from payvand.project.seed_people import Owner, written
from payvand.project.seed_rows import Load, Values, documents_of, fact, facts_of, put, rows_of
from payvand.sales.models import ForecastCategory, Opportunity, Pipeline, Stage, StageCategory

SPAN_DAYS = 900
# Name, category, probability, and of a thousand deals how many stand there: most deals of an old pipeline are closed.
STAGES = (
    ("سرنخ تازه", StageCategory.OPEN, 10, 90),
    ("نیازسنجی", StageCategory.OPEN, 20, 70),
    ("ارائه", StageCategory.OPEN, 35, 50),
    ("پیشنهاد قیمت", StageCategory.OPEN, 50, 40),
    ("مذاکره", StageCategory.OPEN, 70, 30),
    ("قرارداد", StageCategory.OPEN, 90, 20),
    ("موفق", StageCategory.WON, 100, 320),
    ("ناموفق", StageCategory.LOST, 0, 380),
)
GOODS = ("تجهیز فروشگاه", "قرارداد نگهداری", "سفارش ماهانه", "راه‌اندازی انبار", "خرید سالانه")
SOURCES = ("referral", "website", "exhibition", "cold_call", "social")


class NoParties(Exception):
    """Deals need customers."""


@dataclass(frozen=True, kw_only=True)
class Market:
    """What deals are made from: their numbers, the stages as often as deals stand there, customers and sellers."""

    ids: Sequence[int]
    stages: Sequence[Stage]
    parties: Sequence[int]
    owners: Sequence[Owner]


def seed_deals(count: int, say: Callable[[str], None] = lambda line: None) -> None:
    """Write so many opportunities with their customers out of the register. Raises NoParties where it is empty."""
    parties = list(Party.objects.order_by("pk").values_list("pk", flat=True)[:300_000])
    if not parties:
        raise NoParties("deals need customers: seed parties first")
    people = User.objects.order_by("pk").values_list("pk", "team_id")
    began = time.monotonic()
    with transaction.atomic():
        stages, ids = pipeline(), list(reserve_ids(Opportunity, count))
    owners = [Owner(id=pk, team_id=team) for pk, team in people]
    market = Market(ids=ids, stages=stages, parties=parties, owners=owners)
    for done, loads in made_ahead(made, market, count):
        with transaction.atomic():
            put(loads)
        say(f"{done:,} opportunities, {done / (time.monotonic() - began):,.0f}/s")


def pipeline() -> list[Stage]:
    """The stages, each as often as deals shall stand in it."""
    (path,) = written([Pipeline(name="کاریز فروش")])
    stages = [
        Stage(pipeline=path, name=name, category=category, probability=probability, position=position)
        for position, (name, category, probability, _share) in enumerate(STAGES)
    ]
    written(stages)
    return [stage for stage, (*_rest, share) in zip(stages, STAGES, strict=True) for _turn in range(share)]


def deal(market: Market, number: int) -> Values:
    """The opportunity of that number: the same each time."""
    dice = random.Random(number)  # noqa: S311 - a world, not a secret
    stage, owner = dice.choice(market.stages), dice.choice(market.owners)
    opened = clock.now() - timedelta(days=dice.randrange(SPAN_DAYS))
    length = timedelta(days=5 + dice.randrange(90))
    is_open = stage.category == StageCategory.OPEN
    return {
        "id": market.ids[number],
        "name": f"{GOODS[number % len(GOODS)]} {number}",
        "party_id": dice.choice(market.parties),
        "stage_id": stage.pk,
        "stage_since": opened + length / 2,
        "amount": dice.randrange(1, 5_000) * 1_000_000,
        "forecast": (ForecastCategory.PIPELINE if is_open else ForecastCategory.CLOSED).value,
        "opened_on": opened.date(),
        "expected_close": (opened + length).date(),
        "closed_on": None if is_open else (opened + length).date(),
        "source": SOURCES[number % len(SOURCES)],
        "owner_id": owner.id,
        "team_id": owner.team_id,
        "created_at": opened,
    }


def made(market: Market, numbers: range) -> list[Load]:
    """One chunk of deals, each with the fact of its making and its search document."""
    one = named("sales.opportunity")
    deals = [deal(market, number) for number in numbers]
    facts = [
        fact(
            one, "record.created", deal["id"], deal["party_id"], deal["owner_id"], deal["created_at"],
            orjson.dumps({"values": {"name": deal["name"]}}).decode(),
        )
        for deal in deals
    ]  # fmt: skip
    return [rows_of(Opportunity, deals), facts_of(facts), documents_of(one, deals)]
