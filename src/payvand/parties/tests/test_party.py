"""A party as it is written: name and parts, rules, lifecycle, matching."""

from datetime import date

import pytest

from payvand.kernel.access import system
from payvand.kernel.errors import DomainError, DuplicateFound
from payvand.kernel.objects import named
from payvand.kernel.records import create, everything, update, write_many
from payvand.parties.models import Party
from payvand.parties.models.lifecycle import Lifecycle, lifecycle_of
from payvand.parties.testing import make_organisation, make_person

pytestmark = pytest.mark.django_db


def parties():
    return named("parties.party")


def test_name_is_taken_apart_and_the_title_kept_beside_it():
    party = make_person("دکتر علی‌رضا احمدی نژاد")

    assert (party.honorific, party.given_name, party.family_name) == ("دکتر", "علی‌رضا", "احمدی نژاد")
    assert party.name == "علی‌رضا احمدی نژاد"


def test_name_follows_from_its_parts():
    made = create(parties(), {"given_name": "Sara", "family_name": "Karimi"}, actor=system())

    assert isinstance(made, Party)
    assert made.name == "Sara Karimi"


def test_whichever_of_name_and_parts_was_changed_leads_the_other():
    party = make_person("Sara Karimi")

    update(parties(), party.pk, {"family_name": "Rostami"}, actor=system())
    after_part = Party.objects.get(pk=party.pk)
    update(parties(), party.pk, {"name": "Mina Sadeghi"}, actor=system())
    after_name = Party.objects.get(pk=party.pk)

    assert after_part.name == "Sara Rostami"
    assert (after_name.given_name, after_name.family_name) == ("Mina", "Sadeghi")


def test_name_of_its_own_stays_when_something_else_changes():
    made = create(parties(), {"name": "Bibi", "given_name": "Maryam", "family_name": "Alavi"}, actor=system())

    update(parties(), made.pk, {"job_title": "Buyer"}, actor=system())

    assert Party.objects.get(pk=made.pk).name == "Bibi"


def test_organisation_keeps_its_name_whole():
    party = make_organisation("بازرگانی دکتر احمدی")

    assert (party.name, party.given_name, party.honorific) == ("بازرگانی دکتر احمدی", "", "")


def test_party_without_any_name_is_refused():
    with pytest.raises(DomainError) as refused:
        create(parties(), {"job_title": "Buyer"}, actor=system())

    assert (refused.value.code, refused.value.field) == ("required", "name")


def test_parent_companies_make_no_circle():
    top = make_organisation("Top")
    middle = make_organisation("Middle", parent=top)
    low = make_organisation("Low", parent=middle)

    with pytest.raises(DomainError) as refused:
        update(parties(), top.pk, {"parent": low.pk}, actor=system())

    assert refused.value.code == "circle"
    assert Party.objects.get(pk=top.pk).parent_id is None


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "organisation", "name": "A", "organisation": "Kian Trading"}, "not_a_person"),
        ({"kind": "person", "name": "A", "parent": "Kian Trading"}, "not_an_organisation"),
        ({"name": "A", "employees": "-3"}, "too_small"),
    ],
)
def test_what_cannot_be_is_refused(values, code):
    make_organisation("Kian Trading")

    with pytest.raises(DomainError) as refused:
        create(parties(), values, actor=system())

    assert refused.value.code == code


def test_city_of_iran_tells_province_and_country():
    made = create(parties(), {"name": "A", "city": "تبريز"}, actor=system())

    assert isinstance(made, Party)
    assert (made.province, made.country) == ("IR-03", "IR")


def test_everything_that_was_written_is_read_again():
    values = {
        "kind": "organisation",
        "name": "Kian Trading",
        "name_latin": "کیان",
        "phones": [{"value": "021-89326444", "label": "office"}, "۰۹۱۲۱۲۳۴۵۶۷"],
        "emails": "info@kian.example",
        "messengers": "https://t.me/kian",
        "social": "اینستاگرام: kian.trading",
        "identifiers": "شناسه ملی: 14005893875",
        "founded": "1375",
        "annual_revenue": "IRR 1000000000000000",
        "country": "ایران",
        "province": "استان تهران",
    }

    made = create(parties(), values, actor=system())
    held = {
        name: parties().fields[name].kind.to_json(value)
        for name, value in everything(made, parties()).items()
    }

    assert held["phones"] == [{"value": "+982189326444", "label": "office"}, {"value": "+989121234567"}]
    assert held["messengers"] == [{"value": "telegram:kian"}]
    assert held["social"] == [{"value": "instagram:kian.trading"}]
    assert held["identifiers"] == [{"value": "ir_company_id:14005893875"}]
    assert (held["founded"], held["country"], held["province"]) == (1996, "IR", "IR-23")
    assert held["annual_revenue"] == {"amount": "1000000000000000", "currency": "IRR"}


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [
        ("phones", "0912 123 4567", "+989121234567"),
        ("emails", "Ali@Example.com", "ali@example.com"),
        ("identifiers", "کد ملی: 0012345679", "ir_national_id:۰۰۱۲۳۴۵۶۷۹"),
    ],
)
@pytest.mark.requirement("S0-6", "S1-6")
def test_second_party_with_the_same_contact_warns(field, first, second):
    made = create(parties(), {"name": "Ali", field: first}, actor=system())

    with pytest.raises(DuplicateFound) as warned:
        create(parties(), {"name": "Someone else", field: second}, actor=system())

    assert [(match.id, match.fields) for match in warned.value.matches] == [(made.pk, (field,))]


def test_same_name_and_birth_day_warns_and_the_name_alone_does_not():
    make_person("علي كريمي", birth_day=date(1990, 3, 21))

    with pytest.raises(DuplicateFound):
        create(parties(), {"name": "علی کریمی", "birth_day": "1369/01/01"}, actor=system())
    other = create(parties(), {"name": "علی کریمی"}, actor=system())

    assert other.pk is not None


def test_rows_of_one_import_with_the_same_phone_meet_in_one_party():
    rows = [{"name": "Ali", "phones": "09121234567"}, {"name": "Ali", "phones": "+989121234567; 02188776655"}]

    outcomes, _batch = write_many(parties(), rows, actor=system(), match=[["phones"]])

    party = Party.objects.get()
    assert [outcome.id for outcome in outcomes] == [party.pk, party.pk]
    assert sorted(party.contact_points.values_list("value", flat=True)) == ["+982188776655", "+989121234567"]


@pytest.mark.parametrize(
    ("bought", "lost", "expected"),
    [
        (None, None, Lifecycle.PROSPECT),
        (date(2025, 6, 1), None, Lifecycle.ACTIVE),
        (date(2024, 1, 1), None, Lifecycle.DORMANT),
        (None, date(2025, 1, 1), Lifecycle.LOST),
        (date(2025, 1, 1), date(2025, 1, 1), Lifecycle.LOST),
        (date(2025, 6, 1), date(2025, 1, 1), Lifecycle.ACTIVE),
    ],
)
@pytest.mark.requirement("S0-1")
def test_lifecycle_follows_from_purchases_and_from_giving_up(bought, lost, expected):
    assert lifecycle_of(last_purchase_on=bought, lost_on=lost, today=date(2025, 7, 1)) == expected


def test_the_180th_day_after_a_purchase_is_the_first_dormant_one():
    purchase = date(2025, 1, 1)

    assert lifecycle_of(last_purchase_on=purchase, lost_on=None, today=date(2025, 6, 29)) == Lifecycle.ACTIVE
    assert lifecycle_of(last_purchase_on=purchase, lost_on=None, today=date(2025, 6, 30)) == Lifecycle.DORMANT
