"""The composer of the timeline: what may be written on any record, as a form on its page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from payvand.kernel.commands import COMMANDS
from payvand.kernel.errors import Message
from payvand.ui.components import Control
from payvand.ui.pages.controls import Ask, Filled, control, refilled
from payvand.ui.pages.record_view import Seen

NOTE = "timeline.write_note"


@dataclass(frozen=True, kw_only=True)
class Composer:
    """The form of a note."""

    action: str
    label: str
    control: Control


def composer(seen: Seen, posted: QueryDict | None = None, errors: Sequence[Message] = ()) -> Composer | None:
    """The form, with what was typed where it comes back; none on a record that was put away."""
    command = COMMANDS.get(NOTE)
    if command is None or seen.is_archived:
        return None
    (text,) = command.inputs
    assert text.kind is not None
    ask = Ask(name=text.name, label=text.label, kind=text.kind, required=True)
    filled = refilled(text.kind, text.name, posted, seen.actor.locale) if posted else Filled()
    input_of = control(ask, filled, seen.actor, errors=[str(error) for error in errors])
    return Composer(
        action=f"{seen.address}/{command.name.rpartition('.')[2]}",
        label=str(command.label),
        control=replace(input_of, placeholder=_("What was said, seen or agreed…"), rows=2),
    )
