"""What every record is: numbered, dated, versioned, archivable, and extensible by an administrator's fields."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RecordQuerySet(models.QuerySet[Any]):
    """The questions that any set of records answers."""

    def current(self) -> Self:
        """Records that are not archived."""
        return self.filter(archived_at__isnull=True)

    def archived(self) -> Self:
        """Records that were put away and may be restored."""
        return self.filter(archived_at__isnull=False)


class Record(models.Model):
    """The base of every model that people meet. Written only by commands and `kernel.records`."""

    id = models.BigAutoField(_("number"), primary_key=True)
    created_at = models.DateTimeField(_("created"), editable=False)
    updated_at = models.DateTimeField(_("changed"), editable=False)
    archived_at = models.DateTimeField(_("archived"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    custom = models.JSONField(default=dict, editable=False, blank=True)

    objects: ClassVar[models.Manager[Any]] = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def settle(self) -> None:
        """Fill what follows from other fields and enforce the record's own rules; raises DomainError. No queries."""

    def absorb(self, gone: Self) -> None:
        """Take over what follows from another record of the sort, which is merged into this one and goes.

        Raises DomainError where the two cannot be one.
        """

    @property
    def object_name(self) -> str:
        """The name of the Object that this record is one of: "parties.party"."""
        return self._meta.label_lower


class Watched(models.Model):
    """A row that remembers what some of its columns held in the database, so that its verbs know what was changed."""

    WATCHED: ClassVar[tuple[str, ...]] = ()
    # What the watched columns held; nothing for a row that is new.
    as_read: Mapping[str, object] = MappingProxyType({})

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[object], **_later: object
    ) -> Self:
        """Remember what was read."""
        loaded = super().from_db(db, field_names, values)
        loaded.as_read = {name: loaded.__dict__[name] for name in cls.WATCHED if name in loaded.__dict__}
        return loaded


class OwnedRecord(Record):
    """A record that somebody answers for; scopes of permissions follow its owner and team.

    The two columns have no index of their own: each model brings the composite ones that its lists sort by.
    """

    owner = models.ForeignKey(
        "kernel.User",
        models.PROTECT,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    team = models.ForeignKey(
        "kernel.Team",
        models.PROTECT,
        verbose_name=_("team"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    class Meta:
        abstract = True


def no_early_days(*columns: str) -> list[models.BaseConstraint]:
    """Database checks that no day before 1900 slips in: a Jalali year that was taken for a Gregorian one."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{column}__gte": "1900-01-01"}) | Q(**{f"{column}__isnull": True}),
            name=f"%(app_label)s_%(class)s_{column}_1900",
        )
        for column in columns
    ]
