"""The demo's quotes and contracts: what was offered on its deals, written in order of time by the ordinary commands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial

from django.db import transaction

from payvand.catalog.models import Product
from payvand.kernel import clock
from payvand.kernel.access import Actor, actor_of
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from payvand.parties.demo.cast import Die
from payvand.parties.demo.story import TEHRAN
from payvand.sales.commands.acceptance import accept_quote
from payvand.sales.commands.contract import draft_contract, send_contract, sign_contract
from payvand.sales.commands.quote import decline_quote, issue_proforma, issue_quote
from payvand.sales.commands.quote_lines import write_quote_lines
from payvand.sales.commands.quote_version import new_quote_version, quote_opportunity
from payvand.sales.models import ContractTemplate, Opportunity, Quote, QuoteLine, QuoteState
from payvand.sales.reactions.document import let_time_pass_for_documents

COUNT = 42
WON, LOST = "won", "lost"
PAYMENT = {
    "fa": "۳۰٪ پیش‌پرداخت، مانده ۴۵ روز پس از تحویل",
    "ar": "30٪ دفعة مقدمة والباقي خلال 45 يوماً من التسليم",
    "en": "30 % in advance, the rest 45 days after delivery",
}
DELIVERY = {
    "fa": "تحویل درب انبار خریدار در تهران",
    "ar": "التسليم في مستودع المشتري",
    "en": "Delivered to the buyer's store",
}
DECLINED = {
    "fa": ("قیمت رقیب پایین‌تر بود", "بودجهٔ امسال تمام شد", "زمان تحویل طولانی بود"),
    "ar": ("سعر المنافس أقل", "مدة التسليم طويلة"),
    "en": ("A competitor was cheaper", "Delivery would take too long"),
}
TEMPLATES = {
    "fa": (
        "قرارداد فروش کالا",
        (
            "این قرارداد میان {seller} (فروشنده) و {customer} (خریدار) در تاریخ {date} بسته شد.\n\n"
            "مادهٔ ۱ – موضوع: {subject}، بر پایهٔ پیشنهاد قیمت شمارهٔ {quote}.\n\n"
            "مادهٔ ۲ – مبلغ: {value} ({words}).\n\nمادهٔ ۳ – مدت: از {start} تا {end}.\n\nشمارهٔ قرارداد: {number}"
        ),
    ),
    "ar": (
        "عقد بيع",
        (
            "أُبرم هذا العقد بين {seller} (البائع) و{customer} (المشتري) بتاريخ {date}.\n\n"
            "المادة 1: الموضوع: {subject}، وفق عرض السعر رقم {quote}.\n\nالمادة 2: القيمة: {value} ({words}).\n\n"
            "المادة 3: المدة: من {start} إلى {end}.\n\nرقم العقد: {number}"
        ),
    ),
    "en": (
        "Contract of sale",
        (
            "This contract is made between {seller} (the seller) and {customer} (the buyer) on {date}.\n\n"
            "1. Subject: {subject}, according to quote {quote}.\n\n2. Price: {value} ({words}).\n\n"
            "3. Term: from {start} to {end}.\n\nNumber of the contract: {number}"
        ),
    ),
}


def fill(actor: Actor) -> None:
    """Write templates, quotes and contracts; does nothing where there are quotes, or no deals to make offers on."""
    if Quote.objects.exists() or not Opportunity.objects.exists():
        return
    with transaction.atomic():
        for language, (name, body) in TEMPLATES.items():
            values = {"name": name, "language": language, "body": body}
            create(named("sales.contracttemplate"), values, actor=actor)
        for event in sorted(Offers().events, key=lambda one: one.at):
            with clock.at(event.at):
                event.do()
        let_time_pass_for_documents()


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happens at a moment."""

    at: datetime
    do: Callable[[], None]


@dataclass(kw_only=True)
class Offer:
    """A quote on its way through the story, and whoever makes it."""

    deal: Opportunity
    actor: Actor
    quote: int = 0

    @property
    def language(self) -> str:
        """The language of the customer."""
        party = self.deal.party
        return (party.preferred_language if party is not None else "") or "fa"


@dataclass(kw_only=True)
class Offers:
    """Everything that happens to the quotes, as events that nobody has put in order yet."""

    die: Die = field(default_factory=lambda: Die(1406))
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.products = list(Product.objects.current().filter(price__isnull=False).order_by("id")[:60])
        deals = Opportunity.objects.current().filter(party__isnull=False, owner__isnull=False)
        chosen = list(
            deals.select_related("party", "owner__team", "stage").order_by("-opened_on", "-id")[: COUNT * 3]
        )
        for deal in chosen[::3]:
            self._offer(Offer(deal=deal, actor=actor_of(deal.owner)))

    def _at(self, day: datetime, do: Callable[[], None]) -> None:
        if day < datetime.now(UTC):
            self.events.append(Event(at=day, do=partial(forgiving, do)))

    def _offer(self, offer: Offer) -> None:
        """One offer: drafted, issued, sometimes in a second version, and answered as its deal ended."""
        deal, random = offer.deal, self.die.random
        opened = deal.opened_on or deal.created_at.date()
        start = datetime.combine(
            opened, time(10 + random.randrange(6), random.randrange(60)), TEHRAN
        ).astimezone(UTC)
        start = max(start, deal.created_at) + timedelta(days=random.randint(2, 6))
        self._at(start, partial(self._draft, offer))
        if self.die.chance(0.12):
            return
        self._at(start + timedelta(hours=3), partial(issue, offer))
        if self.die.chance(0.25):
            self._at(start + timedelta(days=3), partial(self._version, offer))
        answer = start + timedelta(days=random.randint(5, 11))
        if deal.stage.category == WON:
            self._at(answer, partial(accept, offer))
            self._at(answer + timedelta(days=1), partial(self._paper, offer))
        elif deal.stage.category == LOST and self.die.chance(0.7):
            self._at(answer, partial(self._decline, offer))

    def _draft(self, offer: Offer) -> None:
        made = quote_opportunity.run(offer.deal.pk, actor=offer.actor)
        assert isinstance(made, Quote)
        offer.quote = made.pk
        head = {"payment_terms": PAYMENT[offer.language], "delivery_terms": DELIVERY[offer.language]}
        update(named("sales.quote"), made.pk, head, actor=offer.actor)
        if self.products and not QuoteLine.objects.filter(quote=made).exists():
            rows = [
                self._row(product)
                for product in self.die.random.sample(self.products, min(4, len(self.products)))
            ]
            write_quote_lines.run(made.pk, actor=offer.actor, lines=rows[: self.die.random.randint(1, 4)])

    def _row(self, product: Product) -> dict[str, object]:
        row: dict[str, object] = {
            "product": {"id": product.pk},
            "quantity": str(self.die.random.choice((2, 5, 10, 12, 20, 40))),
        }
        return row | (
            {"discount_percent": str(self.die.random.choice((2, 3, 5, 8, 12)))}
            if self.die.chance(0.4)
            else {}
        )

    def _version(self, offer: Offer) -> None:
        made = new_quote_version.run(offer.quote, actor=offer.actor)
        assert isinstance(made, Quote)
        update(named("sales.quote"), made.pk, {"discount_percent": "2"}, actor=offer.actor)
        offer.quote = made.pk
        issue(offer)

    def _decline(self, offer: Offer) -> None:
        decline_quote.run(offer.quote, actor=offer.actor, reason=self.die.pick(DECLINED[offer.language]))

    def _paper(self, offer: Offer) -> None:
        """A pro-forma invoice for most, a contract for some."""
        issue_proforma.run(offer.quote, actor=offer.actor)
        if not self.die.chance(0.35):
            return
        template = ContractTemplate.objects.get(language=offer.language)
        today = clock.now().astimezone(TEHRAN).date()
        made = draft_contract.run(
            offer.quote, actor=offer.actor, template=Reference(id=template.pk), start_on=today,
            end_on=today + timedelta(days=self.die.random.choice((180, 365))),
        )  # fmt: skip
        pk = getattr(made, "pk", 0)
        send_contract.run(pk, actor=offer.actor)
        if self.die.chance(0.75):
            sign_contract.run(pk, actor=offer.actor)


def issue(offer: Offer) -> None:
    """Let the quote out, or let it wait for an approval."""
    issue_quote.run(offer.quote, actor=offer.actor)


def accept(offer: Offer) -> None:
    """The customer agreed on the phone."""
    quote = Quote.objects.get(pk=offer.quote)
    if quote.state == QuoteState.SENT:
        who = quote.contact or quote.party
        accept_quote.run(quote.pk, actor=offer.actor, name=who.name)


def forgiving(do: Callable[[], None]) -> None:
    """Pass over what the rules refuse: a version of what waits for approval, an answer that came too late."""
    try:
        with transaction.atomic():
            do()
    except DomainError:
        return
