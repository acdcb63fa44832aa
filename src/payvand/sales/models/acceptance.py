"""The customer's yes to a quote, and the codes by which they show that it is them."""

import secrets
from datetime import datetime, timedelta

from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from payvand.culture.digits import to_ascii
from payvand.kernel.errors import DomainError
from payvand.kernel.models import User
from payvand.sales.models.quote import Quote

DIGITS = 6
LIFETIME = timedelta(minutes=10)
TRIES = 5
# So many codes of one quote within an hour; with the tries of each, nobody guesses one of a million.
CODES_AN_HOUR = 5


class AcceptedBy(models.TextChoices):
    ONLINE = "online", _("online, by a one-time code")
    HAND = "hand", _("noted by hand")


class Acceptance(models.Model):
    """Who agreed, when, from where, and to what exactly: `content` is the digest of the version. Never changed."""

    quote = models.OneToOneField(Quote, models.PROTECT, related_name="acceptance")
    way = models.CharField(max_length=6, choices=AcceptedBy)
    name = models.CharField(max_length=200)
    at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=400, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    content = models.CharField(max_length=64)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")


class AcceptanceCode(models.Model):
    """A code of six digits, kept as a hash. It lives ten minutes, bears five tries and is used once."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="codes")
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def is_alive(self, now: datetime) -> bool:
        """Whether it may still be given."""
        return self.used_at is None and self.tries < TRIES and now < self.made_at + LIFETIME

    def try_with(self, text: str, now: datetime) -> bool:
        """Count a try, and use the code up where it is the right one. Raises DomainError for a dead one."""
        if not self.is_alive(now):
            raise DomainError("code_over", _("This code cannot be used any more. Ask for a new one."), "code")
        self.tries += 1
        is_right = constant_time_compare(self.hash, hash_of(to_ascii(text).strip(), self.quote_id))
        if is_right:
            self.used_at = now
        return is_right


def new_code(quote: Quote, now: datetime) -> tuple[AcceptanceCode, str]:
    """An unsaved code and its digits, which are shown once and not kept. Raises DomainError for too many."""
    if quote.codes.filter(made_at__gt=now - timedelta(hours=1)).count() >= CODES_AN_HOUR:
        raise DomainError("too_many_codes", _("Too many codes were asked for. Try again in an hour."), "code")
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return AcceptanceCode(quote=quote, hash=hash_of(digits, quote.pk), made_at=now), digits


def hash_of(digits: str, quote_id: int) -> str:
    """The hash under which a code is kept: keyed with the instance's secret, since six digits are quickly tried."""
    return salted_hmac(f"sales.acceptance.{quote_id}", digits, algorithm="sha256").hexdigest()
