"""Head and lines of a quote written together, as the editor saves them: both or neither."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from payvand.kernel.access import Actor
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from payvand.sales.commands.quote_lines import write_quote_lines
from payvand.sales.models import Quote


def save_quote(
    pk: int | None,
    head: Mapping[str, object],
    rows: Sequence[Mapping[str, object]],
    *,
    actor: Actor,
    version: int | None = None,
) -> Quote:
    """Make a quote, or change the one of this number. Raises what creating, changing and writing lines raise."""
    one = named("sales.quote")
    with transaction.atomic():
        if pk is None:
            saved = create(one, head, actor=actor, allow_duplicate=True)
        else:
            saved = update(one, pk, head, actor=actor, version=version)
        written = write_quote_lines.run(saved.pk, actor=actor, lines=rows)
        assert isinstance(written, Quote)
        return written
