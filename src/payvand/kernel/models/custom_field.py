"""Fields that an administrator adds: a definition a row, the values in the `custom` column of each record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.fields import ListedField
from payvand.kernel.kinds.listed import object_names
from payvand.kernel.models.record import Record


class CustomKind(models.TextChoices):
    """The kinds that an administrator may choose from; the values are names of `kernel.kinds.KINDS`."""

    TEXT = "text", _("text")
    LONG_TEXT = "long_text", _("long text")
    CODE = "code", _("code")
    EMAIL = "email", _("e-mail")
    URL = "url", _("web address")
    PHONE = "phone", _("phone number")
    NUMBER = "number", _("number")
    WHOLE = "whole", _("whole number")
    PERCENT = "percent", _("percentage")
    MONEY = "money", _("money")
    YES_NO = "yes_no", _("yes or no")
    DAY = "day", _("date")
    MOMENT = "moment", _("date and time")
    CHOICE = "choice", _("choice")


class CustomField(Record):
    """One field that an administrator added to an Object."""

    object = ListedField(_("on"), max_length=60, source=object_names)
    key = models.CharField(
        _("key"),
        max_length=40,
        help_text=_("Latin letters, digits and underscores; used in the API and in files."),
    )
    label = models.CharField(_("label"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=CustomKind.choices, default=CustomKind.TEXT)
    options = models.TextField(
        _("choices"), blank=True, default="", help_text=_("One a line, for the kind “choice”.")
    )
    help = models.CharField(_("help"), max_length=300, blank=True, default="")
    required = models.BooleanField(_("required"), default=False)
    searchable = models.BooleanField(_("searchable"), default=False)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("custom field")
        verbose_name_plural = _("custom fields")
        constraints = [models.UniqueConstraint(fields=["object", "key"], name="kernel_custom_field_once")]
        indexes = [models.Index(fields=["object", "position", "id"], name="kernel_custom_field_order")]
