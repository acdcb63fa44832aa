"""Takes what strangers send by public forms: one lead for each sending, however often it is posted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale, default_for
from payvand.kernel import clock
from payvand.kernel.access import Actor, company_settings, process
from payvand.kernel.db import engine
from payvand.kernel.errors import DomainError, FieldError, Invalid
from payvand.kernel.facts import record
from payvand.kernel.objects import named
from payvand.sales.commands.lead import written
from payvand.sales.commands.lead_capture import capture, link_to
from payvand.sales.facts.lead import FormSent
from payvand.sales.models import FormSubmission, Lead, LeadForm
from payvand.sales.models.lead_form import QUESTIONS, Asked

# What an address may say beside what the form asks: which campaign and which poster or voucher led here.
ORIGIN = ("campaign", "code")


class TooMany(DomainError):
    """This network address has sent too often."""

    status = 429


def locale_of_form(form: LeadForm) -> Locale:
    """How a form reads what is typed: its language, and the company's country for phones without a code."""
    locales = {"fa": default_for("fa"), "ar": default_for("ar"), "en": default_for("en")}
    return replace(locales[form.language], region=company_settings().region)


def send_form(form: LeadForm, raw: Mapping[str, object], *, key: str, address: str) -> Lead:
    """The lead that a sending makes or touches. The same `key` once more gives the same lead and changes nothing.

    Raises Invalid with everything that is wrong, or TooMany.
    """
    actor = process("sales.lead_form")
    with transaction.atomic():
        engine().take_turn(f"sales.lead_form.{form.pk}")
        before = FormSubmission.objects.filter(form=form, key=key).select_related("lead").first()
        if before is not None:
            return before.lead
        values, consents = read_form(form, raw)
        _refuse_flood(form, address)
        lead = _captured(form, values, actor, consents=consents)
        FormSubmission.objects.create(form=form, key=key, address=address, at=clock.now(), lead=lead)
    return lead


def _captured(form: LeadForm, values: Mapping[str, object], actor: Actor, *, consents: bool) -> Lead:
    origin = {
        "source": form.source,
        "campaign": values.get("campaign") or form.campaign,
        "team": link_to(form.team_id),
    }
    lead = capture({**values, **origin}, actor=actor).lead
    if consents:
        lead.consented_at = clock.now()
    told = FormSent(
        form_id=form.pk,
        form=form.name,
        campaign=str(origin["campaign"]),
        consent=form.consent_text if consents else "",
    )
    record(told, about=written(lead), actor=actor)
    return lead


def _refuse_flood(form: LeadForm, address: str) -> None:
    lately = clock.now() - timedelta(hours=1)
    sent = FormSubmission.objects.filter(form=form, address=address, at__gt=lately).count()
    if sent >= form.hourly_limit:
        raise TooMany(
            "too_many", _("This was sent too often from your network. Try again in an hour, or call us.")
        )


def read_form(form: LeadForm, raw: Mapping[str, object]) -> tuple[dict[str, object], bool]:
    """The values of a sending by the kinds of the lead's fields, and whether they agreed. Raises Invalid."""
    fields, locale = named("sales.lead").fields, locale_of_form(form)
    values: dict[str, object] = {}
    errors: list[FieldError] = []
    for name in ("name", *QUESTIONS, *ORIGIN):
        needed = Asked.OPTIONAL if name in ORIGIN else form.asks(name)
        if needed == Asked.NO:
            continue
        try:
            value = fields[name].kind.parse(raw.get(name), locale)
        except DomainError as error:
            errors.append(FieldError(field=name, code=error.code, message=error.message))
            continue
        if value in (None, "") and needed == Asked.REQUIRED:
            errors.append(FieldError(field=name, code="required", message=_("A value is needed here.")))
        values[name] = value
    consents = str(raw.get("consent") or "").lower() in ("true", "on", "1", "yes")
    if form.ask_consent == Asked.REQUIRED and not consents:
        errors.append(FieldError(field="consent", code="required", message=_("Please agree to this.")))
    if errors:
        raise Invalid(errors)
    return values, consents and form.ask_consent != Asked.NO
