"""A form that strangers fill in on a website: what it asks, where it may stand, and what came of each sending."""

import re
import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.models import OwnedRecord
from payvand.parties.models.party import Language, Source
from payvand.sales.models.lead import Lead

HOST = re.compile(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?")


class Asked(models.TextChoices):
    """Whether a form asks for something."""

    NO = "no", _("not asked")
    OPTIONAL = "optional", _("asked")
    REQUIRED = "required", _("required")


def new_token() -> str:
    """The last part of a form's address: short enough to be printed, and not to be guessed."""
    return secrets.token_urlsafe(9).replace("_", "a").replace("-", "b")


# What a form may ask beside the name, in the order in which it asks.
QUESTIONS = ("phone", "email", "organisation", "job_title", "province", "city", "need")


class LeadForm(OwnedRecord):
    """A public form at `/f/<token>`, in its own language. Whoever sends it becomes a lead, or touches theirs."""

    name = models.CharField(_("name"), max_length=100)
    token = models.SlugField(_("address"), max_length=40, unique=True, default="", editable=False)
    is_active = models.BooleanField(_("in use"), default=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.PERSIAN
    )
    title = models.CharField(_("heading"), max_length=200)
    intro = models.TextField(_("text above"), blank=True, default="")
    thanks = models.TextField(_("thanks"), help_text=_("Shown after sending, in the language of the form."))
    ask_phone = models.CharField(_("phone"), max_length=8, choices=Asked, default=Asked.REQUIRED)
    ask_email = models.CharField(_("e-mail"), max_length=8, choices=Asked, default=Asked.OPTIONAL)
    ask_organisation = models.CharField(_("organisation"), max_length=8, choices=Asked, default=Asked.NO)
    ask_job_title = models.CharField(_("job title"), max_length=8, choices=Asked, default=Asked.NO)
    ask_province = models.CharField(_("province"), max_length=8, choices=Asked, default=Asked.NO)
    ask_city = models.CharField(_("city"), max_length=8, choices=Asked, default=Asked.NO)
    ask_need = models.CharField(_("need"), max_length=8, choices=Asked, default=Asked.OPTIONAL)
    ask_consent = models.CharField(_("consent"), max_length=8, choices=Asked, default=Asked.OPTIONAL)
    consent_text = models.TextField(
        _("words of the consent"), blank=True, default="",
        help_text=_("What they agree to by a tick; without a text nothing is asked."),
    )  # fmt: skip
    source = models.CharField(_("source"), max_length=16, choices=Source.choices, default=Source.WEBSITE)
    campaign = models.CharField(_("campaign"), max_length=100, blank=True, default="")
    hosts = models.TextField(
        _("websites"), blank=True, default="",
        help_text=_("Which sites may embed the form: one host a line, as in www.example.ir or *.example.ir."),
    )  # fmt: skip
    hourly_limit = models.PositiveSmallIntegerField(
        _("most sendings an hour"), default=20, help_text=_("From one network address.")
    )

    class Meta:
        verbose_name = _("lead form")
        verbose_name_plural = _("lead forms")

    @property
    def path(self) -> str:
        """Where the form stands."""
        return f"/f/{self.token}"

    @property
    def allowed_hosts(self) -> list[str]:
        """The sites that may embed it."""
        return self.hosts.split()

    def asks(self, name: str) -> Asked:
        """Whether it asks for a field of the lead."""
        return Asked.REQUIRED if name == "name" else Asked(getattr(self, f"ask_{name}"))

    def settle(self) -> None:
        """The form has an address, the hosts are hosts, and whoever fills it in can be reached."""
        lines = [re.sub(r"^https?://|/.*$", "", line.strip().lower()) for line in self.hosts.split()]
        for line in lines:
            if not HOST.fullmatch(line):
                raise DomainError("not_a_host", _("This is no host: %(host)s") % {"host": line}, "hosts")
        self.token = self.token or new_token()
        self.hosts = "\n".join(dict.fromkeys(lines))
        if not self.consent_text:
            self.ask_consent = Asked.NO
        if Asked.REQUIRED not in (self.ask_phone, self.ask_email):
            raise DomainError(
                "unreachable", _("Require a phone or an e-mail: else nobody can answer."), "ask_phone"
            )


class FormSubmission(models.Model):
    """One sending of a form. Its key is used once, so the same sending posted twice makes one lead."""

    id = models.BigAutoField(primary_key=True)
    form = models.ForeignKey(LeadForm, models.CASCADE, related_name="submissions", db_index=False)
    key = models.CharField(max_length=80)
    address = models.CharField(max_length=64)
    at = models.DateTimeField()
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "key"], name="sales_submission_once")]
        indexes = [models.Index(fields=["form", "address", "at"], name="sales_submission_rate")]
