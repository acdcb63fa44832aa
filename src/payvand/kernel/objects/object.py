"""An Object is how people meet one model. The model says what a field is; this never repeats it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError, Message
from payvand.kernel.kinds import Link, Several, address
from payvand.kernel.kinds.listed import OBJECT_NAMES
from payvand.kernel.models import Record
from payvand.kernel.objects.board import Board
from payvand.kernel.objects.custom import custom_fields
from payvand.kernel.objects.field import Computed, Field, Many, column_field, computed_field, many_field
from payvand.kernel.objects.written import Merged, Together


@dataclass(frozen=True)
class Section:
    """A group of fields on the form and the record page. A folded section is opened when it is needed."""

    label: Message
    fields: Sequence[str]
    folded: bool = False


@dataclass(frozen=True)
class View:
    """A view that ships with the product: a condition in the query language, and its own columns or sort if any.

    `shape` is "" for a list, "board" or "calendar".
    """

    label: Message
    where: str = ""
    sort: Sequence[str] = ()
    columns: Sequence[str] = ()
    shape: str = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of the record page. `values(record, actor)` gives the template its values, beside record, one and actor.

    `place` is "strip" (right under the header), "main" (above the timeline), "side" (under the facts of the record) or
    "tab" (beside the timeline; worked out only when it is opened).
    """

    name: str
    label: Message
    template: str
    values: Callable[..., Mapping[str, object]]
    place: str = "tab"
    weight: int = 0


class UnknownField(DomainError):
    """No such field on this Object; the message lists those that there are."""

    status = 400

    def __init__(self, path: str, names: Sequence[str]) -> None:
        message = _("Unknown field “%(field)s”. There are: %(names)s.") % {
            "field": path,
            "names": ", ".join(names),
        }
        super().__init__("unknown_field", message, path)


# The menu of the Objects by which administrators set Payvand up.
ADMINISTRATION = "administration"

# Columns that every record has and that people may look at, though nobody edits them.
STANDARD = ("id", "created_at", "updated_at", "archived_at")


@dataclass(frozen=True, kw_only=True, eq=False)
class Object:
    """How people meet one model.

    `columns` are those of the list at first sight, `form` the sections of form and record page (every editable field
    that people shall meet is named here, once), `search` the weights above 1 of fields in the search index, `match`
    the sets of fields by which two records are suspected to be the same, `parent` the link whose record decides who
    may see this one, `guarded` the fields that only administrators write, whatever roles say, `party` the path to the
    party whose timeline facts belong to ("" = the record itself is one), `together` what is written with every generic
    write of its records, in the same transaction, `gate(actor, action, prefix)` the condition for those of its records
    that an action reaches, where neither owner nor whole says so. Records of a `read_only` one are kept by other
    commands, as a history is: nobody creates, edits, archives or deletes one, whatever roles say.
    """

    model: type[Record]
    icon: str
    columns: Sequence[str]
    form: Sequence[Section]
    title: str = "name"
    computed: Sequence[Computed] = ()
    many: Sequence[Many] = ()
    search: Mapping[str, int] | None = None
    sort: Sequence[str] = ("-id",)
    match: Sequence[Sequence[str]] = ()
    views: Sequence[View] = ()
    commands: Sequence[object] = ()
    board_by: str | Board | None = None
    calendar_by: str | None = None
    parent: str | None = None
    party: str | None = None
    menu: str = ""
    guarded: Sequence[str] = ()
    together: Together | None = None
    read_only: bool = False
    gate: Callable[..., models.Q] | None = None
    form_template: str = "ui/form.html"
    record_template: str = "ui/record.html"

    @cached_property
    def name(self) -> str:
        """The dotted name: "parties.party"."""
        return self.model._meta.label_lower

    @property
    def label(self) -> Message:
        """One of them, in words."""
        return self.model._meta.verbose_name or self.name

    @property
    def plural(self) -> Message:
        """Several of them, in words."""
        return self.model._meta.verbose_name_plural or self.name

    @property
    def address(self) -> str:
        """The web address of its list."""
        return address(self.name)

    @cached_property
    def board(self) -> Board | None:
        """How it stands on a board (`board_by` may name the field alone); None where it has none."""
        return Board(self.board_by) if isinstance(self.board_by, str) else self.board_by

    @property
    def status(self) -> str | None:
        """The field that says how far a record has come: the one by which the board is parted."""
        return self.board.by if self.board else None

    @cached_property
    def owned(self) -> bool:
        """Whether its records have an owner and a team."""
        return any(field.name == "owner" for field in self.model._meta.get_fields())

    @cached_property
    def form_fields(self) -> tuple[str, ...]:
        """The names on the form, in order, without those that administrators added."""
        return tuple(name for section in self.form for name in section.fields)

    @cached_property
    def shipped(self) -> dict[str, Field]:
        """The fields that code describes, in the order in which people meet them."""
        many = {one.name: one for one in (*self.many, *extensions_of(self.name).many)}
        computed = {one.name: one for one in (*self.computed, *extensions_of(self.name).computed)}
        names = dict.fromkeys(
            (*self.columns, *self.form_fields, *many, *computed, *self._hidden_columns(), *STANDARD)
        )
        found = {}
        for name in names:
            if "." in name:
                continue
            if name in many:
                found[name] = many_field(many[name], self._weight(name, many[name].kind.searched))
            elif name in computed:
                found[name] = computed_field(computed[name])
            else:
                found[name] = self._column(name)
        return found

    def _hidden_columns(self) -> list[str]:
        return [name for name in ("owner", "team") if self.owned]

    def _column(self, name: str) -> Field:
        columns = {
            column.name: column
            for column in self.model._meta.get_fields()
            if isinstance(column, models.Field)
        }
        if name not in columns or columns[name].many_to_many:
            raise UnknownField(f"{self.name}.{name}", sorted(columns))
        field = column_field(columns[name])
        return replace(field, weight=self._weight(name, field.kind.searched and name in self.form_fields))

    def _weight(self, name: str, by_default: bool) -> int:
        return (self.search or {}).get(name, 1 if by_default else 0)

    @property
    def fields(self) -> dict[str, Field]:
        """All fields, those of the administrator behind the shipped ones."""
        custom = custom_fields(self.name)
        return self._all(id(custom), custom) if custom else self.shipped

    def _all(self, key: int, custom: Mapping[str, Field]) -> dict[str, Field]:
        """Both sorts of fields in one; put together once for each reading of the administrator's definitions."""
        held = self.__dict__.get("_held")
        if held is None or held[0] != key:
            held = self.__dict__["_held"] = (key, self.shipped | dict(custom), custom)
        return held[1]

    def field(self, path: str) -> Field:
        """The field at a dotted path; a path leads through links. Raises UnknownField with the names there are."""
        head, _dot, rest = path.partition(".")
        field = self.shipped.get(head) or custom_fields(self.name).get(head)
        if field is None:
            raise UnknownField(path, sorted(self.fields))
        return through(field, rest, path) if rest else field


def through(link: Field, rest: str, path: str) -> Field:
    """The field at the end of a path that begins with a link."""
    if not isinstance(link.kind, Link):
        raise UnknownField(path, [link.name])
    end = named(link.kind.target).field(rest)
    if end.source in ("many", "custom", "computed") or isinstance(end.kind, Several):
        raise UnknownField(path, [link.name])
    prefix = f"{link.name}__"
    return Field(
        name=path,
        label=format_lazy("{} › {}", link.label, end.label),
        kind=end.kind,
        columns=tuple(prefix + column for column in end.columns),
        filter_column=prefix + end.filter_column,
        folded=end.folded,
        sort_column=None if end.sort_column is None else prefix + end.sort_column,
        nullable=True,
        help=end.help,
        editable=False,
    )


@dataclass(kw_only=True)
class Extensions:
    """What apps above add to an Object below them."""

    many: list[Many]
    computed: list[Computed]
    panels: list[Panel]
    commands: list[object]
    merged: list[Merged]


_objects: dict[str, Object] = {}
_extensions: dict[str, Extensions] = {}


def register(one: Object) -> Object:
    """Make an Object known. Called once, in `<app>/objects.py`."""
    if one.name in _objects:
        raise ValueError(f"{one.name} is registered twice")
    _objects[one.name] = one
    OBJECT_NAMES[one.name] = one.plural
    return one


def unregister(name: str) -> None:
    """Forget an Object; for tests that build an app and take it down again."""
    _objects.pop(name, None)
    OBJECT_NAMES.pop(name, None)


def extensions_of(name: str) -> Extensions:
    """What was added to the Object of that name."""
    return _extensions.setdefault(name, Extensions(many=[], computed=[], panels=[], commands=[], merged=[]))


def extend(
    name: str,
    *,
    many: Sequence[Many] = (),
    computed: Sequence[Computed] = (),
    panels: Sequence[Panel] = (),
    commands: Sequence[object] = (),
    merged: Sequence[Merged] = (),
) -> None:
    """Add to an Object of an app below. Called in `<app>/extensions.py`, before anything is read."""
    extensions = extensions_of(name)
    extensions.many.extend(many)
    extensions.computed.extend(computed)
    extensions.panels.extend(panels)
    extensions.commands.extend(commands)
    extensions.merged.extend(merged)


def named(name: str) -> Object:
    """The Object of that name. Raises DomainError where there is none."""
    try:
        return _objects[name]
    except KeyError:
        known = ", ".join(sorted(_objects))
        message = _("Unknown object “%(name)s”. There are: %(known)s.") % {"name": name, "known": known}
        raise DomainError("unknown_object", message) from None


def object_of(model: type[models.Model] | models.Model) -> Object:
    """The Object of a model or a record."""
    return named(model._meta.label_lower)


def shapes_the_company(name: str) -> bool:
    """Whether the records of an Object, or the whole that they are parts of, are how administrators set Payvand up."""
    one = _objects.get(name)
    if name.startswith("kernel."):
        return True
    if one is None or one.menu == ADMINISTRATION:
        return one is not None
    return one.parent is not None and shapes_the_company(whole_of(one))


def whole_of(part: Object) -> str:
    """The name of the Object whose records those of this one are parts of."""
    assert part.parent is not None
    related = part.model._meta.get_field(part.parent).related_model
    assert related is not None and not isinstance(related, str)
    return related._meta.label_lower


def all_objects() -> tuple[Object, ...]:
    """Every Object, in the order of registration."""
    return tuple(_objects.values())
