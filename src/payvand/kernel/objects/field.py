"""One frozen `Field` for a column, a computed value and an administrator's field: nobody knows the difference."""

from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import models
from django.db.models.expressions import Combinable

from payvand.kernel.errors import Message
from payvand.kernel.kinds import (
    Choice,
    Code,
    Day,
    Email,
    Kind,
    Link,
    LongText,
    Moment,
    Number,
    Option,
    Several,
    Text,
    Url,
    Whole,
    YesNo,
)  # fmt: skip

Source = Literal["column", "computed", "custom", "many"]


@dataclass(frozen=True, kw_only=True)
class Many:
    """A field whose values are rows of another model that belong to the record: its phones, its tags.

    `of` is the foreign key back to the record, `value` the column of the value (for a link: the foreign key),
    `where` the fixed values that tell these rows from others of the same table, `extras` the columns that an item
    may carry beside its value, `order` the columns that put the most important row first. Rows with the values of
    `unmatched` do not make two records the same: a number that a whole office shares.
    """

    name: str
    label: Message
    kind: Kind[Any]
    model: type[models.Model]
    of: str
    value: str = "value"
    where: dict[str, object] = field(default_factory=dict)
    extras: tuple[str, ...] = ()
    order: tuple[str, ...] = ("id",)
    unmatched: dict[str, object] = field(default_factory=dict)
    help: Message = ""


@dataclass(frozen=True, kw_only=True)
class Computed:
    """A value that the database works out from other columns. Read-only; filtered and sorted like a column."""

    name: str
    label: Message
    kind: Kind[Any]
    expression: Combinable
    help: Message = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """What every face knows of a field. `columns` are the ORM paths that `kind.load` reads, in its order.

    `filter_column` is the path that conditions look at (the folded one where there is one, and then `folded` is
    true), `sort_column` the path that sorts, `nullable` whether that path may hold nulls.
    """

    name: str
    label: Message
    kind: Kind[Any]
    source: Source = "column"
    columns: tuple[str, ...]
    filter_column: str
    folded: bool = False
    sort_column: str | None = None
    nullable: bool = True
    help: Message = ""
    required: bool = False
    editable: bool = True
    unique: bool = False
    default: object = None
    weight: int = 0
    expression: Combinable | None = None
    many: Many | None = None

    @property
    def columns_of_value(self) -> tuple[str, ...]:
        """For a field of several values: the columns of one value in its own table."""
        assert self.many is not None
        return tuple(f"{self.many.value}{suffix}" for suffix in self.many.kind.suffixes)

    @property
    def sortable(self) -> bool:
        """Whether a list can be put in the order of this field."""
        return self.sort_column is not None


def kind_of(column: models.Field[object, object]) -> Kind[Any]:
    """The kind that a model field stands for. A field of ours names its own; LookupError where none is known."""
    named = getattr(column, "kind", None)
    if named is not None:
        return named  # type: ignore[no-any-return]
    if column.choices:
        tones = getattr(column.model, "TONES", {})
        options = tuple(
            Option(value=str(v), label=label, tone=tones.get(v, "grey")) for v, label in column.flatchoices
        )
        return Choice(options=options)
    if isinstance(column, models.ForeignKey):
        return link_to(column.related_model)
    for family, build in FAMILIES:
        if isinstance(column, family):
            return build(column)
    raise LookupError(f"no kind stands for {column!r}")


def link_to(model: type[models.Model]) -> Kind[Any]:
    """The kind of a link to a model; the record is called by `title_field`, or by `name`."""
    title = getattr(model, "title_field", "name")
    names = {column.name for column in model._meta.get_fields()}
    fold = f"{title}_fold" if f"{title}_fold" in names else None
    return Link(target=model._meta.label_lower, title=title, fold=fold)


# Model field → kind, the more special family first.
FAMILIES = (
    (models.EmailField, lambda column: Email()),
    (models.URLField, lambda column: Url()),
    (models.SlugField, lambda column: Code(max_length=column.max_length)),
    (models.CharField, lambda column: Text(max_length=column.max_length)),
    (models.TextField, lambda column: LongText()),
    (models.BooleanField, lambda column: YesNo()),
    (models.IntegerField, lambda column: Whole()),
    (models.DecimalField, lambda column: Number(places=column.decimal_places)),
    (models.DateTimeField, lambda column: Moment()),
    (models.DateField, lambda column: Day()),
)


def column_field(column: models.Field[object, object]) -> Field:
    """The Field of a model field."""
    kind = kind_of(column)
    names = {other.name for other in column.model._meta.get_fields()}
    fold, sort = f"{column.name}_fold", f"{column.name}_sort"
    is_link = isinstance(kind, Link)
    folded = fold in names
    sort_column = (
        sort if sort in names else (sort_of_link(column, kind) if isinstance(kind, Link) else column.name)
    )
    return Field(
        name=column.name,
        label=column.verbose_name,
        kind=kind,
        columns=tuple(f"{column.name}{suffix}" for suffix in kind.suffixes),
        filter_column=fold if folded else column.name,
        folded=folded,
        sort_column=sort_column if kind.sortable else None,
        nullable=column.null,
        help=column.help_text,
        required=is_required(column),
        editable=column.editable and not column.primary_key,
        unique=column.unique,
        default=column.get_default() if column.has_default() and not is_link else None,
    )


def is_required(column: models.Field[object, object]) -> bool:
    """Whether a record cannot be written without a value here."""
    if column.has_default() or column.null or column.blank or isinstance(column, models.BooleanField):
        return False
    return column.editable and not column.primary_key


def sort_of_link(column: models.Field[object, object], link: Link) -> str:
    """The path that puts links in the order of their titles."""
    names = {other.name for other in column.related_model._meta.get_fields()}  # type: ignore[union-attr]
    title = f"{link.title}_sort" if f"{link.title}_sort" in names else link.title
    return f"{column.name}__{title}"


def many_field(many: Many, weight: int) -> Field:
    """The Field of several values."""
    return Field(
        name=many.name,
        label=many.label,
        kind=Several(of=many.kind, extras=many.extras),
        source="many",
        columns=(),
        filter_column=many.value,
        help=many.help,
        weight=weight,
        many=many,
        folded=many.kind.folds and any(f.name == f"{many.value}_fold" for f in many.model._meta.get_fields()),
    )


def computed_field(computed: Computed) -> Field:
    """The Field of a computed value."""
    return Field(
        name=computed.name,
        label=computed.label,
        kind=computed.kind,
        source="computed",
        columns=tuple(f"{computed.name}{suffix}" for suffix in computed.kind.suffixes),
        filter_column=computed.name,
        sort_column=computed.name if computed.kind.sortable else None,
        help=computed.help,
        editable=False,
        expression=computed.expression,
    )
