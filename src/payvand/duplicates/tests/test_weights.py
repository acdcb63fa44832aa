"""Likenesses, weights, and what they learn: small cases worked out by hand."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.duplicates.learning import learn
from payvand.duplicates.likeness import LIKENESSES
from payvand.duplicates.plan import MISSING, Pattern, plan_of, read_comparisons
from payvand.duplicates.weights import NAME_ALONE, Weights, default_weights, evidence, probability

PLAN = plan_of(
    list(read_comparisons([("name", "name"), ("phones", "phone"), ("birth_day", "day")])),
    ["phones", "name + birth_day", "name/3"],
)


@pytest.mark.parametrize(
    ("likeness", "one", "other", "level"),
    [
        ("exact", "a b", "a b", 0),
        ("exact", "a b", "ab", 1),
        ("folded", "علي‌رضا", "علی رضا", 0),
        ("spelling", "neumann", "neuman", 1),
        ("spelling", "jonathan", "jonathon", 1),
        ("spelling", "sara", "otto", 3),
        ("phone", "+989121112233", "+989121112233;ext=4", 0),
        ("phone", "+982188776655", "+985188776655", 1),
        ("phone", "+989121112233", "+989121112234", 2),
        ("phone", "+989121112233", "+989351119988", 3),
        ("email", "sara.karimi@example.com", "sara.karimi@example.org", 1),
        ("email", "sara.karimi@example.com", "sara.karimmi@example.com", 2),
        ("email", "a@example.com", "b@example.com", 3),
        ("identifier", "ir_national_id:0012345679", "ir_national_id:0012345697", 1),
        ("day", "1990-03-04", "1990-04-03", 1),
        ("day", "1990-03-04", "1991-03-04", 1),
        ("day", "1990-03-04", "1990-11-27", 2),
        ("day", "1990-03-04", "1984-11-27", 3),
        ("address", "12 Azadi Street", "Azadi Street 12", 0),
        ("address", "Azadi Street 12", "Azady Street 12", 1),
    ],
)
def test_levels_of_agreement(likeness, one, other, level):
    chosen = LIKENESSES[likeness]
    a, b = chosen.prepare(one), chosen.prepare(other)

    assert a is not None
    assert b is not None
    assert chosen.level(a, b) == chosen.level(b, a) == level


@given(st.sampled_from(sorted(LIKENESSES)), st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_have_a_level_that_does_not_depend_on_their_order(name, one, other):
    likeness = LIKENESSES[name]
    a, b = likeness.prepare(one), likeness.prepare(other)

    if a is not None and b is not None:
        assert likeness.level(a, a) == 0
        assert 0 <= likeness.level(a, b) < len(likeness.levels)
        assert likeness.level(a, b) == likeness.level(b, a)


def test_weights_add_up_to_the_probability_that_bayes_gives():
    weights = Weights(
        m=((0.8, 0.05, 0.05, 0.05, 0.05), (0.5, 0.2, 0.1, 0.2), (0.7, 0.1, 0.1, 0.1)),
        u=((0.1, 0.1, 0.1, 0.1, 0.6), (0.01, 0.01, 0.01, 0.97), (0.05, 0.05, 0.1, 0.8)),
        prior=0.01,
    )
    pattern = (0, 0, MISSING)

    found = probability(pattern, PLAN, weights)

    odds = 0.01 / 0.99 * (0.8 / 0.1) * (0.5 / 0.01)
    assert found == pytest.approx(odds / (1 + odds))
    assert evidence(pattern, PLAN, weights)[2] == 0


def test_a_name_alone_is_never_certain_however_rare():
    sure = Weights(m=((0.96, 0.01, 0.01, 0.01, 0.01), (0.25,) * 4, (0.25,) * 4),
                   u=((1e-7, 0.1, 0.1, 0.1, 0.7), (0.25,) * 4, (0.25,) * 4), prior=0.4)  # fmt: skip

    assert probability((0, MISSING, MISSING), PLAN, sure) == NAME_ALONE


def test_shares_are_learned_from_patterns_that_nobody_labelled():
    met: dict[Pattern, float] = {(0, 0, 0): 80, (0, 0, 3): 20, (0, 3, 3): 400, (4, 0, 3): 10}
    others: dict[Pattern, float] = {(4, 3, 3): 99_000, (3, 3, 2): 900, (4, 3, 2): 100}

    found = learn(PLAN, met, others, pairs=1_000_000, records=1_414)

    assert found.prior * 1_000_000 == pytest.approx(100, rel=0.2)
    assert found.m[1][0] > 0.85
    assert found.u[0][0] == pytest.approx(400 / 1_000_000, rel=0.3)
    assert sum(found.m[0]) == pytest.approx(1)


def test_without_pairs_the_defaults_stay():
    assert learn(PLAN, Counter(), Counter(), 0, 0) == default_weights(PLAN, 0)


def test_keys_of_several_parts_need_all_of_them():
    profile = PLAN.profile({"name": ["Sara Karimi"], "phones": ["09121112233", "02188776655"]})

    places = Counter(place for place, _key in PLAN.keys(profile))

    assert places[0] == 2
    assert 1 not in places
    assert places[2] >= 1
