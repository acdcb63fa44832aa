"""The values of what leads add to pages of records: why a score is what it is, talks, where a deal came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payvand.culture.bidi import isolate
from payvand.culture.calendars import format_day, format_moment, relative
from payvand.culture.digits import format_number, localise
from payvand.culture.locale import Locale
from payvand.kernel import clock
from payvand.kernel.access import Actor, may, visible
from payvand.kernel.facts import FACTS
from payvand.kernel.kinds import address
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.kernel.query import sentence
from payvand.sales.lead_scoring import Line, lines_of
from payvand.sales.models import (
    AssignmentRule,
    CallList,
    CallListEntry,
    FormSubmission,
    Lead,
    LeadForm,
    LeadTalk,
    Opportunity,
    ScoreFormula,
    ScoreRule,
)
from payvand.sales.models.call_list import EntryStatus
from payvand.sales.models.lead_condition import condition_tree
from payvand.ui.components import Figure, Tone

MOST = 50


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A rule as it counts for a lead: its points, signed, and what it looked at."""

    text: str
    points: str
    why: str
    counts: bool
    gains: bool


@dataclass(frozen=True, kw_only=True)
class Account:
    """The points of a lead by one formula, line by line."""

    formula: str
    points: str
    reasons: Sequence[Reason]


def strip(record: Record, actor: Actor) -> dict[str, object]:
    """What matters of a lead at first sight: its score, the answer, the last word, and how long it has been here."""
    assert isinstance(record, Lead)
    now, locale = clock.now(), actor.locale
    last = record.talks.filter(archived_at=None).order_by("-id").first()
    days = max((now - record.created_at).days, 0)
    return {
        "figures": [
            Figure(label=_("Score"), icon="star", value=format_number(record.score, locale)),
            _answer(record, locale),
            Figure(
                label=_("Last talk"), icon="phone-call",
                value=relative(min(last.created_at, now), now, locale) if last else "—",
                hint=str(last.get_outcome_display()) if last else _("nobody has talked to them yet"),
            ),
            Figure(
                label=_("Heard of"), icon="refresh",
                value=ngettext("%(count)s time", "%(count)s times", record.touches)
                % {"count": format_number(record.touches, locale)},
                hint=relative(min(record.touched_at or record.created_at, now), now, locale),
            ),
            Figure(
                label=_("With us for"), icon="clock",
                value=ngettext("%(count)s day", "%(count)s days", days) % {"count": format_number(days, locale)},
            ),
        ]
    }  # fmt: skip


def _answer(lead: Lead, locale: Locale) -> Figure:
    """Whether somebody answered, and until when somebody must."""
    now, due = clock.now(), lead.first_response_due_at
    tone: Tone = "neutral"
    if lead.responded_at is not None:
        value = relative(min(lead.responded_at, now), now, locale)
        tone = "warning" if due is not None and lead.responded_at > due else "success"
        hint = _("after the deadline") if tone == "warning" else _("in time")
        return Figure(label=_("First answer"), icon="message", value=value, hint=hint, tone=tone)
    if due is None or not lead.is_open:
        return Figure(label=_("First answer"), icon="message", value="—", hint=_("not yet"))
    tone = "danger" if due < now else "info"
    hint = _("overdue") if due < now else _("deadline")
    return Figure(
        label=_("First answer"), icon="message", value=format_moment(due, locale), hint=hint, tone=tone
    )


def score(record: Record, actor: Actor) -> dict[str, object]:
    """Why the lead has its points: every rule of every formula in use."""
    assert isinstance(record, Lead)
    formulas = list(ScoreFormula.objects.current().filter(is_active=True).order_by("position", "id"))
    rules = list(ScoreRule.objects.current().filter(formula__in=formulas).order_by("position", "id"))
    lines = lines_of(rules, [record])[record.pk]
    return {"accounts": [_account(formula, lines, actor.locale) for formula in formulas]}


def _account(formula: ScoreFormula, lines: Sequence[Line], locale: Locale) -> Account:
    own = [line for line in lines if line.rule.formula_id == formula.pk]
    return Account(
        formula=formula.name,
        points=format_number(sum(line.points for line in own), locale),
        reasons=[_reason(line, locale) for line in own],
    )


def _reason(line: Line, locale: Locale) -> Reason:
    points = line.points if line.holds else line.rule.points
    return Reason(
        text=line.rule.name,
        points=("+" if points > 0 else "") + format_number(points, locale),
        why=_why(line, locale),
        counts=line.holds,
        gains=points > 0,
    )


def _why(line: Line, locale: Locale) -> str:
    """What a rule looked at, and what it found."""
    rule, parts = line.rule, []
    if rule.condition:
        parts.append(sentence(condition_tree(rule.condition), named("sales.lead"), locale))
    if rule.fact:
        label = str(FACTS[rule.fact].label) if rule.fact in FACTS else rule.fact
        times = ngettext("%(count)s time", "%(count)s times", line.count) % {
            "count": format_number(line.count, locale)
        }
        parts.append(f"{label}: {times}")
        if line.last is not None:
            parts.append(format_moment(line.last, locale))
    return " · ".join(isolate(part, "auto") for part in parts)


@dataclass(frozen=True, kw_only=True)
class TalkLine:
    """A talk in short."""

    when: str
    channel: str
    outcome: str
    who: str
    topic: str
    questions: str
    objection: str
    note: str
    href: str


def talks(record: Record, actor: Actor) -> dict[str, object]:
    """The talks with a lead, the last one first."""
    rows = LeadTalk.objects.current().filter(lead=record.pk).select_related("user").order_by("-id")[:MOST]
    return {
        "lines": [_talk(talk, actor.locale) for talk in rows if isinstance(talk, LeadTalk)],
        "ask": f"{address('sales.lead', record.pk)}/respond_to_lead",
        "may_edit": may(actor, "edit", named("sales.lead")) and isinstance(record, Lead) and record.is_open,
    }


def _talk(talk: LeadTalk, locale: Locale) -> TalkLine:
    return TalkLine(
        when=format_moment(talk.talked_at or talk.created_at, locale),
        channel=str(talk.get_channel_display()),
        outcome=str(talk.get_outcome_display()),
        who=" ← ".join(filter(None, (talk.counterpart, str(talk.user or "")))),
        topic=talk.topic,
        questions=talk.questions,
        objection=str(talk.get_objection_display()) if talk.objection else "",
        note=talk.note,
        href=address("sales.leadtalk", talk.pk),
    )


@dataclass(frozen=True, kw_only=True)
class LeadLine:
    """A lead beside the record that it belongs to, with its dates."""

    name: str
    href: str
    status: str
    source: str
    heard: str
    answered: str
    converted: str


def origin(record: Record, actor: Actor) -> dict[str, object]:
    """The lead that a deal came from, as far as the reader may see it."""
    assert isinstance(record, Opportunity)
    return {"lines": _leads(Q(opportunity=record.pk), actor)}


def of_party(record: Record, actor: Actor) -> dict[str, object]:
    """The leads that a party was or is."""
    leads = named("sales.lead")
    return {
        "lines": _leads(Q(party=record.pk), actor),
        "new_href": f"{leads.address}/new?party={record.pk}" if may(actor, "create", leads) else "",
    }


def _leads(condition: Q, actor: Actor) -> list[LeadLine]:
    rows = visible(Lead.objects.filter(condition), actor).order_by("-id")[:MOST]
    return [_lead(lead, actor.locale) for lead in rows if isinstance(lead, Lead)]


def _lead(lead: Lead, locale: Locale) -> LeadLine:
    return LeadLine(
        name=lead.name,
        href=address("sales.lead", lead.pk),
        status=str(lead.get_status_display()),
        source=" · ".join(
            filter(None, (str(lead.get_source_display()) if lead.source else "", lead.campaign, lead.code))
        ),
        heard=format_moment(lead.created_at, locale),
        answered=format_moment(lead.responded_at, locale) if lead.responded_at else "",
        converted=format_day(lead.converted_on, locale) if lead.converted_on else "",
    )


def call_list(record: Record, actor: Actor) -> dict[str, object]:
    """How far a call list is, and the way to work it."""
    assert isinstance(record, CallList)
    entries = CallListEntry.objects.current().filter(call_list=record.pk)
    todo = entries.filter(status=EntryStatus.TODO).count()
    base = named("sales.calllistentry").address
    own = f"call_list is {record.pk}"
    return {
        "todo": format_number(todo, actor.locale),
        "all": format_number(entries.count(), actor.locale),
        "work_href": f"/sales/calls/{record.pk}" if todo else "",
        "list_href": f"{base}?where={quote(own)}",
        "new_href": f"{base}/new?call_list={record.pk}",
    }


def lead_form(record: Record, actor: Actor) -> dict[str, object]:
    """Where a form stands, how a site embeds it, and what it has brought."""
    assert isinstance(record, LeadForm)
    sent = FormSubmission.objects.filter(form=record.pk)
    last = sent.order_by("-id").values_list("at", flat=True).first()
    url = settings.PAYVAND.url.rstrip("/") + record.path
    return {
        "url": url,
        "path": record.path,
        "title": record.title,
        "hosts": record.allowed_hosts,
        "figures": [
            Figure(label=_("Sendings"), value=format_number(sent.count(), actor.locale)),
            Figure(label=_("Last one"), value=format_moment(last, actor.locale) if last else "—"),
        ],
    }


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """A part of a rule or a formula: what it is called, what it says, and what it counts."""

    name: str
    text: str
    value: str
    href: str


def formula(record: Record, actor: Actor) -> dict[str, object]:
    """The rules of a formula, and whether the points follow them already."""
    assert isinstance(record, ScoreFormula)
    rules = ScoreRule.objects.current().filter(formula=record.pk).order_by("position", "id")
    return {
        "lines": [_rule(rule, actor.locale) for rule in rules if isinstance(rule, ScoreRule)],
        "new_href": f"{named('sales.scorerule').address}/new?formula={record.pk}",
        "is_stale": record.stale_since is not None,
        "heads": (_("Rule"), _("What it looks at"), _("Points")),
    }


def _rule(rule: ScoreRule, locale: Locale) -> RuleLine:
    parts = []
    if rule.condition:
        parts.append(sentence(condition_tree(rule.condition), named("sales.lead"), locale))
    if rule.fact:
        parts.append(str(FACTS[rule.fact].label) if rule.fact in FACTS else rule.fact)
        days = format_number(rule.within_days, locale)
        parts.append(_("within %(days)s days") % {"days": days})
    if rule.half_life_days:
        parts.append(_("halves in %(days)s days") % {"days": format_number(rule.half_life_days, locale)})
    return RuleLine(
        name=rule.name,
        text=" · ".join(isolate(part, "auto") for part in parts),
        value=("+" if rule.points > 0 else "") + format_number(rule.points, locale),
        href=address("sales.scorerule", rule.pk),
    )


def members(record: Record, actor: Actor) -> dict[str, object]:
    """The people of a rule of assignment."""
    assert isinstance(record, AssignmentRule)
    rows = record.members.filter(archived_at=None).select_related("user").order_by("id")
    provinces = named("sales.assignmentmember").field("province").kind
    return {
        "lines": [
            RuleLine(
                name=str(member.user), text=provinces.text(member.province, actor.locale),
                value=localise(member.note, actor.locale),
                href=address("sales.assignmentmember", member.pk),
            )
            for member in rows
        ],
        "new_href": f"{named('sales.assignmentmember').address}/new?rule={record.pk}",
        "heads": (_("Who"), _("Province"), _("Note")),
    }  # fmt: skip
