"""What may happen to a lead, and to whoever stands on a call list: facts in the past tense."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from payvand.kernel.facts import fact
from payvand.sales import lead_wording as wording


@fact("sales.lead_touched", label=_("Heard of again"), icon="refresh", text=wording.of_touch)
class LeadTouched:
    """Somebody who is a lead already came by another form, call or message; no second lead was made."""

    source: str
    campaign: str
    need: str


@fact("sales.form_sent", label=_("Form sent"), icon="forms", text=wording.of_form)
class FormSent:
    """A public form brought this lead, or touched it; `consent` is the text that they agreed to."""

    form_id: int
    form: str
    campaign: str
    consent: str


@fact("sales.lead_assigned", label=_("Lead assigned"), icon="route", text=wording.of_assignment)
class LeadAssigned:
    """A rule gave the lead to somebody, or set the deadline of the first answer for its owner."""

    owner_id: int | None
    owner: str
    rule_id: int
    rule: str
    due_at: datetime | None


@fact("sales.lead_taken_up", label=_("Lead taken up"), icon="player-play")
class LeadTakenUp:
    """Somebody began to work on the lead."""


@fact("sales.lead_responded", label=_("Talked to the lead"), icon="phone-call", text=wording.of_talk)
class LeadResponded:
    """Somebody of ours spoke with the lead or tried to; `first` where nobody had before."""

    talk_id: int
    channel: str
    outcome: str
    counterpart: str
    topic: str
    objection: str
    note: str
    first: bool
    in_time: bool | None


@fact("sales.lead_qualified", label=_("Lead qualified"), icon="circle-check", text=wording.of_note)
class LeadQualified:
    """They need what we sell, and may buy it."""

    note: str


@fact("sales.lead_disqualified", label=_("Lead disqualified"), icon="thumb-down", text=wording.of_reason)
class LeadDisqualified:
    """Nothing will come of it, and why."""

    reason_id: int
    reason: str
    note: str


@fact("sales.lead_put_off", label=_("Lead put off"), icon="hourglass", text=wording.of_delay)
class LeadPutOff:
    """Not now; the lead opens itself again on a day."""

    until: date
    note: str


@fact("sales.lead_woke", label=_("Lead opened itself again"), icon="sun")
class LeadWoke:
    """The day has come until which the lead was put off."""

    wake_on: date | None


@fact("sales.lead_reopened", label=_("Lead opened again"), icon="refresh", text=wording.of_note)
class LeadReopened:
    """Somebody begins anew with a lead that was put off or given up."""

    note: str


@fact("sales.lead_converted", label=_("Lead converted"), icon="transform", text=wording.of_conversion)
class LeadConverted:
    """The lead became a deal with somebody in the register."""

    party_id: int
    party: str
    opportunity_id: int
    opportunity: str
    new_party: bool


@fact("sales.opened_from_lead", label=_("Came from a lead"), icon="user-question", text=wording.of_origin)
class OpenedFromLead:
    """The deal began as a lead, so many days before; told about the deal."""

    lead_id: int
    lead: str
    source: str
    campaign: str
    days: int


@fact("sales.call_logged", label=_("Called from a list"), icon="phone-outgoing", text=wording.of_call)
class CallLogged:
    """What came of a call to somebody on a call list."""

    call_list_id: int
    call_list: str
    outcome: str
    note: str
    attempt: int
    due_at: datetime | None
    lead_id: int | None
