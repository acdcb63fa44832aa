"""Roles: what their holders may do, with which records, and which fields they see or write."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.fields import FoldedField
from payvand.kernel.models.record import Record


class Scope(models.TextChoices):
    """Whose records a permission covers; each scope includes those before it."""

    NONE = "none", _("none")
    OWN = "own", _("own")
    TEAM = "team", _("of the team")
    BRANCH = "branch", _("of the branch")
    ALL = "all", _("all")


class Right(models.TextChoices):
    """What may be done with one field."""

    WRITE = "write", _("write")
    READ = "read", _("read only")
    HIDDEN = "hidden", _("hidden")


class Role(Record):
    """A named bundle of permissions. A user with several roles has the widest of each."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    name_fold = FoldedField("name")
    description = models.CharField(_("description"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")


class Grant(models.Model):
    """A role's scope for one action on one Object. Object "*" means every Object without a line of its own."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="grants")
    object = models.CharField(max_length=100)
    action = models.CharField(max_length=60)
    scope = models.CharField(max_length=6, choices=Scope.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "object", "action"], name="kernel_grant_once")]


class FieldRight(models.Model):
    """A role's narrowed right on one field of an Object; without a line a field may be written."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="field_rights")
    object = models.CharField(max_length=100)
    field = models.CharField(max_length=100)
    right = models.CharField(max_length=6, choices=Right.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "object", "field"], name="kernel_field_right_once")
        ]
