"""What a drop on the board of leads does: the verb that leads into the column, with what it asks for."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Choice, LongText, Option, Reference
from payvand.sales.commands.lead import (
    REASON,
    disqualify_lead,
    may_go_on,
    put_off_lead,
    qualify_lead,
    reopen_lead,
    take_up_lead,
)
from payvand.sales.commands.lead_conversion import convert_lead
from payvand.sales.models import Lead, LeadStatus

STATUSES = Choice(options=tuple(Option(value=value, label=label) for value, label in LeadStatus.choices))


@command("sales.move_lead", label=_("Move"), on=Lead, icon="arrow-right")
def move_lead(
    lead: Lead,
    *,
    status: Annotated[str, Input(label=_("status"), kind=STATUSES)],
    reason: Annotated[
        Reference | None, Input(label=_("reason"), kind=REASON, help=_("Only to disqualify."))
    ] = None,
    until: Annotated[date | None, Input(label=_("try again on"), help=_("Only for “not now”."))] = None,
    note: Annotated[str, Input(label=_("note"), kind=LongText())] = "",
    actor: Actor,
) -> None:
    """Bring a lead into another status by what leads there. Raises DomainError that names what is missing."""
    if status == LeadStatus.NEW:
        reopen_lead.function(lead, note=note, actor=actor)
        return
    closed = may_go_on(lead)
    if closed is not True:
        raise DomainError("not_open", str(closed))
    if status == LeadStatus.WORKING:
        take_up_lead.function(lead, actor=actor)
    elif status == LeadStatus.QUALIFIED:
        qualify_lead.function(lead, note=note, actor=actor)
    elif status == LeadStatus.CONVERTED:
        convert_lead.function(lead, actor=actor)
    elif status == LeadStatus.LATER:
        if until is None:
            raise DomainError("required", _("Say on which day to try again."), "until")
        put_off_lead.function(lead, until=until, note=note, actor=actor)
    else:
        if reason is None:
            raise DomainError("required", _("Choose the reason."), "reason")
        disqualify_lead.function(lead, reason=reason, note=note, actor=actor)
