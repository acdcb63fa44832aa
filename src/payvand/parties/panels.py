"""The values of the parts of a party's page: figures, related parties, ways to reach it, further addresses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _
from markupsafe import Markup

from payvand.culture.calendars import format_day, format_moment
from payvand.culture.digits import localise
from payvand.culture.identifiers import bank_of, check
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor, may, right, visible
from payvand.kernel.kinds import Kind, address
from payvand.kernel.models import Record, Right
from payvand.kernel.objects import named
from payvand.parties.glance import figures_of
from payvand.parties.kinds import scheme_label
from payvand.parties.models import (
    KIND_OF,
    Address,
    Channel,
    Consent,
    ContactPoint,
    Identifier,
    Party,
    PartyKind,
    Relation,
)
from payvand.ui.components import Figure, Tone

MOST = 50
# The field of a party that shows contact points of a channel; its right is theirs.
FIELD_OF = {"phone": "phones", "email": "emails", "messenger": "messengers", "social": "social"}
TONE_OF_CONSENT: Mapping[str, Tone] = {
    Consent.GIVEN: "success",
    Consent.WITHDRAWN: "danger",
    Consent.UNKNOWN: "neutral",
}


@dataclass(frozen=True, kw_only=True)
class PointLine:
    """A way to reach the party, and what is known of it."""

    channel: str
    value: str
    shown: Markup
    label: str
    is_primary: bool
    is_shared: bool
    verified: str
    consent: str
    tone: Tone
    is_given: bool
    heard: str


@dataclass(frozen=True, kw_only=True)
class NumberLine:
    """An official number, and whether it holds."""

    scheme: str
    number: str
    holds: bool | None
    remark: str


@dataclass(frozen=True, kw_only=True)
class PartyLine:
    """Another party beside this one; `how` is the relation as this one sees it."""

    name: str
    href: str
    is_organisation: bool
    how: str
    role: str = ""
    remark: str = ""
    since: str = ""
    until: str = ""
    relation: int | None = None


@dataclass(frozen=True, kw_only=True)
class AddressLine:
    """A further address in words."""

    name: str
    use: str
    text: str
    href: str
    map_href: str


@dataclass(frozen=True, kw_only=True)
class More:
    """Where the rest of a long list is."""

    href: str
    text: str


def strip(record: Record, actor: Actor) -> dict[str, object]:
    """The decision strip."""
    figures: list[Figure] = figures_of(_party(record), actor)
    return {"figures": figures}


def contact(record: Record, actor: Actor) -> dict[str, object]:
    """How the party is reached, what it agreed to, and its official numbers, as far as the reader may see them."""
    party, parties = _party(record), named("parties.party")
    hidden = {
        name for name in (*FIELD_OF.values(), "identifiers") if right(parties, name, actor) == Right.HIDDEN
    }
    points = [
        _point(point.channel, point, actor.locale)
        for point in party.contact_points.order_by("channel", "-is_primary", "id")
        if FIELD_OF[point.channel] not in hidden
    ]
    numbers = (
        []
        if "identifiers" in hidden
        else [_number(one, actor.locale) for one in party.identifiers.order_by("id")]
    )
    return {
        "points": points,
        "numbers": numbers,
        "may_edit": _may_edit(party, actor),
        "address": _address(party.pk),
    }


def related(record: Record, actor: Actor) -> dict[str, object]:
    """Who works there or where, what belongs to what, and every other relation that the reader may see."""
    party = _party(record)
    parties = visible(Party.objects.current(), actor)
    above = [
        _beside(one, how)
        for pk, how in ((party.organisation_id, _("works at")), (party.parent_id, _("parent company")))
        for one in (parties.filter(pk=pk) if pk else ())
    ]
    people = list(parties.filter(organisation=party).order_by("name_sort", "id")[: MOST + 1])
    below = list(parties.filter(parent=party).order_by("name_sort", "id")[: MOST + 1])
    lines = [*above, *(_beside(one, one.job_title or _("works here")) for one in people[:MOST])]
    lines += [_beside(one, _("subsidiary")) for one in below[:MOST]]
    more = [
        More(href=_list_of(f"{link} is {party.pk}"), text=text)
        for link, found, text in (
            ("organisation", people, _("All people who work here")),
            ("parent", below, _("All subsidiaries")),
        )
        if len(found) > MOST
    ]
    relations = list(_relations(party, actor))
    return {
        "lines": lines, "relations": relations, "more": more, "may_edit": _may_edit(party, actor),
        "address": _address(party.pk),
    }  # fmt: skip


def addresses(record: Record, actor: Actor) -> dict[str, object]:
    """The main address and the further ones."""
    party, further = _party(record), named("parties.address")
    rows = visible(Address.objects.filter(party=party, archived_at=None), actor).order_by("id")[:MOST]
    lines = [
        _address_line(one, str(one.get_use_display()), address(further.name, one.pk), actor.locale)
        for one in rows
    ]
    main = _address_line(party, _("main address"), "", actor.locale)
    return {
        "lines": [main, *lines] if main.text else lines,
        "new_href": f"{further.address}/new?party={party.pk}" if may(actor, "create", further) else "",
    }


def _party(record: Record) -> Party:
    assert isinstance(record, Party)
    return record


def _address(pk: int) -> str:
    return address("parties.party", pk)


def _list_of(where: str) -> str:
    return f"{named('parties.party').address}?where={quote(where)}"


def _may_edit(party: Party, actor: Actor) -> bool:
    return party.archived_at is None and visible(Party.objects.filter(pk=party.pk), actor, "edit").exists()


def _point(channel: str, point: ContactPoint, locale: Locale) -> PointLine:
    kind: Kind[str] = KIND_OF[Channel(channel)]
    heard = [point.consent_source, format_day(point.consent_on, locale) if point.consent_on else ""]
    return PointLine(
        channel=str(point.get_channel_display()),
        value=kind.input(point.value, locale),
        shown=Markup(kind.html(point.value, locale)),  # noqa: S704 - kinds give safe HTML
        label=point.label,
        is_primary=point.is_primary,
        is_shared=point.is_shared,
        verified=format_moment(point.verified_at, locale) if point.verified_at else "",
        consent=str(point.get_consent_display()),
        tone=TONE_OF_CONSENT[point.consent],
        is_given=point.consent == Consent.GIVEN,
        heard=" · ".join(filter(None, heard)),
    )


def _number(one: Identifier, locale: Locale) -> NumberLine:
    """The number with its fault in words, or with the bank that it belongs to."""
    reason = check(one.scheme, one.number).reason if one.fault else None
    remark = localise(_(reason.reason) % reason.params, locale) if reason else ""
    if one.scheme in ("ir_sheba", "ir_card") and not one.fault:
        remark = bank_of(one.number) or ""
    return NumberLine(scheme=scheme_label(one.scheme), number=one.number, holds=one.holds, remark=remark)


def _beside(party: Party, how: str) -> PartyLine:
    return PartyLine(name=party.name, href=_address(party.pk), is_organisation=party.is_organisation, how=how)


def _relations(party: Party, actor: Actor) -> Iterable[PartyLine]:
    """The relations whose other side the reader may see too."""
    found = (
        visible(Relation.objects.around(party).current(), actor)
        .select_related("party", "other")
        .order_by("-id")
    )
    shown: Sequence[Relation] = list(found[:MOST])
    others = {one.other_id if one.party_id == party.pk else one.party_id for one in shown}
    known = set(visible(Party.objects.filter(pk__in=others), actor).values_list("pk", flat=True))
    for one in shown:
        other = one.other if one.party_id == party.pk else one.party
        if other.pk in known:
            yield _relation(one, party, other, actor.locale)


def _relation(one: Relation, party: Party, other: Party, locale: Locale) -> PartyLine:
    return PartyLine(
        name=other.name,
        href=_address(other.pk),
        is_organisation=other.kind == PartyKind.ORGANISATION,
        how=one.seen_by(party),
        role=str(one.get_role_display()),
        remark=one.note,
        since=format_day(one.start_on, locale) if one.start_on else "",
        until=format_day(one.end_on, locale) if one.end_on else "",
        relation=None if one.end_on else one.pk,
    )


def _address_line(where: Party | Address, use: str, href: str, locale: Locale) -> AddressLine:
    pin = (
        f"geo:{where.latitude},{where.longitude}"
        if where.latitude is not None and where.longitude is not None
        else ""
    )
    name = where.name if isinstance(where, Address) else ""
    return AddressLine(name=name, use=use, text=where.in_words(locale), href=href, map_href=pin)
