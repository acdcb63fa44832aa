"""The arithmetic of documents: whatever the lines, they add up; what cannot be is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.catalog.totals import HUNDRED, Line, places_of, spread, total_up
from payvand.kernel.errors import DomainError

CURRENCIES = st.sampled_from(["IRR", "USD", "KWD", "XXX"])
PERCENTS = st.decimals(0, 100, places=2)
PRICES = st.decimals(0, 10**15, places=4)
QUANTITIES = st.decimals(0, 900, places=3)
LINES = st.builds(
    Line,
    quantity=QUANTITIES,
    unit_price=st.one_of(PRICES, st.decimals(0, 2, places=4)),
    discount_percent=PERCENTS,
    tax_percent=PERCENTS,
    unit_cost=st.one_of(st.none(), PRICES),
)


@given(st.lists(LINES, max_size=12), CURRENCIES, PERCENTS)
def test_every_figure_of_a_document_is_the_sum_of_its_lines(lines, currency, percent):
    totals = total_up(lines, currency=currency, discount_percent=percent)

    assert totals.gross == sum(line.gross for line in totals.lines)
    assert totals.discount == sum(line.discount + line.share for line in totals.lines)
    assert totals.net == sum(line.net for line in totals.lines) == totals.gross - totals.discount
    assert totals.tax == sum(line.tax for line in totals.lines)
    assert totals.total == sum(line.total for line in totals.lines) == totals.net + totals.tax


@given(st.lists(LINES, max_size=12), CURRENCIES, PERCENTS)
def test_every_amount_can_be_paid_and_none_falls_below_zero(lines, currency, percent):
    totals = total_up(lines, currency=currency, discount_percent=percent)

    for line in totals.lines:
        for amount in (line.gross, line.discount, line.share, line.net, line.tax, line.total):
            assert amount >= 0
            assert amount == round(amount, places_of(currency))


@given(st.lists(LINES, min_size=1, max_size=12), CURRENCIES, st.decimals(0, 1, places=6))
def test_a_discount_of_the_document_is_shared_out_to_the_last_coin(lines, currency, part):
    places = places_of(currency)
    whole = (total_up(lines, currency=currency).net * part).quantize(
        Decimal(1).scaleb(-places), "ROUND_FLOOR"
    )

    totals = total_up(lines, currency=currency, discount_amount=whole)

    assert sum(line.share for line in totals.lines) == whole
    assert all(line.share <= line.gross - line.discount for line in totals.lines)


@given(st.lists(st.integers(0, 10**18), min_size=1, max_size=20), st.integers(0, 10**6))
def test_shares_are_within_one_coin_of_what_is_due(weights, amount):
    if not any(weights):
        return

    shares = spread(Decimal(amount), [Decimal(weight) for weight in weights], 0)

    assert sum(shares) == amount
    for share, weight in zip(shares, weights, strict=True):
        assert abs(int(share) * sum(weights) - amount * weight) < sum(weights)


def test_an_invoice_of_the_region_worked_by_hand():
    lines = [
        Line(
            quantity=Decimal(3),
            unit_price=Decimal(1250000),
            discount_percent=Decimal(5),
            tax_percent=Decimal(10),
        ),
        Line(
            quantity=Decimal("2.5"),
            unit_price=Decimal(333333),
            tax_percent=Decimal(10),
            unit_cost=Decimal(300000),
        ),
    ]

    totals = total_up(lines, currency="IRR", discount_amount=Decimal(100000))

    # 3,750,000 - 187,500 = 3,562,500 and 833,332.5 -> 833,333; the shares are 81,042.99 and 18,957.01.
    assert [line.net for line in totals.lines] == [Decimal(3562500 - 81043), Decimal(833333 - 18957)]
    assert [line.tax for line in totals.lines] == [Decimal(348146), Decimal(81438)]
    assert totals.total == Decimal(3481457 + 348146 + 814376 + 81438)
    assert totals.cost is None
    assert totals.lines[1].margin == Decimal(814376 - 750000)


def test_half_a_coin_is_rounded_up_and_fractions_stand_where_the_currency_has_them():
    half = [Line(quantity=Decimal(1), unit_price=Decimal("0.125"))]

    assert total_up(half, currency="USD").total == Decimal("0.13")
    assert total_up(half, currency="KWD").total == Decimal("0.125")
    assert total_up(half, currency="IRR").total == 0


def test_amounts_of_fifteen_digits_stay_exact():
    line = Line(quantity=Decimal(1), unit_price=Decimal(10**15 + 1), tax_percent=Decimal(10))

    totals = total_up([line], currency="IRR")

    assert totals.tax == 10**14
    assert totals.total == 10**15 + 1 + 10**14


def test_margin_and_discount_are_told_as_percentages():
    line = Line(
        quantity=Decimal(10), unit_price=Decimal(100), discount_percent=Decimal(10), unit_cost=Decimal(60)
    )

    totals = total_up([line], currency="USD")

    assert (totals.margin, totals.margin_percent) == (Decimal(300), Decimal("33.33"))
    assert totals.discount_percent == 10


def test_a_document_without_lines_is_nothing():
    totals = total_up([], currency="IRR")

    assert totals.total == totals.discount_percent == 0
    assert totals.lines == ()
    assert totals.margin_percent is None


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ({"quantity": Decimal(-1)}, "negative", "lines.0.quantity"),
        ({"unit_price": Decimal(-1)}, "negative", "lines.0.unit_price"),
        ({"unit_price": Decimal("NaN")}, "negative", "lines.0.unit_price"),
        ({"unit_price": Decimal(10) ** 20}, "too_large", "lines.0.unit_price"),
        ({"quantity": Decimal(10) ** 9, "unit_price": Decimal(10) ** 12}, "too_large", "total"),
        ({"discount_percent": Decimal(101)}, "not_a_percentage", "lines.0.discount_percent"),
        ({"discount_percent": Decimal(-1)}, "not_a_percentage", "lines.0.discount_percent"),
        ({"discount_amount": Decimal(-5)}, "negative", "lines.0.discount_amount"),
        ({"discount_amount": Decimal(101)}, "discount_too_large", "lines.0.discount_amount"),
        ({"tax_percent": Decimal(-1)}, "not_a_percentage", "lines.0.tax_percent"),
    ],
)
def test_what_cannot_be_is_refused_by_field(line, code, field):
    wrong = Line(**({"quantity": Decimal(1), "unit_price": Decimal(100)} | line))

    with pytest.raises(DomainError) as refused:
        total_up([wrong], currency="IRR")

    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_discount_on_nothing_or_on_more_than_there_is_is_refused():
    with pytest.raises(DomainError) as on_nothing:
        total_up([], currency="IRR", discount_amount=HUNDRED)
    with pytest.raises(DomainError) as on_little:
        total_up([Line(quantity=Decimal(1), unit_price=Decimal(99))], currency="IRR", discount_amount=HUNDRED)

    assert {on_nothing.value.code, on_little.value.code} == {"discount_too_large"}
