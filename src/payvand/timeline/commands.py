"""The note: the one thing that may be written on any record."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.facts import record
from payvand.kernel.kinds import LongText
from payvand.kernel.models import Record
from payvand.timeline.facts import NoteWritten


@command("timeline.write_note", label=_("Write a note"), on=Record, action="view", icon="note")
def write_note(
    about: Record, *, text: Annotated[str, Input(label=_("note"), kind=LongText())], actor: Actor
) -> None:
    """Leave a note; whoever may see a record may write on it."""
    record(NoteWritten(text=text), about=about, actor=actor)
