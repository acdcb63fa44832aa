"""How customers stand: what they owe, since when, and how far they may be trusted. Read as sets, never row by row."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from payvand.culture.money import Money
from payvand.kernel.fields import MoneyField
from payvand.kernel.models import RecordQuerySet
from payvand.sales.models.cheque import Cheque, ChequeState
from payvand.sales.models.credit import CreditTerms, Standing
from payvand.sales.models.invoice import Invoice, InvoiceKind, InvoiceState
from payvand.sales.models.ledger import PartyBalance
from payvand.sales.models.order import Order
from payvand.sales.models.receipt import Direction, Receipt

ZERO = Decimal(0)
# Days overdue at which each span begins, the last one without an end.
SPANS = (1, 31, 61, 91)
# A cheque that bounced and did not clear afterwards counts against its giver for so long.
BOUNCE_DAYS = 730

Key: TypeAlias = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class Ageing:
    """What is left to pay, by how long it has been due: not yet, up to 30, 60, 90 days, and longer."""

    not_due: Decimal = ZERO
    spans: tuple[Decimal, ...] = (ZERO, ZERO, ZERO, ZERO)

    @property
    def overdue(self) -> Decimal:
        """All that should have been paid by now."""
        return sum(self.spans, ZERO)

    @property
    def total(self) -> Decimal:
        """All that is left to pay."""
        return self.not_due + self.overdue


def balances_of(party_id: int) -> list[Money]:
    """What a party owes, or has with us, in each currency where it is not nothing."""
    rows = PartyBalance.objects.filter(party_id=party_id).exclude(amount=0).order_by("amount_currency")
    return [one.money for one in rows]


def ageing_of(party_ids: Collection[int], today: date) -> Mapping[Key, Ageing]:
    """The open debts of parties by (party, currency) in spans of days overdue. Two queries, however many parties."""
    invoices = Invoice.objects.sales().unsettled().filter(party__in=party_ids)
    refunds = Receipt.objects.filter(
        party__in=party_ids, direction=Direction.OUT, state="registered", allocated__lt=F("amount")
    )
    found = dict(_spans_in(invoices, "total_currency", "due_on", F("open_amount"), today))
    rest = F("amount") - F("allocated")
    for key, sums in _spans_in(refunds, "amount_currency", "on", rest, today):
        found[key] = [one + other for one, other in zip(found.get(key, [ZERO] * 5), sums, strict=True)]
    return {key: Ageing(not_due=sums[0], spans=tuple(sums[1:])) for key, sums in found.items()}


def standing_of(party_id: int, currency: str, today: date) -> Standing:
    """How a customer stands in one currency, for the credit check. Six queries."""
    balance = PartyBalance.objects.filter(party_id=party_id, amount_currency=currency).first()
    terms = CreditTerms.objects.filter(party_id=party_id).first()
    has_limit = terms is not None and terms.limit is not None and terms.limit_currency == currency
    age = ageing_of([party_id], today).get((party_id, currency), Ageing())
    cheques = Cheque.objects.filter(party_id=party_id, archived_at=None)
    own = cheques.under_way().filter(amount_currency=currency)
    since = today - timedelta(days=BOUNCE_DAYS)
    bounced = cheques.ever_bounced().exclude(state=ChequeState.CLEARED).filter(state_on__gte=since)
    return Standing(
        currency=currency,
        balance=balance.money.amount if balance else ZERO,
        ordered=ordered_by(party_id, currency),
        under_way=own.aggregate(sum=Sum("amount"))["sum"] or ZERO,
        overdue=age.overdue,
        bounced=bounced.aggregate(count=Count("id"))["count"],
        limit=Decimal(terms.limit) if terms is not None and has_limit and terms.limit is not None else None,
    )


def ordered_by(party_id: int, currency: str) -> Decimal:
    """What a party has ordered and we have said yes to, less what of it is invoiced already."""
    of_order = Invoice.objects.filter(order=OuterRef("pk"), kind=InvoiceKind.SALE).exclude(
        state=InvoiceState.DRAFT
    )
    invoiced = of_order.order_by().values("order").annotate(sum=Sum("total")).values("sum")
    orders = Order.objects.filter(party_id=party_id, currency=currency).under_way()
    rows = orders.annotate(
        invoiced=Coalesce(Subquery(invoiced), ZERO, output_field=MoneyField(negative=True))
    )
    return sum((max(total - done, ZERO) for total, done in rows.values_list("total", "invoiced")), ZERO)


def _spans_in(
    rows: RecordQuerySet, currency: str, due: str, left: Combinable, today: date
) -> Iterator[tuple[Key, list[Decimal]]]:
    edges = [today - timedelta(days=days) for days in SPANS]
    conditions = [Q(**{f"{due}__gte": today})]
    for newest, oldest in zip(edges, [*edges[1:], None], strict=True):
        older = Q(**{f"{due}__gt": oldest}) if oldest else Q()
        conditions.append(Q(**{f"{due}__lte": newest}) & older)
    sums = {
        f"span_{place}": Sum(left, filter=condition, output_field=MoneyField(negative=True))
        for place, condition in enumerate(conditions)
    }
    for row in rows.order_by().values("party_id", currency).annotate(**sums):
        yield (
            (int(row["party_id"]), str(row[currency])),
            [row[name] or ZERO for name in sums],
        )
