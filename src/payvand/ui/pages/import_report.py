"""What pages say of an import: its figures, its first rows, its refusals, and those of the past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from payvand.culture.bidi import isolate
from payvand.culture.calendars import format_moment
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.integration.drive import told
from payvand.integration.mapping import Mapping as Wishes
from payvand.integration.mapping import field_at
from payvand.integration.models import ImportBatch, State
from payvand.integration.readers import Table
from payvand.integration.rehearsal import Rehearsal
from payvand.integration.shape import raw_at
from payvand.integration.write import Fate, Writer
from payvand.kernel.access import Actor, may
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Link, Reference, Several
from payvand.kernel.kinds.kind import comma
from payvand.kernel.objects import Field, Object, all_objects
from payvand.ui.components import Figure, Tone
from payvand.ui.middleware import actor_in

SHOWN_REFUSALS: Final = 50
SHOWN_FIELDS: Final = 10

TONES: Final[dict[str, Tone]] = {
    "created": "success",
    "updated": "info",
    "unchanged": "neutral",
    "skipped": "neutral",
    "refused": "danger",
}
STATE_TONES: Final[dict[str, Tone]] = {
    State.DONE: "success",
    State.FAILED: "danger",
    State.RUNNING: "info",
    State.WAITING: "info",
    State.CANCELLED: "warning",
    State.DRAFT: "neutral",
    State.UNDOING: "info",
    State.UNDONE: "neutral",
}


@dataclass(frozen=True, kw_only=True)
class PreviewCell:
    """A value as it will be shown; a wrong one stands as it came."""

    html: Markup
    wrong: bool = False


@dataclass(frozen=True, kw_only=True)
class PreviewRow:
    """A row of the preview: its number in the file, what becomes of it, its values as they will be read."""

    number: str
    did: str
    tone: Tone
    cells: Sequence["PreviewCell"]
    error: str


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How far an import has come."""

    value: int | None
    maximum: int
    text: str


@dataclass(frozen=True, kw_only=True)
class PastImport:
    """A line of the list of imports."""

    href: str
    file: str
    what: str
    state: str
    tone: Tone
    begun: str
    by: str
    counts: str


def batch_of(request: HttpRequest, pk: int) -> ImportBatch:
    """The import, if the reader began it or is an administrator."""
    actor = actor_in(request)
    rows = ImportBatch.objects.select_related("file", "user")
    found = (rows if actor.grants.everything else rows.of(actor.user_id)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def words() -> dict[str, str]:
    """What may become of a row."""
    return {
        "created": _("created"),
        "updated": _("updated"),
        "unchanged": _("unchanged"),
        "skipped": _("skipped"),
        "refused": _("refused"),
    }


def import_figures(counts: Mapping[str, int], locale: Locale) -> list[Figure]:
    """The counts as figures; nobody needs to read that none was skipped."""
    return [
        Figure(
            label=word.capitalize(),
            value=format_number(counts.get(name, 0), locale),
            tone=TONES[name] if counts.get(name) else "neutral",
        )
        for name, word in words().items()
        if name != "skipped" or counts.get(name)
    ]


def preview_of(
    tried: Rehearsal, one: Object, wishes: Wishes, table: Table, actor: Actor
) -> dict[str, object]:
    """The values of the preview page."""
    fields = [field_at(one, path) for path in wishes.fed()][:SHOWN_FIELDS]
    writer = Writer(one, wishes, table.headers, actor)
    first = sorted(tried.first, key=lambda fate: fate.line.number)
    names = words()
    rows = [
        PreviewRow(
            number=format_number(fate.line.number, actor.locale),
            did=names[fate.did],
            tone=TONES[fate.did],
            cells=[
                _cell(field, raw_at(shaped, field.name), writer.shaper.locale, actor.locale)
                for field in fields
            ],
            error=" ".join(_reason(one, fate)),
        )
        for fate, shaped in zip(first, writer.shape(fate.line for fate in first), strict=True)
    ]
    whole = tried.total <= tried.tried
    count = format_number(tried.tried, actor.locale)
    scope = _("All %(count)s rows were tried.") if whole else _("The first %(count)s rows were tried.")
    return {
        "rows": rows,
        "fields": [str(field.label) for field in fields],
        "figures": import_figures(tried.counts, actor.locale),
        "scope": scope % {"count": count},
        "left_out": comma(actor.locale).join(isolate(name, "auto") for name in wishes.unmapped()),
    }


def _cell(field: Field, raw: Any, written: Locale, locale: Locale) -> PreviewCell:
    if raw in (None, "", []):
        return PreviewCell(html=Markup())
    kind = field.kind.of if isinstance(field.kind, Several) else field.kind
    if isinstance(kind, Link):
        return PreviewCell(html=escape(raw.label if isinstance(raw, Reference) else _plain(raw)))
    try:
        shown = field.kind.html(field.kind.parse(raw, written), locale)
    except DomainError:
        return PreviewCell(html=escape(_plain(raw)), wrong=True)
    return PreviewCell(html=Markup(shown))  # noqa: S704 - kinds give safe HTML


def _plain(raw: Any) -> str:
    if isinstance(raw, list):
        return "; ".join(map(_plain, raw))
    if isinstance(raw, dict):
        return str(raw.get("value") or raw.get("label") or "")
    return str(raw)


def _reason(one: Object, fate: Fate) -> list[str]:
    return [
        f"{told(error, one)['label']}: {error.message}" if error.field else str(error.message)
        for error in fate.errors
    ]


def progress_of(batch: ImportBatch, locale: Locale) -> Bar:
    """The bar of an import that runs."""
    if not batch.total:
        return Bar(value=None, maximum=1, text=_("reading the file"))
    numbers = {"done": format_number(batch.cursor, locale), "total": format_number(batch.total, locale)}
    return Bar(value=batch.cursor, maximum=batch.total, text=_("%(done)s of %(total)s rows") % numbers)


def refused_rows(batch: ImportBatch, locale: Locale) -> list[tuple[str, str, str]]:
    """The first refused rows: number, reason, and what stood in the row."""
    found = batch.rows.refused().order_by("number")[:SHOWN_REFUSALS]
    return [
        (
            format_number(row.number, locale),
            " ".join(f"{e['label']}: {e['message']}" if e["label"] else e["message"] for e in row.errors),
            " · ".join(filter(None, map(_plain, row.cells)))[:200],
        )
        for row in found
    ]


def past_imports(actor: Actor, one: Object | None = None, most: int = 50) -> list[PastImport]:
    """The newest imports that the reader may look at."""
    rows = ImportBatch.objects.select_related("file", "user").order_by("-id")
    if not actor.grants.everything:
        rows = rows.of(actor.user_id)
    if one is not None:
        rows = rows.filter(object=one.name)
    known = {found.name: str(found.plural) for found in all_objects() if may(actor, "view", found)}
    return [_past(batch, known[batch.object], actor.locale) for batch in rows[:most] if batch.object in known]


def _past(batch: ImportBatch, what: str, locale: Locale) -> PastImport:
    told = words()
    counts = [f"{format_number(count, locale)} {told[name]}" for name, count in batch.counts.items() if count]
    return PastImport(
        href=reverse("import", args=[batch.pk]),
        file=batch.file.name,
        what=what,
        state=str(State(batch.state).label),
        tone=STATE_TONES[batch.state],
        begun=format_moment(batch.begun_at, locale),
        by=str(batch.user) if batch.user else _("the system"),
        counts=comma(locale).join(counts),
    )
