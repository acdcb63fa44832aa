"""The form in which a reader says what the columns of a file are: what it shows, and what it means when posted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from rapidfuzz import process

from payvand.culture.digits import format_number
from payvand.culture.folding import fold
from payvand.culture.locale import NEUTRAL
from payvand.integration.guess import OURS
from payvand.integration.intake import sample_of, stored_mapping, table_of
from payvand.integration.mapping import Column, field_at, target_of
from payvand.integration.mapping import Mapping as Wishes
from payvand.integration.models import ImportBatch, MappingTemplate
from payvand.integration.readers import Line
from payvand.kernel.access import Actor, may, readable
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import JSON, Choice, Kind, Link, Several
from payvand.kernel.objects import Field, Object, shapes_the_company
from payvand.ui.components import Control, Option

SAMPLES: Final = 3
MOST_VALUES: Final = 30
ALIKE: Final = 75.0


@dataclass(frozen=True, kw_only=True)
class ColumnRow:
    """One column of the file: its header, what stands in it, and the field that it feeds."""

    header: str
    samples: Sequence[str]
    control: Control
    beside: str
    values: Sequence[Control]


@dataclass(frozen=True, kw_only=True)
class MappingForm:
    """The whole form. `left_out` counts the columns that feed nothing, empty where none."""

    columns: Sequence[ColumnRow]
    options: Sequence[Control]
    left_out: str


def mapping_form(batch: ImportBatch, one: Object, actor: Actor) -> MappingForm:
    """The form as the draft stands."""
    wishes = stored_mapping(batch, one)
    fields = {name: field for name, field in readable(one, actor).items() if field.editable}
    fields |= fields_behind(one, fields, actor)
    lines = sample_of(table_of(batch))
    rows = [
        _column_row(place, column, fields, lines)
        for place, column in enumerate(wishes.columns)
        if column.header not in OURS
    ]
    left_out = len(wishes.unmapped())
    return MappingForm(
        columns=rows,
        options=_options(wishes, one, fields),
        left_out=format_number(left_out, actor.locale) if left_out else "",
    )


def fields_behind(one: Object, fields: Mapping[str, Field], actor: Actor) -> dict[str, Field]:
    """The fields of records behind links that the actor may make: a sheet of people may bring their companies too."""
    found: dict[str, Field] = {}
    for name, field in fields.items():
        target = target_of(field)
        if target is None or shapes_the_company(target.name) or not may(actor, "create", target):
            continue
        for other, behind in readable(target, actor).items():
            if behind.editable and other in target.form_fields and name != other:
                found[f"{name}.{other}"] = field_at(one, f"{name}.{other}")
    return found


def _column_row(place: int, column: Column, fields: Mapping[str, Field], lines: Sequence[Line]) -> ColumnRow:
    cells = list(dict.fromkeys(text for line in lines if (text := _as_text(line.cells[place]))))
    field = fields.get(column.field)
    choices = [Option(value=name, text=str(field.label)) for name, field in fields.items()]
    control = Control(
        editor="choice",
        name=f"field-{place}",
        label=_("Field for the column %(column)s") % {"column": column.header},
        value=column.field,
        options=choices,
        placeholder=_("do not import"),
    )
    return ColumnRow(
        header=column.header,
        samples=cells[:SAMPLES],
        control=control,
        beside=_beside(column),
        values=list(_value_controls(place, column, field, cells)),
    )


def _as_text(cell: object) -> str:
    if isinstance(cell, list):
        return "; ".join(map(_as_text, cell))
    if isinstance(cell, dict):
        return str(cell.get("value") or cell.get("label") or "")
    return "" if cell is None else str(cell)[:60]


def _beside(column: Column) -> str:
    """What was found out about the column beside its field."""
    said = []
    if column.label:
        said.append(_("label: %(label)s") % {"label": column.label})
    if column.label_from:
        said.append(_("label from the column %(column)s") % {"column": column.label_from})
    if column.unit:
        said.append(_("amounts in %(unit)s") % {"unit": column.unit})
    if column.order == "mdy":
        said.append(_("dates with the month first"))
    return ", ".join(said)


def _value_controls(
    place: int, column: Column, field: Field | None, cells: Sequence[str]
) -> Iterator[Control]:
    """A choice for each value that the field does not know, the likeliest one chosen."""
    if field is None or not isinstance(field.kind, Choice):
        return
    options = [Option(value=option.value, text=str(option.label)) for option in field.kind.options]
    known = {fold(theirs): ours for theirs, ours in column.values.items()}
    for number, cell in enumerate(
        [cell for cell in cells if fold(cell) in known or not _reads(field.kind, cell)][:MOST_VALUES]
    ):
        likely = process.extractOne(fold(cell), {o.value: fold(o.text) for o in options}, score_cutoff=ALIKE)
        yield Control(
            editor="choice",
            name=f"value-{place}-{number}",
            label=cell,
            value=known.get(fold(cell), likely[2] if likely else ""),
            options=options,
            placeholder=_("refuse such rows"),
            attrs={"data-value": cell},
        )


def _reads(kind: Kind[str], cell: str) -> bool:
    try:
        kind.parse(cell, NEUTRAL)
    except DomainError:
        return False
    return True


def _options(wishes: Wishes, one: Object, fields: Mapping[str, Field]) -> list[Control]:
    """What holds for the whole file."""
    auto = " / ".join(str(fields[name].label) for keys in wishes.keys(one) for name in keys if name in fields)
    matches = [
        Option(value="-", text=_("do not look for existing records")),
        *(
            Option(value=keys, text=" + ".join(str(fields[name].label) for name in keys.split("+")))
            for keys in dict.fromkeys("+".join(keys) for keys in (*one.match, (one.title,)))
            if set(keys.split("+")) <= set(fields)
        ),
    ]
    chosen = "" if wishes.match is None else ",".join("+".join(keys) for keys in wishes.match) or "-"
    return [
        Control(
            editor="choice",
            name="match",
            label=_("Find existing records by"),
            value=chosen,
            options=matches,
            placeholder=_("automatic: %(fields)s") % {"fields": auto} if auto else _("automatic"),
        ),
        Control(
            editor="choice",
            name="mode",
            label=_("What may happen"),
            value=wishes.mode,
            required=True,
            options=[
                Option(value="upsert", text=_("create new records and complete existing ones")),
                Option(value="create", text=_("only create new records")),
                Option(value="update", text=_("only complete existing records")),
            ],
        ),
        Control(
            editor="choice",
            name="locale",
            label=_("Language and calendar of the file"),
            value=wishes.locale,
            required=True,
            options=[
                Option(value="fa", text=_("Persian, Jalali")),
                Option(value="ar", text=_("Arabic")),
                Option(value="en", text=_("English")),
            ],
        ),
        Control(
            editor="text",
            name="region",
            label=_("Country of phone numbers without one"),
            value=wishes.region,
            placeholder="IR",
            help=_("Two letters, such as IR, SA or US."),
        ),
        *_switches(wishes, fields),
    ]


def _switches(wishes: Wishes, fields: Mapping[str, Field]) -> list[Control]:
    links = ", ".join(
        str(field.label) for field in fields.values() if _is_link(field) and field.name in wishes.fed()
    )
    found = [
        Control(
            editor="boolean",
            name="keep_filled",
            label=_("Empty cells leave existing values alone"),
            value="true" if wishes.keep_filled else "",
        ),
        Control(
            editor="boolean",
            name="note_unreadable",
            label=_("Keep unreadable phones and e-mails in the notes, instead of refusing the row"),
            value="true" if wishes.unreadable == "note" else "",
        ),
    ]
    if links:
        found.append(
            Control(
                editor="boolean",
                name="create_missing",
                label=_("Create records that the file names and that are missing: %(fields)s")
                % {"fields": links},
                value="true" if wishes.create_missing else "",
            )
        )
    return found


def _is_link(field: Field) -> bool:
    kind = field.kind.of if isinstance(field.kind, Several) else field.kind
    return isinstance(kind, Link)


@dataclass(frozen=True, kw_only=True)
class TemplateControls:
    """Which template to use, and under which name to keep these wishes as one."""

    choose: Control | None
    keep: Control


def template_controls(templates: Iterable[MappingTemplate]) -> TemplateControls:
    """The controls; without a template there is nothing to choose."""
    options = [Option(value=str(one.pk), text=one.name) for one in templates]
    label = _("Template")
    return TemplateControls(
        choose=Control(editor="choice", name="template", label=label, options=options) if options else None,
        keep=Control(
            editor="text",
            name="template_name",
            label=_("Keep as a template named"),
            help=_("Offered for every file that is imported here; the same name replaces it."),
        ),
    )


def wishes_from(posted: QueryDict, batch: ImportBatch, one: Object) -> dict[str, JSON]:
    """The mapping that was posted, as it is kept. What the form does not show stays as it was."""
    before = stored_mapping(batch, one)
    columns: dict[str, list[JSON]] = {}
    for place, column in enumerate(before.columns):
        name = str(posted.get(f"field-{place}", column.field))
        kept = column.wishes() if name == column.field else {"field": name}
        values = _values_from(posted, place)
        wish: JSON = {**kept, **({"values": {**column.values, **values}} if values else {})}
        columns.setdefault(column.header, []).append(wish)
    match = str(posted.get("match", ""))
    return {
        **before.to_json(),
        "columns": {header: wishes if len(wishes) > 1 else wishes[0] for header, wishes in columns.items()},
        "match": None if not match else [] if match == "-" else [key.split("+") for key in match.split(",")],  # type: ignore[misc]
        "mode": str(posted.get("mode", before.mode)),
        "locale": str(posted.get("locale", before.locale)),
        "region": str(posted.get("region", "")).strip().upper(),
        "keep_filled": "keep_filled" in posted,
        "unreadable": "note" if "note_unreadable" in posted else "refuse",
        "create_missing": "create_missing" in posted,
    }


def _values_from(posted: QueryDict, place: int) -> dict[str, JSON]:
    """The values that were chosen for a column: each select goes with a hidden input that names the file's value."""
    found: dict[str, JSON] = {}
    for number in range(MOST_VALUES):
        theirs, ours = posted.get(f"theirs-{place}-{number}"), posted.get(f"value-{place}-{number}")
        if theirs and ours:
            found[str(theirs)] = str(ours)
    return found
