"""How people meet parties, their further addresses and their relations."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import Message
from payvand.kernel.kinds import Link
from payvand.kernel.objects import Many, Object, Section, View, register
from payvand.parties import commands
from payvand.parties.kinds import OfficialNumber
from payvand.parties.models import KIND_OF, Address, Channel, ContactPoint, Identifier, Party, Relation


def contact_field(name: str, label: Message, channel: Channel) -> Many:
    """A field of several values that are contact points of one channel, the primary one first."""
    return Many(
        name=name,
        label=label,
        kind=KIND_OF[channel],
        model=ContactPoint,
        of="party",
        where={"channel": channel.value},
        extras=("label",),
        order=("-is_primary", "id"),
        unmatched={"is_shared": True},
    )


parties = register(
    Object(
        model=Party,
        icon="users",
        columns=[
            "name", "kind", "organisation", "phones", "city", "lifecycle", "last_contact_on", "tags", "owner",
        ],
        form=[
            Section(
                _("Who"),
                ["kind", "name", "organisation", "job_title", "phones", "emails", "owner", "team", "tags"],
            ),
            Section(
                _("Person"),
                ["honorific", "given_name", "family_name", "name_latin", "gender", "birth_day"],
                folded=True,
            ),
            Section(
                _("Organisation"),
                ["parent", "sector", "website", "employees", "annual_revenue", "founded"],
                folded=True,
            ),
            Section(
                _("Main address"),
                [
                    "country", "province", "county", "city", "district", "street", "plaque", "unit", "postal_code",
                    "latitude", "longitude",
                ],
                folded=True,
            ),
            Section(
                _("Further contact"),
                ["messengers", "social", "preferred_language", "preferred_channel", "identifiers"],
                folded=True,
            ),
            Section(_("What they need"), ["description", "need", "value_seen", "budget"], folded=True),
            Section(
                _("Relationship"),
                [
                    "source", "first_touch", "first_touch_on", "lifecycle", "last_contact_on", "last_purchase_on",
                    "lost_on",
                ],
                folded=True,
            ),
        ],
        many=[
            contact_field("phones", _("phones"), Channel.PHONE),
            contact_field("emails", _("e-mails"), Channel.EMAIL),
            contact_field("messengers", _("messengers"), Channel.MESSENGER),
            contact_field("social", _("social networks"), Channel.SOCIAL),
            Many(
                name="identifiers", label=_("official numbers"), kind=OfficialNumber(), model=Identifier, of="party",
                help=_("As in “National id: 0012345679”; a bare number is told by its shape."),
            ),
            Many(
                name="tags", label=_("tags"), kind=Link(target="kernel.tag", fold="name_fold"),
                model=Party.tags.through, of="party", value="tag",
            ),
        ],
        search={"name": 5, "name_latin": 4, "phones": 3, "emails": 3, "identifiers": 3, "messengers": 1, "city": 1},
        sort=["name"],
        match=[["phones"], ["emails"], ["identifiers"], ["name", "birth_day"]],
        views=[
            View(_("My customers"), "owner is me"),
            View(_("People"), "kind is person"),
            View(
                _("Organisations"), "kind is organisation",
                columns=["name", "sector", "phones", "city", "employees", "annual_revenue", "lifecycle", "owner"],
            ),
            View(_("Prospects"), "lifecycle is prospect", sort=["-created_at"]),
            View(_("Dormant"), "lifecycle is dormant", sort=["last_purchase_on"]),
            View(_("New this month"), "created_at in this month", sort=["-created_at"]),
            View(_("Without phone and e-mail"), "phones is empty and emails is empty"),
        ],
        commands=[
            commands.relate, commands.change_owner, commands.give_consent, commands.withdraw_consent,
            commands.set_primary_contact, commands.verify_contact, commands.mark_shared, commands.mark_lost,
            commands.take_up, commands.end_relation,
        ],
        party="",
    )
)  # fmt: skip

addresses = register(
    Object(
        model=Address,
        icon="map-pin",
        columns=["party", "name", "use", "province", "city", "street", "postal_code"],
        form=[
            Section(
                _("Address"),
                [
                    "party", "name", "use", "country", "province", "county", "city", "district", "street", "plaque",
                    "unit", "postal_code", "latitude", "longitude",
                ],
            )
        ],
        sort=["party", "id"],
        parent="party",
        party="party",
    )
)  # fmt: skip

relations = register(
    Object(
        model=Relation,
        icon="affiliate",
        title="note",
        columns=["party", "kind", "other", "role", "note", "start_on", "end_on"],
        form=[Section(_("Relation"), ["party", "kind", "other", "role", "note", "start_on", "end_on"])],
        sort=["party", "id"],
        parent="party",
        party="party",
    )
)
