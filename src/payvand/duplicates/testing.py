"""What the contract suite cannot know of rules and pairs, and a rule for tests."""

from payvand.duplicates.models import Rule
from payvand.kernel.access import system
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.contract import SPECIAL, Maker

PEOPLE = {
    "name": "People",
    "object": "parties.party",
    "within": "kind is person",
    "comparisons": "name: name\nbirth_day: day\nphones: phone\nemails: email\nidentifiers: identifier\ncity: folded",
    "keys": "phones\nemails\nidentifiers\nname + birth_day\nname + city\nname",
    "threshold": 80,
}


def make_rule(**values: object) -> Rule:
    """A rule for persons, or what the values say."""
    made = create(named("duplicates.rule"), PEOPLE | values, actor=system(), allow_duplicate=True)
    assert isinstance(made, Rule)
    return made


def _pair(maker: Maker) -> dict[str, object]:
    return {"object": "kernel.tag", "one_id": maker.count, "other_id": 1_000_000 + maker.count}


SPECIAL["duplicates.rule"] = PEOPLE | {
    "object": "kernel.tag",
    "within": "",
    "comparisons": "colour: exact",
    "keys": "colour",
}
SPECIAL["duplicates.pair"] = _pair
