"""How people meet activities."""

from django.utils.translation import gettext_lazy as _

from payvand.activities.commands import (
    cancel_activity,
    complete_activity,
    postpone_activity,
    reopen_activity,
)
from payvand.activities.models import Activity
from payvand.kernel.kinds import Link
from payvand.kernel.objects import Many, Object, Section, View, register

PLANNED = "status is planned"

activities = register(
    Object(
        model=Activity,
        icon="calendar-event",
        title="subject",
        columns=["subject", "kind", "party", "due_at", "status", "outcome", "owner"],
        form=[
            Section(_("Activity"), ["kind", "subject", "due_at", "party", "person", "owner", "team"]),
            Section(_("Time"), ["minutes", "all_day", "remind_at"], folded=True),
            Section(
                _("Repeats"),
                ["repeat_unit", "repeat_every", "repeat_calendar", "repeat_until", "repeat_workdays"],
                folded=True,
            ),
            Section(_("Notes"), ["note", "topics"], folded=True),
            Section(_("Result"), ["status", "outcome", "result", "done_at"], folded=True),
        ],
        many=[
            Many(
                name="topics", label=_("questions and objections"), kind=Link(target="kernel.tag", fold="name_fold"),
                model=Activity.topics.through, of="activity", value="tag",
            ),
        ],
        search={"subject": 3, "note": 1},
        sort=["due_at"],
        board_by="status",
        calendar_by="due_at",
        views=[
            View(_("Today"), f"{PLANNED} and due_at in today and owner is me"),
            View(_("Overdue"), f"{PLANNED} and due_at < today and owner is me"),
            View(_("This week"), f"{PLANNED} and due_at in this week and owner is me"),
            View(_("Mine to do"), f"{PLANNED} and owner is me"),
            View(_("Without a date"), f"{PLANNED} and due_at is empty and owner is me"),
            View(_("My calendar"), "owner is me", shape="calendar"),
            View(_("Done lately"), "status is done", sort=["-done_at"]),
        ],
        commands=[complete_activity, postpone_activity, cancel_activity, reopen_activity],
        party="party",
    )
)  # fmt: skip
