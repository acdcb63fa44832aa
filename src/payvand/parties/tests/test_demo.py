"""The demo's register: large enough to believe, the same on every run, right where it says so, and filled once."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.hashers import check_password

from payvand.kernel.access import actor_of, system
from payvand.kernel.models import Fact, User
from payvand.kernel.objects import named
from payvand.kernel.query import read
from payvand.parties.demo import DEMO_USERS, fill
from payvand.parties.demo.cast import cast
from payvand.parties.models import Identifier, Party

pytestmark = pytest.mark.django_db


def test_cast_is_the_same_on_every_run():
    first, second = ([figure.values for figure in cast()] for _again in range(2))

    assert first == second


def test_nobody_in_the_cast_can_be_reached():
    everybody = [person for figure in cast() for person in (figure, *figure.people)]

    addresses = [str(one.values["emails"]) for one in everybody if one.values.get("emails")]
    iranian = [item["value"] for one in everybody for item in _labelled(one.values.get("phones"))]

    assert len(addresses) > 100
    assert all(".example" in address for address in addresses)
    assert len(iranian) > 200
    # No mobile has 000 behind its prefix, no landline begins with 0.
    assert all(phone[4:7] == "000" if phone.startswith("09") else phone[3] == "0" for phone in iranian)


def _labelled(phones):
    return phones if isinstance(phones, list) else []


def test_register_is_filled_once_with_people_history_and_users():
    fill(system())
    fill(system())

    kinds, states = (Counter(Party.objects.values_list(name, flat=True)) for name in ("kind", "lifecycle"))
    assert kinds["organisation"] > 90
    assert kinds["person"] > 180
    assert min(states[state] for state in ("prospect", "active", "dormant", "lost")) > 0
    oldest = Fact.objects.filter(name="record.created", object="parties.party").earliest("at").at
    assert oldest < datetime.now(UTC) - timedelta(days=700)
    wrong = Identifier.objects.exclude(fault="").count()
    assert 0 < wrong < 10
    for username, password, sees in DEMO_USERS:
        assert check_password(password, User.objects.get(username=username).password)
        assert sees
    seen = {
        name: read(named("parties.party"), actor_of(User.objects.get(username=name))).count()
        for name in ("mina", "reza", "yousef")
    }
    assert seen["mina"] == sum(kinds.values()) > seen["reza"] > 0 < seen["yousef"] < seen["mina"]
    for pk in Party.objects.order_by("id").values_list("pk", flat=True)[:40]:
        moments = list(Fact.objects.filter(party_id=pk).order_by("id").values_list("at", flat=True))
        assert moments == sorted(moments)
