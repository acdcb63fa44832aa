"""Gives the writing of records its watch over duplicates, and the pages of pairs and rules their panels."""

from django.utils.translation import gettext_lazy as _

from payvand.duplicates import panels
from payvand.duplicates.suspicion import Watch
from payvand.kernel.objects import Panel, extend
from payvand.kernel.records import provide_watch

provide_watch(Watch())

extend(
    "duplicates.pair",
    panels=[
        Panel(
            name="evidence", label=_("Evidence"), template="duplicates/pair.html", values=panels.evidence_of,
            place="main",
        )
    ],
)  # fmt: skip
extend(
    "duplicates.rule",
    panels=[
        Panel(
            name="learned", label=_("Learned"), template="duplicates/rule.html", values=panels.learned_of, place="main"
        )
    ],
)  # fmt: skip
