"""How people meet pipelines, their stages, and why and to whom deals are lost."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.kinds import Choice, Option, Text
from payvand.kernel.objects import ADMINISTRATION, Many, Object, Section, register
from payvand.sales.commands.together import with_pipelines, with_stages
from payvand.sales.models import (
    ChecklistItem,
    Competitor,
    LostReason,
    Pipeline,
    RequiredField,
    Stage,
    StageRequirement,
)

pipelines = register(
    Object(
        model=Pipeline,
        icon="arrows-right-left",
        menu=ADMINISTRATION,
        columns=["name", "position", "description"],
        form=[Section(_("Pipeline"), ["name", "position", "description"])],
        sort=["position", "id"],
        together=with_pipelines,
    )
)

stages = register(
    Object(
        model=Stage,
        icon="progress",
        menu=ADMINISTRATION,
        columns=["name", "pipeline", "position", "category", "probability", "rot_days"],
        form=[
            Section(_("Stage"), ["pipeline", "name", "category", "position", "probability", "rot_days"]),
            Section(_("Before a deal may stand here"), ["requirements"]),
            Section(_("Before a deal may go on"), ["checklist"]),
        ],
        many=[
            Many(
                name="requirements",
                label=_("required fields"),
                kind=Choice(
                    options=tuple(Option(value=v, label=label) for v, label in RequiredField.choices)
                ),
                model=StageRequirement,
                of="stage",
            ),
            Many(
                name="checklist",
                label=_("checklist"),
                kind=Text(max_length=200),
                model=ChecklistItem,
                of="stage",
            ),
        ],
        sort=["pipeline", "position"],
        together=with_stages,
    )
)

lost_reasons = register(
    Object(
        model=LostReason,
        icon="mood-sad",
        menu=ADMINISTRATION,
        columns=["name", "position"],
        form=[Section(_("Lost reason"), ["name", "position"])],
        sort=["position", "id"],
    )
)

competitors = register(
    Object(
        model=Competitor,
        icon="swords",
        menu=ADMINISTRATION,
        columns=["name", "website", "strengths", "weaknesses"],
        form=[Section(_("Competitor"), ["name", "website", "strengths", "weaknesses"])],
        search={"name": 3},
        sort=["name"],
    )
)
