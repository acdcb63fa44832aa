"""Which rows of which tables point at a record: found out from the models of all apps, so that none is forgotten."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from payvand.kernel.objects import Many, Object, extensions_of


@dataclass(frozen=True, kw_only=True)
class Rival:
    """Values that two rows of one record may not share: the columns beside the pointer, and when that holds.

    `mark` names a column of yes and no that a row can give up, so that it no longer competes.
    """

    columns: tuple[str, ...]
    condition: Q | None = None
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Pointer:
    """A column whose value is the number of a record of `target`.

    `sort` are the fixed values that say of which Object, where the column alone does not.
    """

    model: type[models.Model]
    column: str
    target: type[models.Model]
    sort: tuple[tuple[str, object], ...] = ()
    rivals: tuple[Rival, ...] = ()

    def rows(self, pk: int) -> QuerySet[Any]:
        """The rows that point at a record."""
        return self.model._meta.base_manager.filter(**{self.column: pk}, **dict(self.sort))

    def competing(self, rival: Rival, gone: int, kept: int) -> QuerySet[Any]:
        """The rows of one record that share with a row of the other what only one may have."""
        same = {name: OuterRef(name) for name in rival.columns}
        others = self.rows(kept).filter(**same)
        rows = self.rows(gone)
        if rival.condition is not None:
            others, rows = others.filter(rival.condition), rows.filter(rival.condition)
        return rows.filter(Exists(others))

    def to_move(self, gone: int, kept: int) -> QuerySet[Any]:
        """The rows that may turn to the other record: no rival stands there, and none would point at itself."""
        rows = self.rows(gone)
        if self.model is self.target:
            rows = rows.exclude(pk__in=(gone, kept))
        for rival in self.rivals:
            if not rival.mark:
                rows = rows.exclude(pk__in=self.competing(rival, gone, kept).values("pk"))
        for column in self.model._meta.concrete_fields:
            if column.attname != self.column and column.related_model is self.target:
                rows = rows.exclude(**{column.attname: kept})
        return rows


def pointers_to(one: Object) -> list[Pointer]:
    """Every column that points at the records of an Object, in the order of the apps."""
    many = [*one.many, *extensions_of(one.name).many]
    return [*_foreign_keys(one.model, many), *_named(one)]


def _foreign_keys(target: type[models.Model], many: Sequence[Many]) -> Iterator[Pointer]:
    for model in apps.get_models(include_auto_created=True):
        # A table that is worked out from other rows says so; its app sets it right when these have moved.
        if not model._meta.managed or model._meta.proxy or getattr(model, "WORKED_OUT", False):
            continue
        for column in model._meta.concrete_fields:
            if isinstance(column, models.ForeignKey) and column.related_model is target:
                rivals = (*_rivals(model, column), *_alike(column, many))
                yield Pointer(model=model, column=column.attname, target=target, rivals=rivals)


def _named(one: Object) -> Iterator[Pointer]:
    """Models that name the Object beside the number say so by ABOUT = (column of the name, column of the number)."""
    for model in apps.get_models():
        about = getattr(model, "ABOUT", None)
        if about is not None:
            yield Pointer(model=model, column=about[1], target=one.model, sort=((about[0], one.name),))


def _rivals(model: type[models.Model], column: models.ForeignKey[Any, Any]) -> Iterator[Rival]:
    if column.unique:
        yield Rival(columns=())
    for names in model._meta.unique_together:
        if column.name in names:
            yield Rival(columns=tuple(name for name in names if name != column.name))
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and column.name in constraint.fields:
            columns = tuple(name for name in constraint.fields if name != column.name)
            mark = _mark(constraint.condition)
            yield Rival(columns=columns, condition=constraint.condition, mark=mark)


def _mark(condition: Q | None) -> str:
    """The column of yes and no behind "only one may be …", "" where the condition is another one."""
    if condition is None or len(condition.children) != 1 or condition.negated:
        return ""
    found = condition.children[0]
    return str(found[0]) if isinstance(found, tuple) and found[1] is True else ""


def _alike(column: models.ForeignKey[Any, Any], many: Sequence[Many]) -> Iterator[Rival]:
    """A value that the kept record has already is not taken twice."""
    for one in many:
        if one.model is column.model and one.of == column.name:
            values = tuple(f"{one.value}{suffix}" for suffix in one.kind.suffixes)
            yield Rival(columns=(*values[:1], *one.where), condition=Q(**one.where) if one.where else None)


def pointing_at(rows: QuerySet[Any], pk: int, column: str) -> int:
    """Turn rows to a record; returns how many. Records among them get a new version."""
    changed: dict[str, object] = {column: pk}
    if any(field.name == "version" for field in rows.model._meta.concrete_fields):
        changed["version"] = F("version") + 1
    return rows.update(**changed)
