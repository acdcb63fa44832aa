"""Values in, values out: what every kind promises, and what none of them swallows."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.culture.locale import NEUTRAL, default_for
from payvand.culture.money import Money
from payvand.kernel import records
from payvand.kernel.errors import DomainError, Invalid
from payvand.kernel.kinds import (
    KINDS,
    Choice,
    Day,
    Email,
    Link,
    Moment,
    MoneyKind,
    Number,
    Option,
    PhoneNumber,
    Several,
    Text,
    Url,
    Whole,
)  # fmt: skip
from payvand.kernel.objects import named
from payvand.kernel.query import one_row
from payvand.kernel.testing.world import make_world

EXAMPLES = [
    Choice(options=(Option(value="a", label="A"), Option(value="b", label="ب"))),
    Several(of=Email(), extras=("label",)),
    *(kind() for name, kind in KINDS.items() if name not in ("choice", "link", "several")),
]
LOCALES = [NEUTRAL, default_for("fa"), default_for("ar"), default_for("en")]


@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.name)
def test_a_sample_survives_json_the_database_and_an_input(kind):
    for sample in kind.samples():
        canonical = kind.parse(kind.to_json(sample), NEUTRAL)
        assert kind.to_json(canonical) == kind.to_json(sample) or kind.name == "text"
        if kind.name != "several":
            assert kind.load(kind.store(canonical)) == canonical
        for locale in LOCALES:
            again = kind.parse(kind.input(canonical, locale), locale)
            if kind.name not in ("moment", "several"):
                assert again == canonical, (locale.language, kind.input(canonical, locale))


@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.name)
@given(
    raw=st.one_of(
        st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.text(), max_size=3)
    )
)
def test_whatever_comes_is_read_or_refused_with_a_reason(kind, raw):
    try:
        value = kind.parse(raw, NEUTRAL)
    except DomainError as refused:
        assert refused.code
        assert str(refused.message)
    else:
        kind.to_json(value)
        assert "<script" not in kind.html(value, NEUTRAL).lower()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)"]
)
def test_no_kind_lets_markup_through(text):
    for kind in (Text(), Email(), Url(), PhoneNumber(), Choice(options=(Option(value=text, label=text),))):
        try:
            shown = kind.html(kind.parse(text, NEUTRAL), NEUTRAL)
        except DomainError:
            continue
        assert "<script" not in shown
        assert "<img" not in shown
        assert 'href="javascript' not in shown


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        (Day(), "1404/12/30", "day.impossible"),
        (Day(), "1899-12-31", "day.too_early"),
        (Day(), date(1800, 1, 1), "day.too_early"),
        (Moment(), "25:61", "moment.impossible"),
        (Number(), "1e400", "number.unreadable"),
        (Number(places=2), "1.234", "too_precise"),
        (Number(), Decimal("NaN"), "too_large"),
        (Whole(), True, "number.unreadable"),
        (MoneyKind(), "-5", "negative"),
        (MoneyKind(), {"amount": str(10**20)}, "too_large"),
        (MoneyKind(), "123456789012345.678", "too_precise"),
        (Text(max_length=5), "abcdef", "too_long"),
        (Text(), "a\x00b", "control_character"),
        (Text(), {"a": 1}, "not_text"),
        (Email(), "a@b@c", "not_an_email"),
        (Url(), "javascript:alert(1)", "not_a_url"),
        (Link(target="kernel.tag"), 2**70, "no_such_record"),
        (Several(of=Email(), extras=("label",)), [{"value": "a@b.co", "x": 1}], "unknown_key"),
        (Several(of=Email(), extras=("label",)), [{"value": "a@b.co", "label": {}}], "bad_extra"),
    ],
)
def test_a_refusal_has_its_own_code(kind, raw, code):
    with pytest.raises(DomainError) as refused:
        kind.parse(raw, NEUTRAL)

    assert refused.value.code == code


@pytest.mark.django_db
@pytest.mark.parametrize(
    "amount", ["1000000000000000", "1234567890123456", "999999999999999999", "0.0001", "12345678901.2345"]
)
def test_an_amount_survives_the_database_to_the_last_digit(amount):
    world, trees = make_world(), named("orchard.tree")
    price = {"amount": amount, "currency": "IRR"}

    made = records.create(trees, {"name": "Apple", "price": price}, actor=world.actor("ann"), locale=NEUTRAL)
    outcomes, _batch = records.write_many(trees, [{"name": "Fig", "price": price}], actor=world.actor("ann"))

    for pk in (made.pk, outcomes[0].id):
        found = one_row(trees, pk or 0, ["price"], world.actor("ann"))
        assert found is not None
        assert found[1].values[0] == Money(amount=Decimal(amount), currency="IRR")


@pytest.mark.django_db
def test_every_wrong_field_is_named_at_once_and_nothing_is_written():
    world, trees = make_world(), named("orchard.tree")
    wrong = {
        "name": "x" * 500,
        "planted": "1404/12/30",
        "fruits": "many",
        "price": "-1",
        "health": "green",
        "nope": 1,
    }

    with pytest.raises(Invalid) as refused:
        records.create(trees, wrong, actor=world.actor("ann"))

    assert {error.field for error in refused.value.errors} == set(wrong)
    assert not trees.model.objects.exists()


def test_a_moment_is_shown_in_the_readers_zone_and_kept_in_utc():
    persian = default_for("fa")

    moment = Moment().parse("1403/12/30 23:59", persian)

    assert isinstance(moment, datetime)
    assert moment.isoformat() == "2025-03-20T20:29:00+00:00"
    assert "۱۴۰۳" in Moment().text(moment, persian)
