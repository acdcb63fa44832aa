"""Public forms: a page that strangers fill in, on its own or inside the pages of allowed sites, and the same as JSON.

Nobody is signed in and no cookie is set, since browsers hand none to embedded pages. In place of a captcha stand a
field that people do not see, a signed moment at which the form was opened, and a limit for each network address.
"""

import secrets
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from urllib.parse import urlsplit

import orjson
from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from payvand.api.problems import problem_of, problem_response
from payvand.kernel import clock
from payvand.kernel.errors import DomainError, Invalid, Message
from payvand.kernel.kinds import Choice, Email, LongText, PhoneNumber
from payvand.kernel.objects import Field, named
from payvand.sales.commands.lead_form import ORIGIN, locale_of_form, send_form
from payvand.sales.models import LeadForm
from payvand.sales.models.lead_form import QUESTIONS, Asked
from payvand.ui.components import Control, Editor
from payvand.ui.pages.shell import look_of

SALT = "sales.lead_form"
# People take longer to fill in a form than programs, and do not leave it open for days.
QUICKEST, LONGEST = 2, 2 * 24 * 3600
MOST_BYTES = 20_000
# Programs fill in every field that they find; people do not see this one.
TRAP = "website"


class Unusable(DomainError):
    """The sending came too quickly, too late, or from elsewhere."""


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def public_form(request: HttpRequest, token: str) -> HttpResponseBase:
    """The form, or what became of a sending."""
    form = form_at(token)
    with translation.override(form.language):
        answer = sent(request, form) if request.method == "POST" else page(request, form, opened_now(form))
        answer.headers["Content-Language"] = form.language
        return framed(request, answer, form)


def form_at(token: str) -> LeadForm:
    """The form of an address. Raises Http404 for none, or one that is out of use."""
    found = LeadForm.objects.current().filter(token=token, is_active=True).first()
    if not isinstance(found, LeadForm):
        raise Http404
    return found


def framed(request: HttpRequest, answer: HttpResponse, form: LeadForm) -> HttpResponseBase:
    """The answer, which the form's sites may embed and no other."""
    hosts = form.allowed_hosts
    view = csp_replace({"frame-ancestors": hosts or [NONE]})(lambda _request: answer)
    if hosts:
        view = xframe_options_exempt(view)
    return view(request)


def sent(request: HttpRequest, form: LeadForm) -> HttpResponse:
    """Thanks, or the form once more with what is wrong."""
    ticket = request.POST.get("ticket", "")
    if request.POST.get(TRAP):
        return thanks(request, form)
    try:
        key = key_in(ticket, form)
        raw = {name: request.POST.get(name) for name in ("name", *QUESTIONS, *ORIGIN, "consent")}
        send_form(form, raw, key=key, address=network_of(request))
    except Unusable as error:
        return page(request, form, opened_now(form), [error.message], status=422)
    except Invalid as error:
        return page(request, form, ticket, by_field=error.by_field(), status=422)
    except DomainError as error:
        return page(request, form, ticket, [error.message], status=error.status)
    return thanks(request, form)


def opened_now(form: LeadForm) -> str:
    """The signed moment at which a form was opened, with the key of its sending."""
    return signing.dumps([form.pk, secrets.token_urlsafe(12), int(clock.now().timestamp())], salt=SALT)


def key_in(ticket: str, form: LeadForm) -> str:
    """The key of a sending. Raises Unusable where the ticket is false, for another form, too young or too old."""
    try:
        pk, key, opened = signing.loads(ticket, salt=SALT)
    except (signing.BadSignature, ValueError):
        pk, key, opened = 0, "", 0
    age = clock.now().timestamp() - opened
    if pk == form.pk and age < QUICKEST:
        raise Unusable("too_quick", _("That was very quick. Please send it once more."))
    if pk != form.pk or age > LONGEST:
        raise Unusable("too_old", _("This form stood open for too long. Please send it once more."))
    return str(key)


def network_of(request: HttpRequest) -> str:
    """A trace of the sender's address that tells senders apart and cannot be turned back into it."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PAYVAND.behind_proxy:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    return salted_hmac(SALT, address).hexdigest()


def thanks(request: HttpRequest, form: LeadForm) -> HttpResponse:
    """What stands there after sending."""
    return drawn(request, "sales/lead_form_thanks.html", form, {})


def page(
    request: HttpRequest,
    form: LeadForm,
    ticket: str,
    errors: Sequence[Message] = (),
    by_field: Mapping[str, Sequence[Message]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form, with what was typed and what is wrong with it."""
    typed = request.POST if request.method == "POST" else request.GET
    wrong = by_field or {}
    fields = named("sales.lead").fields
    controls = [
        control_of(fields[name], form.asks(name), typed.get(name, ""), wrong.get(name, ()))
        for name in ("name", *QUESTIONS)
        if form.asks(name) != Asked.NO
    ]
    if form.ask_consent != Asked.NO:
        controls.append(
            Control(
                editor="boolean", name="consent", label=form.consent_text, value=typed.get("consent", ""),
                required=form.ask_consent == Asked.REQUIRED, wide=True,
                errors=[str(message) for message in wrong.get("consent", ())],
            )
        )  # fmt: skip
    origin = {
        "campaign": typed.get("campaign") or request.GET.get("utm_campaign", ""),
        "code": typed.get("code", ""),
    }
    context = {
        "controls": controls, "ticket": ticket, "origin": origin, "trap": TRAP,
        "errors": [str(message) for message in errors],
    }  # fmt: skip
    return drawn(request, "sales/lead_form.html", form, context, status)


def control_of(field: Field, needed: Asked, value: str, errors: Sequence[Message]) -> Control:
    """The input of one question."""
    editors: tuple[tuple[type, Editor], ...] = (
        (PhoneNumber, "phone"), (Email, "email"), (LongText, "textarea"), (Choice, "choice"),
    )  # fmt: skip
    completed = {"name": "name", "phone": "tel", "email": "email", "organisation": "organization"}
    editor: Editor = "text"
    for kind, word in editors:
        editor = word if isinstance(field.kind, kind) else editor
    return Control(
        editor=editor, name=field.name, label=str(field.label), value=value, required=needed == Asked.REQUIRED,
        wide=editor == "textarea", autocomplete=completed.get(field.name, "off"),
        errors=[str(message) for message in errors],
    )  # fmt: skip


def drawn(
    request: HttpRequest, template: str, form: LeadForm, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """A page that stands alone, in the language of the form."""
    whole = {"form": form, "look": look_of(locale_of_form(form)), **context}
    return render(request, template, whole, status=status, using="jinja2")


@csrf_exempt
@login_not_required
@require_http_methods(["POST", "OPTIONS"])
def public_json(request: HttpRequest, token: str) -> HttpResponse:
    """A sending as JSON: `{"name": …, "phone": …}`. The header Idempotency-Key makes a repeat of it harmless."""
    form = form_at(token)
    with translation.override(form.language):
        answer = HttpResponse(status=204) if request.method == "OPTIONS" else sent_as_json(request, form)
        origin = request.headers.get("Origin", "")
        if origin and is_allowed(origin, form):
            answer.headers["Access-Control-Allow-Origin"] = origin
            answer.headers["Access-Control-Allow-Headers"] = "Content-Type, Idempotency-Key"
            answer.headers["Access-Control-Allow-Methods"] = "POST"
            answer.headers["Vary"] = "Origin"
        answer.headers["Content-Language"] = form.language
        return answer


def sent_as_json(request: HttpRequest, form: LeadForm) -> HttpResponse:
    """Thanks as JSON, or a problem document."""
    try:
        origin = request.headers.get("Origin", "")
        if origin and not is_allowed(origin, form) and urlsplit(origin).netloc != request.get_host():
            raise Unusable("other_site", _("This form may not be sent from there."))
        key = request.headers.get("Idempotency-Key", "")[:60] or secrets.token_urlsafe(12)
        send_form(form, json_in(request), key=f"json:{key}", address=network_of(request))
    except DomainError as error:
        return problem_response(problem_of(error))
    return HttpResponse(orjson.dumps({"thanks": form.thanks}), status=201, content_type="application/json")


def json_in(request: HttpRequest) -> Mapping[str, object]:
    """The object that a request carries. Raises Unusable."""
    if len(request.body) > MOST_BYTES:
        raise Unusable("too_large", _("This is too much for a form."))
    try:
        found = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise Unusable("no_object", _("Send one JSON object."))
    return found


def is_allowed(origin: str, form: LeadForm) -> bool:
    """Whether a site is among those of the form."""
    host = urlsplit(origin).netloc.lower()
    return any(fnmatch(host, pattern) for pattern in form.allowed_hosts)


urlpatterns = [
    path("f/<slug:token>.json", public_json, name="lead_form_json"),
    path("f/<slug:token>", public_form, name="lead_form"),
]
