"""A pipeline: the path that one sort of deal takes from the first talk to the end."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.models import Record


class Pipeline(Record):
    """An ordered set of stages; the first of them is where a deal begins, and one at least is won and one lost."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    description = models.TextField(
        _("description"), blank=True, default="", help_text=_("Which deals go this way.")
    )

    class Meta:
        verbose_name = _("pipeline")
        verbose_name_plural = _("pipelines")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
