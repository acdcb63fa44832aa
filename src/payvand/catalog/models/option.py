"""What a customer may choose at a product: groups of options, what each changes, and which go together."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.product import Product
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField, MoneyField
from payvand.kernel.models import Record


class OptionGroup(Record):
    """A question with its answers: colour, memory, cover. At least `least` and at most `most` are chosen."""

    product = models.ForeignKey(
        Product, models.CASCADE, verbose_name=_("product"), related_name="option_groups"
    )
    name = models.CharField(_("name"), max_length=100)
    name_fold = FoldedField("name", max_length=100)
    least = models.PositiveSmallIntegerField(_("choose at least"), default=1)
    most = models.PositiveSmallIntegerField(_("choose at most"), default=1)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("group of options")
        verbose_name_plural = _("groups of options")
        constraints = [
            models.UniqueConstraint(fields=["product", "name_fold"], name="catalog_optiongroup_once")
        ]

    def settle(self) -> None:
        """The least is not above the most, and something may be chosen."""
        if self.most < 1:
            raise DomainError("too_small", _("At least %(limit)s.") % {"limit": 1}, "most")
        if self.least > self.most:
            message = _("At least %(least)d of at most %(most)d cannot be chosen.")
            raise DomainError("least_above_most", message % {"least": self.least, "most": self.most}, "least")


class Option(Record):
    """One answer, and by how much it changes price and cost."""

    group = models.ForeignKey(OptionGroup, models.CASCADE, verbose_name=_("group"), related_name="options")
    name = models.CharField(_("name"), max_length=100)
    name_fold = FoldedField("name", max_length=100)
    price = MoneyField(_("price change"), null=True, blank=True, negative=True)
    cost = MoneyField(_("cost change"), null=True, blank=True, negative=True)
    is_standard = models.BooleanField(
        _("standard"), default=False, help_text=_("Chosen where nobody says otherwise.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    # Beside each amount stands its currency, which its field brings along.
    price_currency: str
    cost_currency: str

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [models.UniqueConstraint(fields=["group", "name_fold"], name="catalog_option_once")]


class RuleKind(models.TextChoices):
    REQUIRES = "requires", _("requires")
    EXCLUDES = "excludes", _("excludes")


class OptionRule(Record):
    """An option needs another one, or does not go with it."""

    TONES = {"requires": "blue", "excludes": "red"}
    title_field = "reason"

    option = models.ForeignKey(Option, models.CASCADE, verbose_name=_("option"), related_name="rules")
    kind = models.CharField(_("rule"), max_length=10, choices=RuleKind.choices, default=RuleKind.REQUIRES)
    other = models.ForeignKey(Option, models.CASCADE, verbose_name=_("other option"), related_name="+")
    reason = models.CharField(
        _("reason"), max_length=200, blank=True, default="", help_text=_("Told to whoever breaks the rule.")
    )

    class Meta:
        verbose_name = _("rule of options")
        verbose_name_plural = _("rules of options")
        constraints = [
            models.UniqueConstraint(fields=["option", "kind", "other"], name="catalog_optionrule_once"),
            models.CheckConstraint(condition=~Q(option=F("other")), name="catalog_optionrule_not_self"),
        ]

    def settle(self) -> None:
        """A rule joins two."""
        if self.option_id == self.other_id:
            raise DomainError("same_option", _("A rule is about two different options."), "other")
