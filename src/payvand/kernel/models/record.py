"""What every record is: numbered, dated, versioned, archivable, and extensible by an administrator's fields."""

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

    @property
    def object_name(self) -> str:
        """The name of the Object that this record is one of: "parties.party"."""
        return self._meta.label_lower


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
