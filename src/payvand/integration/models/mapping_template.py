"""A mapping that was given a name, to be used again for files like the one that it was made for."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.clock import now
from payvand.kernel.kinds import JSON
from payvand.kernel.models import User


class MappingTemplateQuerySet(models.QuerySet["MappingTemplate"]):
    """The templates of an Object, and how they come."""

    def of(self, object_name: str) -> Self:
        """Those of an Object, by name. Everybody who may import uses them."""
        return self.filter(object=object_name).order_by("name")

    def keep(
        self,
        object_name: str,
        name: str,
        headers: Sequence[str],
        mapping: Mapping[str, JSON],
        user_id: int | None,
    ) -> "MappingTemplate":
        """Keep a mapping under a name; one of the same name is replaced."""
        said = {"headers": [*headers], "mapping": mapping, "user_id": user_id, "made_at": now()}
        return self.update_or_create(object=object_name, name=name, defaults=said)[0]


MappingTemplateManager = models.Manager.from_queryset(MappingTemplateQuerySet)


class MappingTemplate(models.Model):
    """The wishes of an import under a name of their own."""

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=80)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects: ClassVar["MappingTemplateManager[MappingTemplate]"] = MappingTemplateManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object", "name"], name="integration_template_name")]
