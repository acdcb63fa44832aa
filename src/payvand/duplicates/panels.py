"""What the pages of a pair and of a rule show: the evidence line by line, the weights, and how far scans have come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from payvand.culture.bidi import isolate
from payvand.culture.calendars import format_moment
from payvand.culture.digits import format_number, localise
from payvand.culture.locale import Locale
from payvand.duplicates.models import Pair, Rule, Scan
from payvand.duplicates.reading import about_count, active
from payvand.duplicates.suspicion import lines_of
from payvand.kernel.access import Actor, readable
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.kinds import address
from payvand.kernel.models import Record
from payvand.kernel.objects import named

SHOWN_SCANS = 5


@dataclass(frozen=True, kw_only=True)
class Said:
    """One line of evidence: a field, how far it agrees, and the bits that this is worth."""

    label: Message
    text: Message
    bits: str
    speaks_for: bool


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """One comparison of a rule with what each of its levels is worth."""

    label: Message
    likeness: Message
    levels: Sequence[tuple[Message, str, bool]]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How far a phase of a scan has come; without a value where nobody knows."""

    label: str
    value: int | None
    maximum: int


@dataclass(frozen=True, kw_only=True)
class Past:
    """One scan in words; `bar` while it is under way."""

    begun: str
    state: str
    is_open: bool
    is_done: bool
    text: str
    error: str
    bar: Bar | None = None


def evidence_of(record: Record, actor: Actor) -> Mapping[str, object]:
    """Why two records may be one, and the way to the page that compares them."""
    assert isinstance(record, Pair)
    one = named(record.object)
    home = address(record.object)
    seen = readable(one, actor)
    return {
        "lines": said_of(record, actor.locale, seen),
        "href": f"{home}/merge?ids={record.one_id},{record.other_id}" if record.is_open else "",
        "links": [address(record.object, pk) for pk in (record.one_id, record.other_id)],
        "names": record.name.split(" ↔ ", 1) if " ↔ " in record.name else [record.name],
    }


def said_of(pair: Pair, locale: Locale, seen: Mapping[str, object]) -> Sequence[Said]:
    """The evidence of a pair, the strongest first; nothing where its rule was changed since."""
    rule = pair.rule
    if rule is None:
        return ()
    try:
        ready = active(rule)
        lines = (
            lines_of(tuple(pair.pattern), ready) if len(pair.pattern) == len(ready.plan.comparisons) else ()
        )
    except (DomainError, IndexError):
        return ()
    return [
        Said(label=line.label, text=line.text, bits=signed(line.bits, locale), speaks_for=line.bits > 0)
        for line in sorted(lines, key=lambda line: -line.bits)
        if line.field in seen
    ]


def signed(bits: float, locale: Locale) -> str:
    """Bits with their sign, as one piece in any direction of writing."""
    return isolate(localise(f"{bits:+.1f}", locale))


def learned_of(record: Record, actor: Actor) -> Mapping[str, object]:
    """The weights of a rule, and its scans."""
    assert isinstance(record, Rule)
    locale = actor.locale
    try:
        weighed = weights_of(record, locale)
    except DomainError as error:
        return {"problem": str(error), "weighed": (), "scans": (), "poll_url": ""}
    scans = record.scans.order_by("-id")[:SHOWN_SCANS]
    past = [past_of(scan, locale) for scan in scans]
    return {
        "problem": "",
        "weighed": weighed,
        "is_learned": record.learned.get("definition") == record.definition,
        "scans": past,
        "poll_url": address("duplicates.rule", record.pk) if any(scan.is_open for scan in past) else "",
    }


def weights_of(rule: Rule, locale: Locale) -> list[Weighed]:
    """What each level of each comparison is worth. Raises DomainError where a field is gone."""
    plan = rule.plan()
    one = named(rule.object)
    table = rule.weights(about_count(one.model)).table
    return [
        Weighed(
            label=one.field(comparison.field).label,
            likeness=comparison.likeness.label,
            levels=[
                (text, signed(bits, locale), bits > 0)
                for text, bits in zip(comparison.likeness.levels, levels, strict=True)
            ],
        )
        for comparison, levels in zip(plan.comparisons, table, strict=True)
    ]


def past_of(scan: Scan, locale: Locale) -> Past:
    """One scan in words: how far it is, or what came of it."""
    numbers = {
        name: format_number(count, locale)
        for name, count in (
            ("done", scan.done), ("total", scan.total), ("compared", scan.compared), ("found", scan.found),
        )
    }  # fmt: skip
    through = _("%(compared)s pairs compared, %(found)s new ones put up")
    text = through if not scan.is_open else _("%(done)s of %(total)s records") if scan.total else ""
    return Past(
        begun=format_moment(scan.begun_at, locale),
        state=scan.get_state_display(),
        is_open=scan.is_open,
        is_done=scan.state == "done",
        text=text % numbers,
        error=scan.error,
        bar=bar_of(scan) if scan.is_open else None,
    )


def bar_of(scan: Scan) -> Bar:
    """The phase that a scan is in."""
    return Bar(
        label=scan.get_phase_display(), value=scan.done if scan.total else None, maximum=max(scan.total, 1)
    )
