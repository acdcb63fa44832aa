"""The real case: four files of another system as they are, by the shipped recipe, with their history."""

from decimal import Decimal

import pytest
from django.db.models import Avg, Count, F, Sum

from payvand.kernel.models import Fact, Team, User
from payvand.parties.models import Party
from payvand.sales.models import Opportunity, OpportunityLine, StageChange
from payvand.sales.testing.maven import import_maven

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def test_the_four_files_come_in_whole_with_their_history(data):
    import_maven(data)

    deals = Opportunity.objects
    by_stage = dict(deals.values_list("stage__name").annotate(Count("id")).order_by())
    assert by_stage == {"Won": 4238, "Lost": 2473, "Engaging": 1589, "Prospecting": 500}
    assert deals.won().aggregate(whole=Sum("amount"))["whole"] == Decimal(10_005_534)
    assert set(deals.won().values_list("amount_currency", flat=True)) == {"USD"}
    assert deals.filter(party=None).count() == 1425
    cycles = [deal.days_open(deal.closed_on) for deal in deals.won().only("opened_on", "closed_on", "stage")]
    assert round(sum(cycles) / len(cycles), 2) == 51.78
    assert Party.objects.organisations().count() == 85

    assert Fact.objects.filter(name="sales.opportunity_won").count() == 4238
    assert Fact.objects.filter(name="sales.opportunity_lost").count() == 2473
    assert not StageChange.objects.filter(left_at__lt=F("entered_at")).exists()
    stays = StageChange.objects.filter(stage__name="Engaging", left_at__isnull=False)
    assert stays.count() == 4238 + 2473

    assert User.objects.filter(team__isnull=False).count() == 35 + 6
    marxen = Team.objects.get(leader__name="Melvin Marxen")
    assert deals.won().filter(team=marxen).aggregate(whole=Sum("amount"))["whole"] == 2_251_930
    assert OpportunityLine.objects.count() == 8800
    assert OpportunityLine.objects.filter(product__name="GTX Pro").count() == 1480
    assert deals.won().aggregate(Avg("chance"))["chance__avg"] == 100
