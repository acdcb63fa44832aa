"""What changed in a forecast since another day: deals that came, were won or lost, slipped, grew and shrank."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q

from payvand.culture.money import Money
from payvand.kernel.kinds import JSON
from payvand.kernel.models import Fact
from payvand.sales.forecast.periods import Period
from payvand.sales.models import Opportunity
from payvand.sales.models.opportunity import OpportunityQuerySet

MOST = 2_000
AT_A_TIME = 500
# A deal has fifty fields; to read two thousand of them whole takes longer than all the rest.
NEEDED = (
    "name", "stage", "amount", "amount_currency", "expected_close", "closed_on", "party__name", "owner__name",
    "owner__username",
)  # fmt: skip
FACTS = ("record.created", "record.updated", "sales.opportunity_won", "sales.opportunity_lost")


class Turn(StrEnum):
    """What became of a deal, in the order in which it is told; a deal is told once."""

    WON = "won"
    LOST = "lost"
    NEW = "new"
    SLIPPED = "slipped"
    PULLED_IN = "pulled_in"
    GROWN = "grown"
    SHRUNK = "shrunk"


@dataclass(frozen=True, kw_only=True)
class Before:
    """A deal as it stood on the other day, as far as the facts since then tell."""

    is_new: bool
    is_open: bool
    amount: Money | None
    expected: date | None


@dataclass(frozen=True, kw_only=True)
class Change:
    """A deal that turned, and how it stood before."""

    deal: Opportunity
    turn: Turn
    before: Before

    @property
    def effect(self) -> Decimal:
        """What the forecast of the period gains by it, or loses."""
        now = self.deal.amount or Decimal(0)
        was = self.before.amount.amount if self.before.amount else Decimal(0)
        if self.turn in (Turn.LOST, Turn.SLIPPED):
            return -was
        return now - was if self.turn in (Turn.GROWN, Turn.SHRUNK) else now


def changes_since(since: datetime, deals: OpportunityQuerySet, period: Period) -> list[Change]:
    """The turns of those deals that concern a period. One query, and one more for each 500 deals.

    Deals written since then are read back to how they stood by the first facts that changed them; of more than 2,000
    those that were written last.
    """
    written = deals.filter(updated_at__gte=since).order_by("-updated_at", "-id")
    touched = list(written.select_related("party", "owner").only(*NEEDED)[:MOST])
    told = _facts_of([deal.pk for deal in touched], since)
    found = (change_of(deal, before_of(deal, told.get(deal.pk, ())), period) for deal in touched)
    return sorted(
        (change for change in found if change is not None),
        key=lambda change: (list(Turn).index(change.turn), -abs(change.effect)),
    )


def before_of(deal: Opportunity, facts: Sequence[Fact]) -> Before:
    """The deal before the facts, which come in order: the first word on a field says what it was."""
    amount = (
        Money(amount=Decimal(deal.amount), currency=deal.amount_currency) if deal.amount is not None else None
    )
    expected, is_new = deal.expected_close, False
    closed = any(fact.name in ("sales.opportunity_won", "sales.opportunity_lost") for fact in facts)
    seen: set[str] = set()
    for fact in facts:
        is_new |= fact.name == "record.created"
        for name, change in _changes(fact):
            if name not in seen and name == "amount":
                amount = _money(change)
            elif name not in seen and name == "expected_close":
                expected = _day(change)
            seen.add(name)
    return Before(is_new=is_new, is_open=closed or deal.is_open, amount=amount, expected=expected)


def change_of(deal: Opportunity, before: Before, period: Period) -> Change | None:
    """How a deal turned, as far as that concerns the period; None where it does not."""
    turn = _turn(deal, before, period)
    return Change(deal=deal, turn=turn, before=before) if turn else None


def _turn(deal: Opportunity, before: Before, period: Period) -> Turn | None:
    was_in = before.expected is not None and period.covers(before.expected)
    day = deal.closed_on or deal.expected_close
    is_in = day is not None and period.covers(day)
    if not deal.is_open:
        if not before.is_open or not (was_in or is_in):
            return None
        return Turn.WON if deal.is_won else Turn.LOST
    if before.is_new:
        return Turn.NEW if is_in else None
    if was_in != is_in:
        return Turn.PULLED_IN if is_in else Turn.SLIPPED
    return _sized(deal, before) if is_in else None


def _sized(deal: Opportunity, before: Before) -> Turn | None:
    now, was = deal.amount or Decimal(0), before.amount.amount if before.amount else Decimal(0)
    if now == was or (before.amount and before.amount.currency != deal.amount_currency):
        return None
    return Turn.GROWN if now > was else Turn.SHRUNK


def _facts_of(pks: Sequence[int], since: datetime) -> Mapping[int, list[Fact]]:
    found: dict[int, list[Fact]] = {}
    for start in range(0, len(pks), AT_A_TIME):
        about = Q(object="sales.opportunity", subject_id__in=pks[start : start + AT_A_TIME])
        for fact in Fact.objects.filter(about, at__gte=since, name__in=FACTS).order_by("id"):
            found.setdefault(fact.subject_id, []).append(fact)
    return found


def _changes(fact: Fact) -> Iterator[tuple[str, JSON]]:
    """Each field that the fact tells of, with what it was."""
    changes = fact.payload.get("changes") if fact.name == "record.updated" else None
    for name, pair in (changes or {}).items():
        if isinstance(pair, list) and pair:
            yield name, pair[0]


def _money(value: JSON) -> Money | None:
    if not isinstance(value, dict):
        return None
    return Money(amount=Decimal(str(value["amount"])), currency=str(value["currency"]))


def _day(value: JSON) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def effects(changes: Iterable[Change]) -> dict[Turn, Decimal]:
    """What each sort of turn brought or took."""
    found: dict[Turn, Decimal] = {}
    for change in changes:
        found[change.turn] = found.get(change.turn, Decimal(0)) + change.effect
    return found
