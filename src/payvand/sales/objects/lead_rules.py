"""How administrators meet what steers leads: who gets them, how they are scored, and the forms that bring them."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import ADMINISTRATION, Object, Section, View, register
from payvand.sales.commands.lead_score import mark_stale, score_now
from payvand.sales.models import Absence, AssignmentMember, AssignmentRule, LeadForm, ScoreFormula, ScoreRule

assignment_rules = register(
    Object(
        model=AssignmentRule,
        icon="route",
        menu=ADMINISTRATION,
        columns=["position", "name", "is_active", "condition", "method", "team", "answer_minutes", "last"],
        form=[
            Section(_("Rule"), ["name", "position", "is_active", "condition"]),
            Section(_("Who gets them"), ["method", "team"]),
            Section(_("First answer"), ["answer_minutes", "opens", "closes"]),
        ],
        sort=["position", "id"],
    )
)

assignment_members = register(
    Object(
        model=AssignmentMember,
        icon="users-group",
        title="note",
        columns=["rule", "user", "province", "note"],
        form=[Section(_("Who gets them"), ["rule", "user", "province", "note"])],
        sort=["rule", "id"],
        parent="rule",
    )
)

absences = register(
    Object(
        model=Absence,
        icon="calendar-off",
        title="note",
        menu=ADMINISTRATION,
        columns=["user", "start_on", "end_on", "note"],
        form=[Section(_("Absence"), ["user", "start_on", "end_on", "note"])],
        sort=["-start_on"],
        calendar_by="start_on",
    )
)

score_formulas = register(
    Object(
        model=ScoreFormula,
        icon="star",
        menu=ADMINISTRATION,
        columns=["position", "name", "description", "is_active", "scored_at", "stale_since"],
        form=[Section(_("Formula"), ["name", "description", "is_active", "position"])],
        sort=["position", "id"],
        commands=[score_now],
        together=mark_stale,
    )
)

score_rules = register(
    Object(
        model=ScoreRule,
        icon="list-check",
        columns=[
            "formula",
            "name",
            "points",
            "condition",
            "fact",
            "within_days",
            "half_life_days",
            "position",
        ],
        form=[
            Section(_("Rule"), ["formula", "name", "points", "position"]),
            Section(_("What the lead is"), ["condition"]),
            Section(_("What happened to it"), ["fact", "least", "within_days", "half_life_days"]),
        ],
        sort=["formula", "position", "id"],
        parent="formula",
        together=mark_stale,
    )
)

lead_forms = register(
    Object(
        model=LeadForm,
        icon="forms",
        menu=ADMINISTRATION,
        columns=["name", "title", "language", "is_active", "source", "campaign", "owner"],
        form=[
            Section(_("Form"), ["name", "is_active", "language", "title", "intro", "thanks"]),
            Section(
                _("What it asks"),
                [
                    "ask_phone", "ask_email", "ask_organisation", "ask_job_title", "ask_province", "ask_city",
                    "ask_need", "ask_consent", "consent_text",
                ],
            ),
            Section(_("What becomes of it"), ["source", "campaign", "owner", "team"]),
            Section(_("Where the form is shown"), ["hosts", "hourly_limit"]),
        ],
        views=[View(_("In use"), "is_active is yes")],
    )
)  # fmt: skip
