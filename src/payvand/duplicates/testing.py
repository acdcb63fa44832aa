"""What the contract suite cannot know of rules and pairs, and a rule for tests."""

from payvand.duplicates.models import Pair, Rule
from payvand.kernel.access import system
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.contract import KEPT, SPECIAL, Maker

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


def a_pair(maker: Maker) -> Record:
    """A pair as a scan puts it up, of two records that nobody looks at."""
    one_id, other_id = maker.count, 1_000_000 + maker.count
    Pair.objects.propose(
        [Pair(name=f"pair {one_id}", object="kernel.tag", one_id=one_id, other_id=other_id, score=90)]
    )
    return Pair.objects.get(one_id=one_id, other_id=other_id)


SPECIAL["duplicates.rule"] = PEOPLE | {
    "object": "kernel.tag",
    "within": "",
    "comparisons": "colour: exact",
    "keys": "colour",
}
KEPT["duplicates.pair"] = a_pair
