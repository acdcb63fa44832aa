"""The whole seeded world: parties and their deals, written as fast as the database takes them."""

from collections.abc import Callable

from django.db import connection

from payvand.kernel.db import engine
from payvand.kernel.models import Fact
from payvand.parties.models import ContactPoint, Party
from payvand.project.seed import seed
from payvand.project.seed_ahead import nothing_collected
from payvand.project.seed_deals import seed_deals
from payvand.project.seed_rows import late_indexes
from payvand.sales.models import Opportunity


def fill(
    *,
    parties: int,
    opportunities: int,
    facts_per_party: int = 10,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Write so many parties and so many of their deals. Raises NotEmpty or NoParties.

    Until the end the world stands without its further indexes, and would not outlive a power cut.
    """
    tables = [Party, ContactPoint, Fact] * bool(parties) + [Opportunity] * bool(opportunities)
    with engine().filling(), late_indexes(*tables), nothing_collected():
        if parties:
            seed(parties=parties, facts_per_party=facts_per_party, say=say)
        if opportunities:
            seed_deals(opportunities, say)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    say("indexes and statistics stand")
