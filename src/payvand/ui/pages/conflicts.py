"""Two people changed the same field: both values are shown, and the one who comes second chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from payvand.kernel.errors import DomainError
from payvand.ui.pages.form_state import Form, held_in, plain, titled, told

KEEP = "_keep-"  # in front of a field's name: "mine" or "theirs"


@dataclass(frozen=True, kw_only=True)
class Clash:
    """One field with two new values, both as safe HTML."""

    name: str
    choice: str
    label: str
    mine: str
    theirs: str


def clashes_in(form: Form, raw: Mapping[str, object]) -> Sequence[Clash]:
    """The fields that the writer changed and that meanwhile hold something else than the form did."""
    assert form.posted is not None
    before, found = held_in(form.posted), []
    written = titled(form.one, {name: parsed(form, name, value) for name, value in raw.items()}, form.actor)
    for name in raw:
        one = form.fields[name]
        now = form.values.get(name)
        if name in before and plain(told(one, now)) == plain(before[name]):
            continue
        locale = form.actor.locale
        mine = one.kind.html(written[name], locale)
        found.append(
            Clash(
                name=name,
                choice=KEEP + name,
                label=str(one.label),
                mine=mine,
                theirs=one.kind.html(now, locale),
            )
        )
    return found


def parsed(form: Form, name: str, value: object) -> Any:
    """The writer's value, if it can be read; it could be when the conflict was found."""
    try:
        return form.fields[name].kind.parse(value, form.actor.locale)
    except DomainError:
        return None


def chosen_mine(raw: Mapping[str, object], posted: QueryDict) -> dict[str, object]:
    """The changes without those where the writer chose the other's value."""
    return {name: value for name, value in raw.items() if posted.get(KEEP + name) != "theirs"}
