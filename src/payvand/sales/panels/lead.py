"""A lead's own page: what matters at first sight, why its score is what it is, the talks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payvand.culture.bidi import isolate
from payvand.culture.calendars import format_moment, relative
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.kernel import clock
from payvand.kernel.access import Actor, may
from payvand.kernel.facts import FACTS
from payvand.kernel.kinds import address
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.kernel.query import sentence
from payvand.sales.lead_scoring import Line, lines_of
from payvand.sales.models import Lead, LeadTalk, ScoreFormula, ScoreRule
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
