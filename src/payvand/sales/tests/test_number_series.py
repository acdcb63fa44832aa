"""Numbers of documents: in the company's fiscal year, none twice, none left out, whoever issues and whatever fails."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payvand.kernel.models import Branch, Company
from payvand.kernel.remembered import forget_everything
from payvand.kernel.testing.world import make_world
from payvand.sales.models import DocumentType, NumberSeries, take_number
from payvand.sales.models.number_series import fiscal_year_on

QUOTE = DocumentType.QUOTE
LAST_OF_1403, FIRST_OF_1404 = date(2025, 3, 20), date(2025, 3, 21)


class Refused(Exception):
    """Something that fails after a number was taken."""


@pytest.mark.django_db
def test_every_year_and_every_sort_of_document_is_counted_from_one():
    taken = [
        take_number(QUOTE, LAST_OF_1403),
        take_number(QUOTE, FIRST_OF_1404),
        take_number(DocumentType.INVOICE, FIRST_OF_1404),
        take_number(QUOTE, FIRST_OF_1404),
        take_number(QUOTE, LAST_OF_1403),
    ]

    assert taken == ["1403-000001", "1404-000001", "1404-000001", "1404-000002", "1403-000002"]


@pytest.mark.django_db
def test_a_branch_counts_on_its_own_and_says_so():
    world = make_world()
    branch = world.north.branch
    assert isinstance(branch, Branch)

    taken = [take_number(QUOTE, FIRST_OF_1404, branch=branch), take_number(QUOTE, FIRST_OF_1404)]

    assert taken == [f"1404-{branch.pk}-000001", "1404-000001"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("region", "month", "day", "year"),
    [
        ("IR", 1, "2025-03-20", 1403),
        ("IR", 1, "2025-03-21", 1404),
        ("AF", 10, "2025-12-21", 1403),
        ("AF", 10, "2025-12-22", 1404),
        ("SA", 1, "2025-12-31", 2025),
        ("EG", 7, "2025-06-30", 2024),
        ("EG", 7, "2025-07-01", 2025),
    ],
)
def test_the_fiscal_year_is_the_companys_own(region, month, day, year):
    Company.objects.update_or_create(
        pk=1,
        defaults={
            "region": region,
            "fiscal_month": month,
            "language": "en",
            "created_at": "2025-01-01T00:00Z",
            "updated_at": "2025-01-01T00:00Z",
        },
    )
    forget_everything()

    assert fiscal_year_on(date.fromisoformat(day)) == year

    forget_everything()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_there_is_no_number():
    with pytest.raises(RuntimeError):
        take_number(QUOTE, FIRST_OF_1404)

    assert not NumberSeries.objects.exists()


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.booleans(), max_size=25))
def test_what_is_rolled_back_gives_its_number_back(fates: list[bool]):
    NumberSeries.objects.all().delete()
    kept = []

    for succeeds in fates:
        try:
            with transaction.atomic():
                number = take_number(QUOTE, FIRST_OF_1404)
                if not succeeds:
                    raise Refused
                kept.append(number)
        except Refused:
            continue

    assert kept == [f"1404-{count:06}" for count in range(1, sum(fates) + 1)]


@pytest.mark.django_db(transaction=True)
def test_whoever_issues_at_once_gets_numbers_without_gap_or_repetition():
    threads, each = 4, 8
    taken: list[str] = []

    def issue() -> None:
        for turn in range(each):
            try:
                with transaction.atomic():
                    number = take_number(QUOTE, FIRST_OF_1404)
                    if turn % 3 == 2:
                        raise Refused
                    taken.append(number)
            except Refused:
                continue
        connection.close()

    run_together([issue] * threads)

    kept = threads * (each - each // 3)
    assert sorted(taken) == [f"1404-{count:06}" for count in range(1, kept + 1)]
    assert NumberSeries.objects.get().last == kept


def run_together(works: list[Callable[[], None]]) -> None:
    running = [threading.Thread(target=work) for work in works]
    for one in running:
        one.start()
    for one in running:
        one.join(timeout=60)
