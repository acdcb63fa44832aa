"""Taxes by place and day, out of the table: the law of each day, and a clear refusal where nobody wrote it down."""

from datetime import date
from decimal import Decimal

import pytest

from payvand.catalog.commands import add_common_taxes, change_tax_rate
from payvand.catalog.models import TaxCategory, TaxRate
from payvand.catalog.taxation import tax_on, taxes_of
from payvand.catalog.testing import make_product, make_tax_category, make_tax_rate
from payvand.culture.locale import default_for
from payvand.kernel.access import system
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.records import archive, create, restore, update, write_many
from payvand.kernel.testing.world import make_world

pytestmark = pytest.mark.django_db


def common(code: str) -> TaxCategory:
    return TaxCategory.objects.get(code=code)


@pytest.mark.parametrize(
    ("region", "day", "percent"),
    [
        ("IR", date(2024, 3, 19), 9),
        ("IR", date(2024, 3, 20), 10),
        ("IR-23", date(2025, 1, 1), 10),
        ("ir", date(2025, 1, 1), 10),
        ("SA", date(2020, 6, 30), 5),
        ("SA", date(2020, 7, 1), 15),
        ("AE", date(2025, 1, 1), 5),
        ("OM", date(2025, 1, 1), 5),
        ("BH", date(2025, 1, 1), 10),
        ("EG", date(2025, 1, 1), 14),
        ("JO", date(2025, 1, 1), 16),
        ("KW", date(2025, 1, 1), 0),
    ],
)
def test_the_table_of_the_region_gives_the_rate_of_each_day(region, day, percent):
    add_common_taxes(actor=system())

    assert tax_on(common("S"), region, day).percent == percent
    assert tax_on(common("E"), region, day).percent == 0


def test_the_table_is_written_once_in_the_companys_language_and_never_over_an_administrators():
    first = add_common_taxes(actor=system())
    names = set(TaxCategory.objects.values_list("code", flat=True))
    rate = TaxRate.objects.get(region="IR", category__code="S", valid_until=None)
    update(named("catalog.taxrate"), rate.pk, {"percent": Decimal(12)}, actor=system())

    again = add_common_taxes(actor=system())

    assert first == TaxRate.objects.count() > 20
    assert (again, names) == (0, {"S", "E"})
    assert tax_on(common("S"), "IR", date(2025, 1, 1)).percent == 12


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["Standard", "IR", "2014-01-01"]), ("fa", ["Standard", "IR", "۱۳۹۲/۱۰/۱۱"])],
)
def test_a_missing_rate_is_refused_with_category_place_and_day(language, words):
    standard = make_tax_category()
    make_tax_rate(standard, 9, since="2015-03-21")

    with pytest.raises(DomainError) as refused:
        tax_on(standard, "IR", date(2014, 1, 1), default_for(language))

    assert refused.value.code == "tax_rate_missing"
    assert all(word in str(refused.value) for word in words)


def test_a_rate_of_the_province_goes_before_that_of_the_country():
    standard = make_tax_category(code="S")
    make_tax_rate(standard, 10)
    make_tax_rate(standard, 0, region="IR-26")

    found = [tax_on(standard, region, date(2025, 1, 1)).percent for region in ("IR", "IR-23", "IR-26")]

    assert found == [10, 10, 0]


def test_products_bear_their_own_tax_or_the_standard_one_in_two_queries(django_assert_num_queries):
    add_common_taxes(actor=system())
    bread, tea = make_product("bread", tax=common("E")), make_product("tea")

    with django_assert_num_queries(2):
        taxes = taxes_of([bread, tea, bread], "IR", date(2025, 1, 1))

    assert {pk: tax.percent for pk, tax in taxes.items()} == {bread.pk: 0, tea.pk: 10}
    assert taxes[tea.pk].code == "S"


def test_a_product_without_any_tax_category_is_refused_by_name():
    tea = make_product("Oolong")

    with pytest.raises(DomainError) as refused:
        taxes_of([tea], "IR", date(2025, 1, 1))

    assert refused.value.code == "tax_category_missing"
    assert "Oolong" in str(refused.value)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2024-03-20", ""),
        ("2025-01-01", ""),
        ("2020-01-01", ""),
        ("2020-01-01", "2024-03-20"),
        ("2026-01-01", "2027-01-01"),
    ],
)
def test_overlapping_rates_are_refused(since, until):
    standard = make_tax_category()
    make_tax_rate(standard, 10, since="2024-03-20")

    with pytest.raises(DomainError) as refused:
        make_tax_rate(standard, 9, since=since, until=until)

    assert refused.value.code in ("overlap", "not_unique")
    assert refused.value.field in ("valid_from", "category", "region")
    assert TaxRate.objects.count() == 1


def test_rates_side_by_side_stand():
    standard, exempt = make_tax_category(), make_tax_category("Exempt")
    make_tax_rate(standard, 10, since="2024-03-20")

    make_tax_rate(standard, 9, since="2015-03-21", until="2024-03-19")
    make_tax_rate(standard, 15, region="SA")
    make_tax_rate(exempt, 0)

    assert TaxRate.objects.count() == 4


def test_rates_of_one_file_that_overlap_one_another_are_refused_together():
    standard = make_tax_category()
    row = {"category": Reference(id=standard.pk), "region": "IR", "percent": "9"}
    rows = [{**row, "valid_from": "2020-01-01"}, {**row, "valid_from": "2021-01-01"}]

    with pytest.raises(DomainError) as refused:
        write_many(named("catalog.taxrate"), rows, actor=system())

    assert refused.value.code == "overlap"
    assert not TaxRate.objects.exists()


def test_a_rate_does_not_come_back_from_the_archive_over_another():
    standard, rates = make_tax_category(), named("catalog.taxrate")
    old = make_tax_rate(standard, 9, since="2023-01-01")
    archive(rates, old.pk, actor=system())
    make_tax_rate(standard, 10, since="2024-01-01")

    with pytest.raises(DomainError) as refused:
        restore(rates, old.pk, actor=system())

    assert refused.value.code == "overlap"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"percent": "101"}, "percent"),
        ({"percent": "-1"}, "percent"),
        ({"region": "Iran"}, "region"),
        ({"valid_until": "2000-01-01"}, "valid_until"),
        ({"valid_from": "1403-01-01", "valid_until": "2020-01-01"}, "valid_until"),
    ],
)
def test_what_is_no_rate_is_refused_by_field(changes, field):
    standard = make_tax_category()
    row = {"category": Reference(id=standard.pk), "region": "IR", "percent": "9", "valid_from": "2020-01-01"}

    with pytest.raises(DomainError) as refused:
        create(named("catalog.taxrate"), row | changes, actor=system())

    assert refused.value.field == field


def test_the_law_changes_on_a_day():
    standard = make_tax_category()
    rate = make_tax_rate(standard, 10)

    change_tax_rate.run(rate.pk, actor=system(), percent=Decimal(12), on=date(2026, 3, 21))

    found = [tax_on(standard, "IR", day).percent for day in (date(2026, 3, 20), date(2026, 3, 21))]
    assert found == [10, 12]
    told = Fact.objects.get(name="catalog.tax_rate_changed")
    assert told.payload["after"] == "12"
    assert told.payload["on"] == "2026-03-21"


def test_a_rate_does_not_end_before_it_began_and_an_ended_one_does_not_change():
    standard = make_tax_category()
    ended = make_tax_rate(standard, 9, since="2015-03-21", until="2024-03-19")
    rate = make_tax_rate(standard, 10)

    with pytest.raises(DomainError) as too_early:
        change_tax_rate.run(rate.pk, actor=system(), percent=Decimal(12), on=date(2024, 3, 20))
    with pytest.raises(DomainError) as over:
        change_tax_rate.run(ended.pk, actor=system(), percent=Decimal(12), on=date(2026, 3, 21))

    assert (too_early.value.code, over.value.code) == ("ends_before_start", "not_applicable")
    assert TaxRate.objects.count() == 2


def test_only_administrators_write_rates():
    world = make_world()
    standard = make_tax_category()
    row = {"category": Reference(id=standard.pk), "region": "IR", "percent": "0", "valid_from": "2020-01-01"}

    for name in ("ann", "stranger"):
        with pytest.raises(Denied):
            create(named("catalog.taxrate"), row, actor=world.actor(name))


def test_one_category_at_most_is_the_standard_one():
    make_tax_category(is_standard=True)

    with pytest.raises(DomainError) as refused:
        make_tax_category("Other", is_standard=True)

    assert refused.value.code in ("not_unique", "constraint")
