"""Quotes: figures, approval, issue, versions, answers; and what is refused with a reason."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from payvand.kernel import clock, records
from payvand.kernel.access import system
from payvand.kernel.errors import Denied, DomainError, Invalid
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact, Grant, Role
from payvand.kernel.objects import named
from payvand.kernel.remembered import forget_everything
from payvand.kernel.testing.world import World, make_world
from payvand.parties.testing import make_organisation
from payvand.sales.commands.quote import (
    approve_quote,
    issue_quote,
    send_back_quote,
)
from payvand.sales.commands.quote_lines import write_quote_lines
from payvand.sales.models import NumberSeries, Quote, QuoteState
from payvand.sales.testing.document import make_issued, make_product, make_quote, make_tax

pytestmark = pytest.mark.django_db

NOWRUZ = datetime(2025, 3, 21, 8, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture(autouse=True)
def spring():
    with clock.at(NOWRUZ):
        yield


def facts(quote):
    return [
        fact.name for fact in Fact.objects.filter(object="sales.quote", subject_id=quote.pk).order_by("id")
    ]


def again(quote):
    return Quote.objects.get(pk=quote.pk)


def refusal(error: pytest.ExceptionInfo[DomainError]) -> tuple[str, str | None]:
    return error.value.code, error.value.field


def test_the_figures_are_worked_out_and_the_whole_is_the_sum_of_the_lines():
    quote = make_quote(discount_percent="10")

    lines = list(quote.lines.order_by("position"))
    assert [line.gross for line in lines] == [Decimal(3_000_000), Decimal(250_000)]
    quote = again(quote)
    assert (quote.subtotal, quote.discount, quote.net) == (3_250_000, 325_000, 2_925_000)
    assert quote.tax == 270_000
    for name in ("gross", "discount", "net", "tax", "total"):
        whole = quote.subtotal if name == "gross" else getattr(quote, name)
        assert sum(getattr(line, name) for line in lines) == whole
    assert facts(quote) == ["record.created", "sales.quote_lines_written"]


def test_a_product_brings_words_price_cost_and_tax():
    make_tax("10")
    product = make_product("A4 paper", "1200000", cost="900000")

    quote = make_quote(lines=[{"product": {"id": product.pk}, "quantity": "۳"}])

    line = again(quote).lines.get()
    assert (line.description, line.unit_price, line.list_price) == ("A4 paper", 1_200_000, 1_200_000)
    quote = again(quote)
    assert (line.tax_rate, quote.total, quote.margin) == (10, 3_960_000, 900_000)


def test_amounts_of_ten_to_the_fifteenth_survive():
    quote = make_quote(
        lines=[{"description": "A refinery", "unit_price": "1000000000000000", "tax_percent": "10"}]
    )

    assert again(quote).total == Decimal(1_100_000_000_000_000)


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ({"description": "x", "unit_price": "-1"}, "negative", "lines.0.unit_price"),
        (
            {"description": "x", "unit_price": "100000000000000000000"},
            "money.too_large",
            "lines.0.unit_price",
        ),
        ({"description": "x", "unit_price": "5", "quantity": "-3"}, "too_small", "lines.0.quantity"),
        ({"description": "x", "unit_price": "5", "quantity": "0"}, "too_small", "lines.0.quantity"),
        ({"unit_price": "5"}, "line_without_product", "lines.0.description"),
        ({"description": "x"}, "price_missing", "lines.0.unit_price"),
        (
            {"description": "x", "unit_price": "5", "discount_percent": "101"},
            "too_large",
            "lines.0.discount_percent",
        ),
        ({"product": {"id": 404}, "unit_price": "5"}, "no_such_record", "lines.0.product"),
    ],
)
def test_a_wrong_line_is_refused_by_place_and_field_and_changes_nothing(line, code, field):
    quote = make_quote()

    with pytest.raises(DomainError) as refused:
        write_quote_lines.run(quote.pk, actor=system(), lines=[line])

    assert refusal(refused) == (code, field)
    assert again(quote).total == quote.total
    assert quote.lines.count() == 2


def test_everything_that_is_wrong_in_several_lines_is_said_at_once():
    quote = make_quote()
    lines = [
        {"description": "x", "unit_price": "-1", "quantity": "0"},
        {"description": "y", "unit_price": "?"},
    ]

    with pytest.raises(Invalid) as refused:
        write_quote_lines.run(quote.pk, actor=system(), lines=lines)

    assert {error.field for error in refused.value.errors} == {
        "lines.0.unit_price",
        "lines.0.quantity",
        "lines.1.unit_price",
    }


def test_a_tax_rate_that_is_missing_for_the_day_is_refused():
    make_tax("10", valid_from="2025-06-01")
    product = make_product()
    quote = make_quote()

    with pytest.raises(DomainError) as refused:
        write_quote_lines.run(quote.pk, actor=system(), lines=[{"product": {"id": product.pk}}])

    assert refusal(refused) == ("tax_rate_missing", "lines.0.tax_percent")
    assert "2025-03-21" in str(refused.value)


def test_a_draft_that_is_issued_in_the_next_year_bears_the_tax_of_that_day():
    make_tax("9", valid_from="2024-03-20", valid_until="2025-03-20")
    make_tax("10", valid_from="2025-03-21")
    product = make_product()
    with clock.at(NOWRUZ - timedelta(days=2)):
        quote = make_quote(lines=[{"product": {"id": product.pk}}])
        assert quote.total == 1_090_000

    issue_quote.run(quote.pk, actor=system())

    assert again(quote).total == 1_100_000


def test_a_draft_has_no_number_and_issuing_gives_one_and_seals_it():
    draft = make_quote()

    quote = issue_quote.run(draft.pk, actor=system())

    assert draft.number == ""
    assert (quote.number, quote.state, quote.revision) == ("1404-000001", QuoteState.SENT, 1)
    assert (quote.on, quote.valid_until) == (date(2025, 3, 21), date(2025, 4, 4))
    assert quote.buyer["name"] == "Kian Trading"
    assert len(quote.content) == 64
    with pytest.raises(DomainError) as refused:
        records.update(named("sales.quote"), quote.pk, {"discount_percent": "50"}, actor=system())
    assert refused.value.code == "sealed"
    with pytest.raises(DomainError) as refused:
        records.update(named("sales.quoteline"), quote.lines.first().pk, {"quantity": "1"}, actor=system())
    assert refused.value.code == "not_a_draft"
    with pytest.raises(DomainError):
        write_quote_lines.run(quote.pk, actor=system(), lines=[])
    assert again(quote).total == draft.total


def test_an_issued_quote_may_change_hands_and_its_deadline():
    quote, world = make_issued(), make_world()

    changed = {"owner": Reference(id=world.ben.pk), "answer_by": date(2025, 3, 30)}
    records.update(named("sales.quote"), quote.pk, changed, actor=system())

    assert again(quote).owner == world.ben


def test_an_issued_quote_is_not_deleted_for_it_would_leave_a_gap():
    quote, draft = make_issued(), make_quote()

    with pytest.raises(DomainError) as refused:
        records.delete(named("sales.quote"), quote.pk, actor=system())
    records.delete(named("sales.quote"), draft.pk, actor=system())

    assert refused.value.code == "numbered"
    assert list(Quote.objects.values_list("pk", flat=True)) == [quote.pk]


def test_a_quote_without_lines_is_not_issued_and_takes_no_number():
    quote = make_quote(lines=[])

    with pytest.raises(DomainError) as refused:
        issue_quote.run(quote.pk, actor=system())

    assert refused.value.code == "no_lines"
    assert not NumberSeries.objects.exists()


def test_a_changed_head_works_the_draft_out_anew():
    quote = make_quote()

    records.update(named("sales.quote"), quote.pk, {"discount_percent": "100"}, actor=system())

    assert (again(quote).total, again(quote).discount) == (0, 3_250_000)


def test_lines_written_one_by_one_work_the_quote_out_too():
    quote = make_quote(lines=[])
    one = named("sales.quoteline")
    values = {"quote": {"id": quote.pk}, "description": "Desk", "unit_price": "100", "tax_percent": "10"}

    made = records.create(one, values, actor=system())
    records.update(one, made.pk, {"quantity": "4"}, actor=system())
    assert again(quote).total == 440
    records.archive(one, made.pk, actor=system())

    assert again(quote).total == 0


def limit(world: World, percent: str, **more: object) -> None:
    """Sellers may give so much; leaders approve, and may give thirty."""
    seller, leader = Role.objects.get(name="Seller"), Role.objects.get(name="Leader")
    create = {"role": Reference(id=seller.pk), "percent": percent, **more}
    records.create(named("catalog.discountlimit"), create, actor=system())
    records.create(
        named("catalog.discountlimit"), {"role": Reference(id=leader.pk), "percent": "30"}, actor=system()
    )
    Grant.objects.create(role=leader, object="sales.quote", action="approve", scope="team")
    forget_everything()


def discounted(world: World, percent: str) -> Quote:
    ann = world.actor("ann")
    party = make_organisation(actor=ann)
    line = {"description": "Desk", "unit_price": "1000", "discount_percent": percent, "tax_percent": "0"}
    return make_quote(party=party, lines=[line], actor=ann)


def test_a_discount_over_the_limit_waits_for_somebody_who_may_give_it(world):
    limit(world, "10")
    quote = discounted(world, "20")

    issue_quote.run(quote.pk, actor=world.actor("ann"))
    waiting = again(quote)
    assert (waiting.state, waiting.number) == (QuoteState.AWAITING, "")
    assert [reason["code"] for reason in waiting.why_approval] == ["discount"]
    with pytest.raises(Denied):
        approve_quote.run(quote.pk, actor=world.actor("ann"))
    with pytest.raises(DomainError):
        issue_quote.run(quote.pk, actor=world.actor("ann"))
    approve_quote.run(quote.pk, actor=world.actor("ben"))
    issue_quote.run(quote.pk, actor=world.actor("ann"))

    assert (again(quote).state, again(quote).number) == (QuoteState.SENT, "1404-000001")
    assert facts(quote)[2:] == ["sales.quote_submitted", "sales.quote_approved", "sales.quote_issued"]


def test_a_discount_at_the_limit_goes_out_at_once(world):
    limit(world, "10")
    quote = discounted(world, "10")

    issue_quote.run(quote.pk, actor=world.actor("ann"))

    assert again(quote).state == QuoteState.SENT


def test_nobody_approves_beyond_the_own_limit_nor_what_they_submitted(world):
    limit(world, "10")
    far, own = discounted(world, "40"), discounted(world, "20")
    issue_quote.run(far.pk, actor=world.actor("ann"))
    issue_quote.run(own.pk, actor=world.actor("ann"))
    Quote.objects.filter(pk=own.pk).update(submitted_by=world.ben)

    with pytest.raises(DomainError) as over:
        approve_quote.run(far.pk, actor=world.actor("ben"))
    with pytest.raises(DomainError) as mine:
        approve_quote.run(own.pk, actor=world.actor("ben"))

    assert (over.value.code, mine.value.code) == ("over_own_limit", "own_quote")


def test_a_lowered_price_counts_as_a_discount_and_the_lowest_price_holds_for_all(world):
    limit(world, "10")
    make_tax()
    product = make_product("Desk", "1000", lowest_price="700")
    ann = world.actor("ann")
    lines = [{"product": {"id": product.pk}, "unit_price": "600"}]
    quote = make_quote(party=make_organisation(actor=ann), lines=lines, actor=ann)

    issue_quote.run(quote.pk, actor=ann)

    assert [reason["code"] for reason in again(quote).why_approval] == ["discount", "lowest_price"]


def test_too_low_a_margin_waits_for_approval(world):
    limit(world, "50", least_margin="25")
    make_tax()
    product = make_product("Desk", "1000", cost="800")
    ann = world.actor("ann")
    quote = make_quote(party=make_organisation(actor=ann), lines=[{"product": {"id": product.pk}}], actor=ann)

    issue_quote.run(quote.pk, actor=ann)

    assert [reason["code"] for reason in again(quote).why_approval] == ["margin"]


def test_a_quote_that_is_sent_back_can_be_changed(world):
    limit(world, "10")
    quote = discounted(world, "20")
    issue_quote.run(quote.pk, actor=world.actor("ann"))
    with pytest.raises(DomainError):
        records.update(named("sales.quote"), quote.pk, {"note": "x"}, actor=world.actor("ann"))

    send_back_quote.run(quote.pk, actor=world.actor("ben"), reason="Too much")

    line = {"description": "Desk", "unit_price": "1000", "discount_percent": "5", "tax_percent": "0"}
    write_quote_lines.run(quote.pk, actor=world.actor("ann"), lines=[line])
    issue_quote.run(quote.pk, actor=world.actor("ann"))
    assert again(quote).state == QuoteState.SENT
