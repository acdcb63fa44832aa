"""Who works at the demo's distributor: branches, teams, roles, and six people who may sign in."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from payvand.kernel.access import Actor, actor_of
from payvand.kernel.models import Scope, Team, User
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from payvand.kernel.testing.world import make_role, make_user

PASSWORD = "payvand-demo"  # noqa: S105 - told to everybody who starts the demo

# User name, password, what there is to see.
DEMO_USERS: list[tuple[str, str, str]] = [
    ("mina", PASSWORD, "فارسی: مدیر سامانه، همه‌چیز را می‌بیند (administrator)"),
    ("leila", PASSWORD, "فارسی: سرپرست فروش تهران، مشتریان تیمش را می‌بیند (leads a team)"),
    ("reza", PASSWORD, "فارسی: کارشناس فروش تهران، مشتریان خودش را می‌بیند (sells)"),
    ("omid", PASSWORD, "فارسی: کارشناس فروش استان‌ها، مشتریان خودش را می‌بیند (sells)"),
    ("yousef", PASSWORD, "العربية: مندوب التصدير، يرى عملاء فريقه (export, Arabic)"),
    ("emma", PASSWORD, "English: export manager, sees every customer"),
]


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """How a user of the demo is set up."""

    name: str
    team: str = ""
    role: str = ""
    language: str = "fa"
    leads: bool = False


COLLEAGUES: Mapping[str, Colleague] = {
    "mina": Colleague(name="مینا رستگار"),
    "leila": Colleague(name="لیلا فروتن", team="فروش تهران", role="سرپرست", leads=True),
    "reza": Colleague(name="رضا دانا", team="فروش تهران", role="کارشناس"),
    "omid": Colleague(name="امید یگانه", team="فروش استان‌ها", role="کارشناس"),
    "yousef": Colleague(name="يوسف الصالح", team="صادرات", role="سرپرست", language="ar"),
    "emma": Colleague(name="Emma Clarke", team="صادرات", role="مدیر فروش", language="en", leads=True),
}
ROLES = {"کارشناس": Scope.OWN, "سرپرست": Scope.TEAM, "مدیر فروش": Scope.ALL}
TEAMS = {"فروش تهران": "تهران", "فروش استان‌ها": "تهران", "صادرات": "تهران"}
LOOKS = {
    "fa": {
        "language": "fa",
        "calendar": "jalali",
        "digits": "persian",
        "money_unit": "toman",
        "time_zone": "Asia/Tehran",
    },
    "ar": {
        "language": "ar",
        "calendar": "gregorian",
        "digits": "arabic",
        "money_unit": "rial",
        "time_zone": "Asia/Baghdad",
    },
    "en": {
        "language": "en",
        "calendar": "gregorian",
        "digits": "latin",
        "money_unit": "rial",
        "time_zone": "Asia/Tehran",
    },
}


def hire(actor: Actor) -> dict[str, Actor]:
    """Set up the company and its people; the actors by their user names."""
    create(named("kernel.company"), {"name": "پخش آفتاب مهر"}, actor=actor)
    branch = create(named("kernel.branch"), {"name": "تهران", "area_code": "021"}, actor=actor)
    teams: dict[str, Team] = {}
    for name in TEAMS:
        team = create(named("kernel.team"), {"name": name, "branch": branch.pk}, actor=actor)
        assert isinstance(team, Team)
        teams[name] = team
    roles = {name: make_role(name, scope) for name, scope in ROLES.items()}
    users: dict[str, User] = {}
    secret = make_password(PASSWORD)  # once: a good hash is slow on purpose
    for username, one in COLLEAGUES.items():
        granted = [roles[one.role]] if one.role else []
        user = make_user(
            username, teams.get(one.team), granted, password=secret, is_administrator=not one.role
        )
        update(named("kernel.user"), user.pk, {"name": one.name, **LOOKS[one.language]}, actor=actor)
        if one.leads:
            update(named("kernel.team"), teams[one.team].pk, {"leader": user.pk}, actor=actor)
        users[username] = user
    return {
        username: actor_of(User.objects.select_related("team").get(pk=user.pk))
        for username, user in users.items()
    }
