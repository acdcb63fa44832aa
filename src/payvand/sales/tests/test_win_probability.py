"""Learning from closed deals: what is learned, how it is tested, when it is used, and what a deal is told of it."""

import math
import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from payvand.kernel import clock
from payvand.kernel.access import system
from payvand.kernel.models import Fact
from payvand.sales.commands.estimate import ENOUGH, estimate, known_of, learn
from payvand.sales.commands.opportunity import move_to_stage
from payvand.sales.models import Opportunity, StageChange, WinModel
from payvand.sales.testing.opportunity import Way, again, link, make_deal, make_way
from payvand.sales.win_probability.learning import auc, back_test, bins_of, brier, fit, predict, solve
from payvand.sales.win_probability.prediction import Learned
from payvand.sales.win_probability.samples import Sample, Stay, bands_of, features_of, samples_of, span_of

TODAY = datetime(2026, 5, 1, 12, tzinfo=UTC)


def sample(source: str, *, won: bool, day: int = 0, stage: int = 1) -> Sample:
    features = features_of(stage, 0, source, None, {})
    return Sample(features=features, closed_on=date(2025, 1, 1) + timedelta(days=day), won=won)


def many(source: str, won: int, lost: int) -> list[Sample]:
    return [sample(source, won=True, day=n) for n in range(won)] + [
        sample(source, won=False, day=n) for n in range(lost)
    ]


def test_a_system_of_equations_is_solved():
    assert solve([[2.0, 1.0], [1.0, 3.0]], [3.0, 5.0]) == pytest.approx([0.8, 1.4])


def test_frequencies_come_back_where_there_are_many():
    weights = fit(many("referral", 800, 200) + many("cold_call", 200, 800))

    assert predict(weights, features_of(1, 0, "referral", None, {})) == pytest.approx(0.8, abs=0.01)
    assert predict(weights, features_of(1, 0, "cold_call", None, {})) == pytest.approx(0.2, abs=0.01)


def test_what_was_seen_seldom_stays_near_the_rest():
    weights = fit(many("referral", 50, 50) + many("visit", 3, 0))

    assert 0.5 < predict(weights, features_of(1, 0, "visit", None, {})) < 0.8


def test_the_sum_of_predictions_is_the_number_of_wins():
    samples = many("referral", 30, 12) + many("visit", 4, 9) + many("search", 0, 7)
    weights = fit(samples)

    assert sum(predict(weights, one.features) for one in samples) == pytest.approx(34, abs=0.01)


def test_scores_agree_with_hand_calculation():
    told = [(0.9, True), (0.6, False), (0.6, True), (0.2, False)]

    assert brier(told) == pytest.approx((0.01 + 0.36 + 0.16 + 0.04) / 4)
    assert auc(told) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert [(one.count, one.won) for one in bins_of(told)] == [(1, 0), (2, 0.5), (1, 1)]


def test_a_back_test_learns_from_the_earlier_and_judges_on_the_later():
    dice = random.Random(7)
    samples = [
        sample(source, won=dice.random() < share, day=day)
        for day in range(400)
        for source, share in (("referral", 0.8), ("cold_call", 0.2))
    ]

    test = back_test(samples, {"stage:1": 0.5})

    assert test is not None
    assert test.learned + test.tested == 800
    assert test.brier < test.brier_of_stages == pytest.approx(0.25)
    assert test.is_better
    assert test.auc == pytest.approx(0.8, abs=0.08)
    assert sum(one.count for one in test.bins) == test.tested


def test_there_is_no_back_test_without_both_ends():
    assert back_test([sample("visit", won=True, day=day) for day in range(50)], {}) is None
    assert back_test([], {}) is None


def test_a_stay_gives_a_sample_for_each_span_of_age_that_it_went_through():
    stay = Stay(
        deal=1,
        stage=4,
        ages=(10, 65),
        source="",
        amount=("IRR", Decimal(500)),
        closed_on=date(2025, 1, 1),
        won=True,
    )

    found = [one.features for one in samples_of([stay], {"IRR": ["100", "400"]})]

    assert [features[1] for features in found] == ["age:0", "age:1", "age:2", "age:3"]
    assert {features[3] for features in found} == {"amount:2"}


def test_ages_and_amounts_fall_into_their_bands():
    bands = bands_of([("IRR", Decimal(n)) for n in range(1, 10)] + [("USD", Decimal(1))])

    assert [span_of(age) for age in (0, 13, 14, 59, 60, 500)] == [0, 0, 1, 2, 3, 5]
    assert bands == {"IRR": ["4", "7"]}
    assert features_of(1, 0, "", ("USD", Decimal(5)), bands)[3] == "amount:"


def make_past(way: Way, count: int) -> None:
    """Closed deals out of which referrals were won and cold calls lost, nine times out of ten each."""
    start = TODAY - timedelta(days=count * 2)
    for number in range(count):
        source = "referral" if number % 2 else "cold_call"
        won = (source == "referral") != (number % 20 in (0, 1))
        opened = (start + timedelta(days=number)).date()
        deal = make_deal(
            way.won if won else way.lost, f"Deal {number}", source=source, opened_on=opened,
            closed_on=opened + timedelta(days=10), amount="IRR 0",
        )  # fmt: skip
        begun = datetime.combine(opened, TODAY.timetz())
        StageChange.objects.create(
            opportunity=deal,
            stage=way.talks,
            entered_at=begun,
            left_at=begun + timedelta(days=10),
            amount=1000,
            created_at=begun,
            updated_at=begun,
        )


@pytest.fixture
def way(db) -> Way:
    with clock.at(TODAY):
        return make_way()


def test_under_the_least_number_the_stage_says_it(way):
    with clock.at(TODAY):
        make_past(way, 20)
        deal = make_deal(way.talks, source="referral")

        model = learn()

    assert model.deals == 20 < ENOUGH
    assert not model.found["used"]
    assert (again(deal).learned, again(deal).chance) == (None, Decimal(50))


def test_enough_deals_teach_and_open_ones_follow_without_a_fact(way):
    with clock.at(TODAY):
        make_past(way, ENOUGH + 20)
        warm = make_deal(way.talks, "Warm", source="referral", amount="IRR 1,000")
        cold = make_deal(way.talks, "Cold", source="cold_call", amount="IRR 1,000")
        own = make_deal(way.talks, "Own", source="cold_call", probability=70)
        before = Fact.objects.count()

        model = learn()

        assert model.found["used"], model.tested
        assert again(warm).chance > 75
        assert again(cold).chance < 25
        assert again(warm).weighted == round(again(warm).chance * 10)
        assert again(own).chance == 70
        assert Fact.objects.count() == before
        assert estimate(Opportunity.objects.open()) == 0


def test_what_a_lost_deal_was_worth_in_the_end_teaches_nothing(way):
    with clock.at(TODAY):
        make_past(way, ENOUGH + 20)

        model = learn()

    assert model.found["bands"] == {"IRR": ["1000.0000", "1000.0000"]} or model.found["bands"]["IRR"] == [
        "1000",
        "1000",
    ]
    assert all(not name.startswith("amount:0") for name in model.found["weights"])


def test_a_deal_that_moves_is_estimated_at_once_and_explained_to_the_last_point(way):
    with clock.at(TODAY):
        make_past(way, ENOUGH + 20)
        learn()
        deal = make_deal(way.new, source="referral")
        assert again(deal).learned is None

        move_to_stage.run(deal.pk, actor=system(), stage=link(way.talks))

        moved, learned = again(deal), Learned.now()
        assert learned is not None
        assert moved.learned is not None
        lines = learned.lines(known_of(moved, TODAY.date()), TODAY.date())
        assert math.isclose(sum(line.points for line in lines), float(moved.learned), abs_tol=0.01)


def test_the_newest_learnings_are_kept(way):
    for day in range(12):
        with clock.at(TODAY + timedelta(days=day)):
            learn()

    assert WinModel.objects.count() == 10
