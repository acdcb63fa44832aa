"""The demo's orders, invoices, receipts and cheques: for the purchases that the register tells of, in order of time."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from django.db import transaction

from payvand.catalog.models import Product
from payvand.culture.money import RIAL, Money
from payvand.kernel import clock
from payvand.kernel.access import Actor, actor_of
from payvand.kernel.access.actor import Grants
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact, Role, Scope, User
from payvand.kernel.objects import named
from payvand.kernel.records import create, write_many
from payvand.parties.demo.story import Event
from payvand.parties.models import Party
from payvand.sales.commands.cheque import bounce_cheque, clear_cheque, deposit_cheque, take_cheque
from payvand.sales.commands.credit import agree_credit
from payvand.sales.commands.invoice import invoice_order, issue_invoice, take_invoice_back
from payvand.sales.commands.order import (
    approve_credit,
    close_order,
    confirm_order,
    deliver_order,
    send_order,
)
from payvand.sales.commands.receipt import pay_invoice
from payvand.sales.commands.suggestion import suggest
from payvand.sales.models import Cheque, Invoice, Order, OrderState
from payvand.sales.models.number_series import company_today
from payvand.ui.commands.rights import change_scopes

PURCHASES = 90
# Iran's value-added tax rose on the first day of 1403.
NEW_TAX_FROM = date(2024, 3, 20)
GOODS = (
    ("روغن آفتابگردان ۱٫۵ لیتری", 1_150_000), ("برنج هاشمی ۱۰ کیلویی", 14_800_000), ("چای لاهیجان ۵۰۰ گرم", 3_250_000),
    ("رب گوجه ۸۰۰ گرم", 690_000), ("ماکارونی ۷۰۰ گرم", 385_000), ("شکر ۵ کیلویی", 2_100_000),
)  # fmt: skip
BANKS = ("ملت", "ملی ایران", "صادرات ایران", "تجارت", "پاسارگاد", "سامان")
CARRIERS = ("تیپاکس", "باربری تهران", "پست پیشتاز", "وانت شرکت")
ADMINISTRATIVE = {
    "issue": ("سرپرست", "مدیر فروش"),
    "approve": ("سرپرست", "مدیر فروش"),
    "reverse": ("مدیر فروش",),
}
EVERYBODY = ("register",)
RIALS_IN_A_DOLLAR = 600_000


def fill(actor: Actor) -> None:
    """Write the demo's orders and what followed from them; does nothing where there are orders already."""
    if Order.objects.exists():
        return
    with transaction.atomic():
        give_rights(actor)
        for event in sorted(Story(actor).events):
            with clock.at(event.at):
                event.do()
        suggest(company_today(), actor=actor)


def give_rights(actor: Actor) -> None:
    """Let sellers register money, and their leaders issue, approve and reverse."""
    for role in Role.objects.filter(name__in={"کارشناس", *ADMINISTRATIVE["issue"]}):
        scope = {"کارشناس": Scope.OWN, "سرپرست": Scope.TEAM}.get(role.name, Scope.ALL)
        granted = [*EVERYBODY, *(action for action, names in ADMINISTRATIVE.items() if role.name in names)]
        change_scopes(role.pk, {("*", action): scope for action in granted}, actor=actor)


class Story:
    """What followed from each purchase, as events that nobody has put in order yet."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.chance = random.Random(1404)  # noqa: S311 - a story that is the same each time
        self.events: list[Event] = []
        self.sellers: dict[int, Actor] = {}
        self.goods = self._goods()
        self.known: set[int] = set()
        for party, day in purchases():
            self._purchase(party, day)

    def _goods(self) -> list[tuple[int | None, str, int]]:
        sold = Product.objects.current().exclude(price=None).filter(price_currency=RIAL).order_by("id")[:40]
        found = [(product.pk, product.name, int(product.price)) for product in sold]
        return found or [(None, name, price) for name, price in GOODS]

    def _at(self, day: date, do: Callable[[], None], hour: int) -> None:
        """Let something happen on a day, unless that is still to come."""
        moment = datetime.combine(day, time(hour, self.chance.randrange(60)), UTC)
        if moment < datetime.now(UTC):
            self.events.append(Event(at=moment, number=len(self.events), do=do))

    def _purchase(self, party: Party, day: date) -> None:
        if party.pk not in self.known:
            self.known.add(party.pk)
            limit, days = (
                self.chance.choice(((200, 30), (500, 45), (900, 60))) if party.is_organisation else (100, 0)
            )
            self._at(day, partial(self._agree, party, limit, days), 4)
        box: list[int] = []
        delay = self.chance.choice((1, 2, 4))
        self._at(day, partial(self._order, party, box, day), 6)
        self._at(day + timedelta(days=delay), partial(self._deliver, box), 7)
        self._at(day + timedelta(days=delay), partial(self._invoice, box), 9)
        self._pay(party, box, day + timedelta(days=delay))

    def _pay(self, party: Party, box: list[int], day: date) -> None:
        how = self.chance.random()
        later = day + timedelta(days=self.chance.randint(3, 75))
        if how < 0.45:
            self._at(later, partial(self._transfer, party, box, Decimal(1)), 8)
        elif how < 0.6:
            self._at(later, partial(self._transfer, party, box, Decimal("0.5")), 8)
        elif how < 0.9:
            due = day + timedelta(days=self.chance.choice((30, 60, 90)))
            cheque: list[int] = []
            bounces = self.chance.random() < 0.12
            self._at(day + timedelta(days=1), partial(self._cheque, party, box, cheque, due), 8)
            self._at(due, partial(self._deposit, cheque), 5)
            self._at(due + timedelta(days=2), partial(self._bounce if bounces else self._clear, cheque), 8)
        if self.chance.random() < 0.05:
            self._at(later + timedelta(days=4), partial(self._take_back, box), 10)

    def _seller(self, party: Party) -> Actor:
        """Whoever answers for a customer, with every right: the story asks nobody for permission."""
        if party.owner_id is None:
            return self.actor
        if party.owner_id not in self.sellers:
            own = actor_of(User.objects.get(pk=party.owner_id))
            self.sellers[party.owner_id] = replace(own, grants=Grants(everything=True))
        return self.sellers[party.owner_id]

    def _agree(self, party: Party, millions: int, days: int) -> None:
        limit = Money(amount=Decimal(millions) * 10**6, currency=RIAL)
        agree_credit.run(party.pk, actor=self._seller(party), limit=limit, days=days)

    def _order(self, party: Party, box: list[int], day: date) -> None:
        actor = self._seller(party)
        abroad = party.country not in ("", "IR")
        currency = "USD" if abroad else RIAL
        head = {
            "name": f"سفارش {party.name}"[:200],
            "party": Reference(id=party.pk),
            "currency": currency,
            "promised_on": day + timedelta(days=self.chance.choice((2, 3, 7))),
            "owner": Reference(id=party.owner_id) if party.owner_id else None,
            "team": Reference(id=party.team_id) if party.team_id else None,
        }
        order = create(named("sales.order"), head, actor=actor)
        tax = 0 if abroad else 9 if day < NEW_TAX_FROM else 10
        lines: list[dict[str, object]] = []
        for product, name, price in self.chance.sample(
            self.goods, k=min(self.chance.randint(1, 4), len(self.goods))
        ):
            asked = (
                Decimal(price)
                if not abroad
                else (Decimal(price) / RIALS_IN_A_DOLLAR).quantize(Decimal("0.01"))
            )
            lines.append(
                {
                    "order": Reference(id=order.pk),
                    "product": Reference(id=product) if product else None,
                    "description": name,
                    "quantity": self.chance.choice((5, 10, 12, 24, 40)),
                    "unit_price": Money(amount=max(asked, Decimal("0.01")), currency=currency),
                    "discount_percent": self.chance.choice((0, 0, 0, 3, 5)),
                    "tax_percent": tax,
                }
            )
        write_many(named("sales.orderline"), lines, actor=actor, mode="create")
        confirm_order.run(order.pk, actor=actor)
        order.refresh_from_db()
        assert isinstance(order, Order)
        if order.state == OrderState.AWAITING and self.chance.random() < 0.85:
            approve_credit.run(order.pk, actor=self.actor, reason="مشتری قدیمی است")
            order.refresh_from_db()
        if order.is_binding:
            box.append(order.pk)

    def _deliver(self, box: list[int]) -> None:
        for order in _found(Order, box):
            tracking = f"TX{self.chance.randrange(10**8):08}"
            send_order.run(
                order.pk, actor=self.actor, carrier=self.chance.choice(CARRIERS), tracking=tracking
            )
            deliver_order.run(order.pk, actor=self.actor)

    def _invoice(self, box: list[int]) -> None:
        for order in _found(Order, box):
            actor = self._seller(order.party)
            invoice = invoice_order.run(order.pk, actor=actor)
            assert isinstance(invoice, Invoice)
            issue_invoice.run(invoice.pk, actor=actor)
            close_order.run(order.pk, actor=actor)

    def _transfer(self, party: Party, box: list[int], share: Decimal) -> None:
        for invoice in _invoices(box):
            paid = Money(amount=(invoice.rest * share).quantize(Decimal(1)), currency=invoice.currency)
            if paid.amount > 0:
                code = str(self.chance.randrange(10**9, 10**10))
                way = self.chance.choice(("transfer", "transfer", "card", "cash"))
                pay_invoice.run(
                    invoice.pk, actor=self._seller(party), amount=paid, paid_by=way, reference=code
                )

    def _cheque(self, party: Party, box: list[int], cheque: list[int], due: date) -> None:
        for invoice in _invoices(box):
            made = take_cheque.run(
                party.pk,
                actor=self._seller(party),
                serial=str(self.chance.randrange(10**5, 10**6)),
                amount=Money(amount=invoice.rest, currency=invoice.currency),
                due_on=due,
                sayad_id=f"{self.chance.randrange(10**16):016}",
                bank=self.chance.choice(BANKS),
                invoice=Reference(id=invoice.pk),
            )
            assert isinstance(made, Cheque)
            cheque.append(made.pk)

    def _deposit(self, cheque: list[int]) -> None:
        for pk in cheque:
            deposit_cheque.run(pk, actor=self.actor)

    def _clear(self, cheque: list[int]) -> None:
        for pk in cheque:
            clear_cheque.run(pk, actor=self.actor)

    def _bounce(self, cheque: list[int]) -> None:
        for pk in cheque:
            bounce_cheque.run(pk, actor=self.actor, reason="کسری موجودی")

    def _take_back(self, box: list[int]) -> None:
        for order in _found(Order, box):
            for invoice in order.invoices.sales().issued():
                if invoice.may_be_returned:
                    take_invoice_back.run(invoice.pk, actor=self.actor, reason="کالای معیوب")


def purchases() -> Iterator[tuple[Party, date]]:
    """The latest purchases that the register tells of, the oldest first; so that none is made up beside them."""
    told = Fact.objects.filter(name="parties.purchase_noted", object="parties.party").order_by("-at")
    rows = list(told.values_list("subject_id", "payload")[:PURCHASES])
    parties = Party.objects.current().in_bulk({pk for pk, _payload in rows})
    for pk, payload in reversed(rows):
        if pk in parties:
            yield parties[pk], date.fromisoformat(str(payload["on"]))


def _found(model: type[Order], box: list[int]) -> list[Order]:
    return list(model.objects.filter(pk__in=box).select_related("party"))


def _invoices(box: list[int]) -> list[Invoice]:
    return [one for one in Invoice.objects.filter(order__in=box).sales() if one.is_owed]
