"""Why a lead comes to nothing: a tree, so that "no budget" may be told apart further and still be counted whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record


class DisqualifyReason(Record):
    """One reason. `path` is the way to it from the top of the tree: how people choose and read it."""

    title_field = "path"

    name = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="children"
    )
    path = models.CharField(_("reason"), max_length=400, editable=False, default="", unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("disqualification reason")
        verbose_name_plural = _("disqualification reasons")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.path

    def settle(self) -> None:
        """Put the path together; refuse a tree that bites its tail. One query a step of the path."""
        above, names, seen = self.parent, [self.name], {self.pk}
        while above is not None:
            if above.pk in seen:
                raise DomainError("circle", _("A reason cannot be part of itself."), "parent")
            seen.add(above.pk)
            names.append(above.name)
            above = above.parent
        self.path = " › ".join(reversed(names))[:400]
