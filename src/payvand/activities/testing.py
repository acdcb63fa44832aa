"""What the contract suite cannot know of activities, and a typed factory for tests."""

from datetime import datetime

from payvand.activities.models import Activity
from payvand.kernel.access import Actor
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.contract import SPECIAL
from payvand.parties.models import Party

# A rule that ends before it begins is refused, and a duration has bounds.
SPECIAL["activities.activity"] = {
    "minutes": 30, "repeat_unit": "week", "repeat_every": 2, "repeat_until": "2030-01-01",
}  # fmt: skip


def make_activity(
    subject: str,
    actor: Actor,
    *,
    kind: str = "call",
    due_at: datetime | None = None,
    party: Party | None = None,
    **more: object,
) -> Activity:
    """An activity of the actor's own."""
    values: dict[str, object] = {"subject": subject, "kind": kind, "due_at": due_at, **more}
    if party is not None:
        values["party"] = {"id": party.pk}
    made = create(named("activities.activity"), values, actor=actor)
    assert isinstance(made, Activity)
    return made
