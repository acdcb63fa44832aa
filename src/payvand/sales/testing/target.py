"""What the contract suite cannot know of targets and overrides."""

from payvand.kernel.testing.contract import SPECIAL, Maker


def person_and_month(maker: Maker) -> dict[str, object]:
    """A person's figure stands for no branch, and there is one for each person and month."""
    year, month = divmod(maker.count, 12)
    return {
        "whose": "user",
        "branch": None,
        "calendar": "jalali",
        "kind": "month",
        "year": 1400 + year % 70,
        "number": month + 1,
    }


SPECIAL["sales.target"] = lambda maker: {**person_and_month(maker), "measure": "won_value"}
SPECIAL["sales.forecastoverride"] = person_and_month
