"""The seeded world's deals: one pipeline of eight stages, and any number of opportunities on their way through it."""

import random
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

import orjson
from django.db import connection, transaction

from payvand.kernel import clock
from payvand.kernel.db import insert_rows, reserve_ids
from payvand.kernel.facts.write import FACT_COLUMNS
from payvand.kernel.models import Fact, User
from payvand.kernel.objects import named
from payvand.parties.models import Party
from payvand.project.seed_people import Owner, written
from payvand.project.seed_rows import Values, fact, index, late_indexes, write_rows
from payvand.sales.models import ForecastCategory, Opportunity, Pipeline, Stage, StageCategory

CHUNK = 5_000
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


def seed_deals(count: int, say: Callable[[str], None] = lambda line: None) -> None:
    """Write so many opportunities with their customers out of the register. Raises NoParties where it is empty."""
    parties = list(Party.objects.order_by("pk").values_list("pk", flat=True)[:300_000])
    if not parties:
        raise NoParties("deals need customers: seed parties first")
    owners = [
        Owner(id=pk, team_id=team) for pk, team in User.objects.order_by("pk").values_list("pk", "team_id")
    ]
    began = time.monotonic()
    with transaction.atomic():
        stages = pipeline()
        ids = list(reserve_ids(Opportunity, count))
    with late_indexes(Opportunity, Fact):
        for start in range(0, count, CHUNK):
            with transaction.atomic():
                write(
                    [
                        deal(number, stages, parties, owners) | {"id": ids[number]}
                        for number in range(start, min(start + CHUNK, count))
                    ]
                )
            done = min(start + CHUNK, count)
            say(f"{done:,} opportunities, {done / (time.monotonic() - began):,.0f}/s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def pipeline() -> list[Stage]:
    """The stages, each as often as deals shall stand in it."""
    (path,) = written([Pipeline(name="کاریز فروش")])
    stages = [
        Stage(pipeline=path, name=name, category=category, probability=probability, position=position)
        for position, (name, category, probability, _share) in enumerate(STAGES)
    ]
    written(stages)
    return [stage for stage, (*_rest, share) in zip(stages, STAGES, strict=True) for _turn in range(share)]


def deal(number: int, stages: Sequence[Stage], parties: Sequence[int], owners: Sequence[Owner]) -> Values:
    """The opportunity of that number: the same each time."""
    dice = random.Random(number)  # noqa: S311 - a world, not a secret
    stage, owner = stages[dice.randrange(len(stages))], owners[dice.randrange(len(owners))]
    opened = clock.now() - timedelta(days=dice.randrange(SPAN_DAYS))
    length = timedelta(days=5 + dice.randrange(90))
    is_open = stage.category == StageCategory.OPEN
    return {
        "name": f"{GOODS[number % len(GOODS)]} {number}",
        "party_id": parties[dice.randrange(len(parties))],
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


def write(deals: Sequence[Values]) -> None:
    """One chunk of deals, each with the fact of its making and its search document."""
    one = named("sales.opportunity")
    write_rows(Opportunity, deals)
    insert_rows(
        Fact,
        FACT_COLUMNS,
        [
            fact(
                one, "record.created", deal["id"], deal["party_id"], deal["owner_id"], deal["created_at"],
                orjson.dumps({"values": {"name": deal["name"]}}).decode(),
            )
            for deal in deals
        ],
    )  # fmt: skip
    index(one, deals)
