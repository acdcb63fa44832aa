"""What leads, call lists and their rules add to their own pages and to those of parties and deals."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Panel, extend
from payvand.sales.commands.call_list import add_party_to_call_list
from payvand.sales.panels import lead, lead_rules, leads_beside

extend(
    "sales.lead",
    panels=[
        Panel(
            name="strip", label=_("At a glance"), template="sales/lead_strip.html", values=lead.strip,
            place="strip",
        ),
        Panel(
            name="score", label=_("Why this score"), template="sales/lead_score.html", values=lead.score,
            place="side",
        ),
        Panel(name="talks", label=_("Talks"), template="sales/lead_talks.html", values=lead.talks),
    ],
)  # fmt: skip
extend(
    "sales.opportunity",
    panels=[
        Panel(
            name="origin", label=_("Where it came from"), template="sales/lead_lines.html", values=leads_beside.origin,
            weight=80,
        )
    ],
)  # fmt: skip
extend(
    "parties.party",
    panels=[
        Panel(
            name="leads", label=_("Leads"), template="sales/lead_lines.html", values=leads_beside.of_party, weight=60
        )
    ],
    commands=[add_party_to_call_list],
)  # fmt: skip
extend(
    "sales.calllist",
    panels=[
        Panel(
            name="work", label=_("Calling"), template="sales/call_list_work.html", values=lead_rules.call_list,
            place="main",
        )
    ],
)  # fmt: skip
extend(
    "sales.leadform",
    panels=[
        Panel(
            name="place", label=_("Where the form is shown"), template="sales/lead_form_place.html",
            values=lead_rules.lead_form, place="main",
        )
    ],
)  # fmt: skip
extend(
    "sales.scoreformula",
    panels=[
        Panel(
            name="rules", label=_("Rules"), template="sales/rule_lines.html", values=lead_rules.formula, place="main"
        )
    ],
)  # fmt: skip
extend(
    "sales.assignmentrule",
    panels=[
        Panel(
            name="people", label=_("Who gets them"), template="sales/rule_lines.html", values=lead_rules.members,
            place="main",
        )
    ],
)  # fmt: skip
