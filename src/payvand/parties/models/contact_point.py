"""A way to reach a party: a phone, an e-mail address, a handle; with what is known of it and what they agreed to."""

from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.kinds import Email, Kind, PhoneNumber
from payvand.parties.kinds import MESSENGERS, SOCIAL, Handle
from payvand.parties.models.party import Party


class Channel(models.TextChoices):
    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    MESSENGER = "messenger", _("messenger")
    SOCIAL = "social", _("social network")


# How a value of each channel is read.
KIND_OF: dict[Channel, Kind[str]] = {
    Channel.PHONE: PhoneNumber(),
    Channel.EMAIL: Email(),
    Channel.MESSENGER: Handle(networks=MESSENGERS),
    Channel.SOCIAL: Handle(networks=SOCIAL),
}


class Consent(models.TextChoices):
    """Whether they may be written to or called for advertising. Nobody asked is not the same as no."""

    UNKNOWN = "unknown", _("not asked")
    GIVEN = "given", _("given")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ContactPoint(models.Model):
    """One value of one channel, in the canonical form of the channel's kind.

    Not a Record: a party has several, an import writes millions, and everything that happens to one is a fact of
    its party. A shared one (a switchboard) does not make two parties the same.
    """

    id = models.BigAutoField(primary_key=True)
    party = models.ForeignKey(Party, models.CASCADE, related_name="contact_points", db_index=False)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    value = models.CharField(_("value"), max_length=254)
    label = models.CharField(_("label"), max_length=40, blank=True, default="")
    is_primary = models.BooleanField(_("primary"), default=False)
    is_shared = models.BooleanField(_("shared"), default=False)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    consent = models.CharField(_("consent"), max_length=10, choices=Consent.choices, default=Consent.UNKNOWN)
    consent_source = models.CharField(_("source of the consent"), max_length=200, blank=True, default="")
    consent_on = models.DateField(_("date of the consent"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "channel", "value"], name="parties_contact_once"),
            models.UniqueConstraint(
                fields=["party", "channel"],
                condition=models.Q(is_primary=True),
                name="parties_contact_one_primary",
            ),
        ]
        indexes = [
            models.Index(fields=["channel", "value"], name="parties_contact_value"),
        ]

    def make_primary(self) -> None:
        """Put this one before the others of its channel."""
        siblings = ContactPoint.objects.filter(party=self.party_id, channel=self.channel, is_primary=True)
        siblings.update(is_primary=False)
        self.is_primary = True
        self.save(update_fields=["is_primary"])

    def verify(self, at: datetime) -> None:
        """Note that somebody was reached here."""
        self.verified_at = at
        self.save(update_fields=["verified_at"])

    def share(self, shared: bool) -> None:
        """Say whether several parties use this one."""
        self.is_shared = shared
        self.save(update_fields=["is_shared"])

    def agree(self, consent: Consent, source: str, on: date) -> None:
        """Keep what they said, where and when they said it."""
        self.consent, self.consent_source, self.consent_on = consent, source, on
        self.save(update_fields=["consent", "consent_source", "consent_on"])
