"""What catches, ranks and assigns leads: call lists, forms, formulas, rules of assignment."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from payvand.culture.bidi import isolate
from payvand.culture.calendars import format_moment
from payvand.culture.digits import format_number, localise
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor
from payvand.kernel.facts import FACTS
from payvand.kernel.kinds import address
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.kernel.query import sentence
from payvand.sales.models import (
    AssignmentRule,
    CallList,
    CallListEntry,
    FormSubmission,
    LeadForm,
    ScoreFormula,
    ScoreRule,
)
from payvand.sales.models.call_list import EntryStatus
from payvand.sales.models.lead_condition import condition_tree
from payvand.ui.components import Figure


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
