"""What activities add to the pages below them: the tab of parties, the origin on their own page, the day, the bell."""

from django.utils.translation import gettext_lazy as _

from payvand.activities.agenda import my_day, origin, ringing_count, ringing_values
from payvand.activities.commands import plan_for_party
from payvand.activities.offer import show_activities
from payvand.kernel.objects import Panel, extend
from payvand.ui.parts import Part, bell, home_part

show_activities("parties.party", plan_for_party)
extend(
    "activities.activity",
    panels=[
        Panel(name="origin", label=_("About"), template="activities/origin.html", values=origin, place="side")
    ],
)
home_part(
    Part(name="activities", label=_("My day"), template="activities/day.html", values=my_day, weight=-10)
)
bell(
    Part(name="activities", label=_("Due"), template="activities/ringing.html", values=ringing_values),
    ringing_count,
)
