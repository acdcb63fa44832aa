"""A category of products; categories form a tree."""

from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField, SortKeyField
from payvand.kernel.models import Record


class Category(Record):
    """A group of products, which may be part of a wider one."""

    name = models.CharField(_("name"), max_length=100)
    name_fold = FoldedField("name", max_length=100, unique=True)
    name_sort = SortKeyField("name")
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="parts"
    )

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name

    def refuse_circle(self, above: Mapping[int, int | None]) -> None:
        """Raise DomainError where it is, over any number of steps, part of itself."""
        if self.parent_id is not None and self.pk in lineage(self.parent_id, above):
            message = _("This would make the category “%(name)s” part of itself.") % {"name": self.name}
            raise DomainError("circle", message, "parent")


def parents() -> dict[int, int | None]:
    """The wider category of every category; there are so few that all of them are read at once."""
    return dict(Category.objects.values_list("pk", "parent_id"))


def lineage(pk: int | None, above: Mapping[int, int | None]) -> list[int]:
    """A category and those that it is part of, from the narrowest to the widest."""
    found: list[int] = []
    while pk is not None and pk not in found:
        found.append(pk)
        pk = above.get(pk)
    return found


def within(wide: Iterable[int], above: Mapping[int, int | None]) -> set[int]:
    """Some categories and all that are part of them."""
    wanted = set(wide)
    return {pk for pk in (*above, *wanted) if wanted.intersection(lineage(pk, above))}
