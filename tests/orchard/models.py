"""A tree: one field of every ordinary kind."""

from typing import ClassVar

from django.db import models

from payvand.kernel.fields import FoldedField, MoneyField, SortKeyField
from payvand.kernel.models import OwnedRecord, Tag, no_early_days


class Health(models.TextChoices):
    GOOD = "good", "good"
    POOR = "poor", "poor"


class Tree(OwnedRecord):
    """A tree of the orchard."""

    name = models.CharField("name", max_length=80)
    name_fold = FoldedField("name")
    name_sort = SortKeyField("name")
    notes = models.TextField("notes", blank=True, default="")
    health = models.CharField("health", max_length=10, choices=Health.choices, default=Health.GOOD)
    planted = models.DateField("planted", null=True, blank=True)
    watered_at = models.DateTimeField("watered", null=True, blank=True)
    fruits = models.IntegerField("fruits", null=True, blank=True)
    price = MoneyField("price", null=True, blank=True)
    for_sale = models.BooleanField("for sale", default=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="grown from", null=True, blank=True, related_name="+"
    )
    tags = models.ManyToManyField(Tag, related_name="+")

    class Meta:
        verbose_name = "tree"
        verbose_name_plural = "trees"
        constraints = no_early_days("planted")


class Watering(models.Model):
    """A reaction has heard of a fact: one row each time, so that hearing twice would show."""

    fact_id = models.BigIntegerField()

    objects: ClassVar[models.Manager["Watering"]] = models.Manager()


class Caretaker(models.Model):
    """Somebody's e-mail address on a tree."""

    tree = models.ForeignKey(Tree, models.CASCADE, related_name="caretakers")
    value = models.EmailField()
    label = models.CharField(max_length=40, default="", blank=True)

    objects: ClassVar[models.Manager["Caretaker"]] = models.Manager()
