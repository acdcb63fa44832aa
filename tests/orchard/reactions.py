"""Who hears of what happens in the orchard."""

from payvand.kernel.access import Actor
from payvand.kernel.facts import on
from payvand.kernel.models import Fact
from tests.orchard.models import Watering


@on("orchard.tree_watered")
def count_watering(fact: Fact, *, actor: Actor) -> None:
    """Leave a row for each time that this is heard."""
    Watering.objects.create(fact_id=fact.pk)
