"""Planning an activity from a record of any sort: the command that each Object gets, and what it writes."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.activities.facts import ActivityPlanned
from payvand.activities.models import Activity, ActivityKind
from payvand.kernel.access import Actor
from payvand.kernel.commands import Command, Input, command
from payvand.kernel.facts import record, record_about
from payvand.kernel.kinds import Choice, LongText, Option
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.parties.models import Party

KINDS = Choice(options=tuple(Option(value=value, label=label) for value, label in ActivityKind.choices))
Kind = Annotated[str, Input(label=_("kind"), kind=KINDS)]
Subject = Annotated[str, Input(label=_("subject"))]
Due = Annotated[datetime | None, Input(label=_("due"), help=_("As in “tomorrow at 10”."))]
Remind = Annotated[datetime | None, Input(label=_("remind at"))]
Note = Annotated[str, Input(label=_("note"), kind=LongText())]


def planning(name: str, on: type[Record], party: Callable[[Record], int | None]) -> Command:
    """The command by which an activity is planned from records of one model; `party` gives the party of a record.

    Whoever may see a record may plan something about it.
    """

    @command(name, label=_("Plan an activity"), on=on, action="view", icon="calendar-event")
    def plan(
        about: Record,
        *,
        title: Subject,
        kind: Kind = ActivityKind.TASK.value,
        due_at: Due = None,
        remind_at: Remind = None,
        note: Note = "",
        actor: Actor,
    ) -> None:
        values: dict[str, object] = {
            "kind": kind, "subject": title, "due_at": due_at, "remind_at": remind_at, "note": note,
        }  # fmt: skip
        found = party(about)
        if found is not None:
            values["party"] = {"id": found}
        planned(values, about.object_name, about.pk, actor)

    return plan


def planned(values: dict[str, object], about_object: str, about_id: int, actor: Actor) -> Activity:
    """Write an activity about a record, and tell so on the record's own timeline."""
    made = create(named("activities.activity"), values, actor=actor)
    assert isinstance(made, Activity)
    if about_object != "parties.party":
        Activity.objects.filter(pk=made.pk).update(about_object=about_object, about_id=about_id)
        made.about_object, made.about_id = about_object, about_id
        fact = ActivityPlanned(activity=made.pk, kind=made.kind, subject=made.subject, due_at=made.due_at)
        record_about(fact, object_name=about_object, subject_id=about_id, party_id=None, actor=actor)
    return made


def written_plan(values: dict[str, object], before: Activity, actor: Actor) -> Activity:
    """Write an activity that follows another one, about the same record."""
    return planned(values, before.about_object or "parties.party", before.about_id or 0, actor)


def tell(fact: object, activity: Activity, actor: Actor) -> None:
    """Record a fact on the timeline of the activity (and of its party), and on that of the record it is about."""
    record(fact, about=activity, actor=actor)
    if activity.about_object and activity.about_id is not None:
        record_about(
            fact, object_name=activity.about_object, subject_id=activity.about_id, party_id=None, actor=actor
        )


plan_for_party = planning("activities.plan", Party, lambda party: party.pk)
