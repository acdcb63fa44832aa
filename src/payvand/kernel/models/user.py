"""The people who work with Payvand, and how each of them wants to see it."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.fields import FoldedField, ListedField, SortKeyField
from payvand.kernel.kinds.listed import time_zones
from payvand.kernel.models.organisation import Team
from payvand.kernel.models.preference import Calendar, Density, Digits, Language, MoneyUnit, Theme
from payvand.kernel.models.record import Record


class UserManager(BaseUserManager["User"]):
    """Finds users for sign-in, whatever the case of what they typed."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser, Record):
    """A person who signs in. What they may do stands in their roles; an administrator may do everything."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_fold = FoldedField("name")
    name_sort = SortKeyField("name")
    email = models.EmailField(_("e-mail"), blank=True, default="")
    team = models.ForeignKey(
        Team, models.PROTECT, verbose_name=_("team"), null=True, blank=True, related_name="members"
    )
    roles = models.ManyToManyField("kernel.Role", verbose_name=_("roles"), blank=True, related_name="users")
    is_administrator = models.BooleanField(_("administrator"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)

    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.PERSIAN
    )
    calendar = models.CharField(
        _("calendar"), max_length=10, choices=Calendar.choices, default=Calendar.JALALI
    )
    digits = models.CharField(_("digits"), max_length=10, choices=Digits.choices, default=Digits.PERSIAN)
    money_unit = models.CharField(
        _("money unit"), max_length=20, choices=MoneyUnit.choices, default=MoneyUnit.TOMAN
    )
    time_zone = ListedField(_("time zone"), max_length=40, default="Asia/Tehran", source=time_zones)
    theme = models.CharField(_("theme"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    density = models.CharField(
        _("density"), max_length=12, choices=Density.choices, default=Density.COMFORTABLE
    )

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def settle(self) -> None:
        """User names are compared without case; a person without a name is called by the user name."""
        self.username = self.username.strip().lower()
        self.name = self.name or self.username

    def __str__(self) -> str:
        return self.name or self.username


class Token(models.Model):
    """A bearer token of the API. Only its hash is kept; the first letters tell tokens apart on screen."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    role = models.ForeignKey("kernel.Role", models.CASCADE, null=True, related_name="+")
    label = models.CharField(_("label"), max_length=100, blank=True, default="")
    prefix = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
