"""What people themselves write into a timeline."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.facts import fact


@fact("timeline.note_written", label=_("Note"), icon="note")
class NoteWritten:
    """Somebody left a note on a record."""

    text: str
