"""The Objects by which an administrator shapes Payvand: people, teams, roles, fields, tags, holidays."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.kinds import Link
from payvand.kernel.models import Branch, Company, CustomField, Holiday, Role, Tag, Team, User
from payvand.kernel.objects import ADMINISTRATION, Many, Object, Section, register

users = register(
    Object(
        model=User,
        icon="user-cog",
        menu=ADMINISTRATION,
        columns=["name", "username", "email", "team", "roles", "is_administrator", "is_active"],
        form=[
            Section(_("Person"), ["name", "username", "email"]),
            Section(_("Rights"), ["team", "roles", "is_administrator", "is_active"]),
            Section(_("Look"), ["language", "calendar", "digits", "money_unit", "time_zone"], folded=True),
        ],
        many=[
            Many(
                name="roles",
                label=_("roles"),
                kind=Link(target="kernel.role", fold="name_fold"),
                model=User.roles.through,
                of="user",
                value="role",
            )
        ],
        search={"name": 3, "username": 2},
        guarded=["roles", "is_administrator"],
        sort=["name"],
    )
)

teams = register(
    Object(
        model=Team,
        icon="users-group",
        menu=ADMINISTRATION,
        columns=["name", "branch", "parent", "leader"],
        form=[Section(_("Team"), ["name", "branch", "parent", "leader"])],
        sort=["name"],
    )
)

branches = register(
    Object(
        model=Branch,
        icon="building-store",
        menu=ADMINISTRATION,
        columns=["name", "area_code"],
        form=[Section(_("Branch"), ["name", "area_code"])],
        sort=["name"],
    )
)

roles = register(
    Object(
        model=Role,
        icon="shield-lock",
        menu=ADMINISTRATION,
        columns=["name", "description"],
        form=[Section(_("Role"), ["name", "description"])],
        sort=["name"],
    )
)

custom_fields = register(
    Object(
        model=CustomField,
        icon="forms",
        menu=ADMINISTRATION,
        title="label",
        columns=["label", "object", "key", "kind", "required", "searchable", "position"],
        form=[
            Section(_("Field"), ["object", "label", "key", "kind", "options", "help"]),
            Section(_("Behaviour"), ["required", "searchable", "position"]),
        ],
        sort=["object", "position"],
    )
)

tags = register(
    Object(
        model=Tag,
        icon="tags",
        menu=ADMINISTRATION,
        columns=["name", "colour"],
        form=[Section(_("Tag"), ["name", "colour"])],
        sort=["name"],
    )
)

holidays = register(
    Object(
        model=Holiday,
        icon="calendar-off",
        menu=ADMINISTRATION,
        columns=["day", "name", "region", "estimated"],
        form=[Section(_("Holiday"), ["day", "name", "region", "estimated"])],
        sort=["-day"],
        calendar_by="day",
    )
)

company = register(
    Object(
        model=Company,
        icon="building",
        menu=ADMINISTRATION,
        columns=["name", "language", "currency", "time_zone"],
        form=[
            Section(_("Company"), ["name", "region", "language", "currency", "time_zone"]),
            Section(_("Calendar"), ["weekend", "week_start", "fiscal_month"]),
        ],
    )
)
