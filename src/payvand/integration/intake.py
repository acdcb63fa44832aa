"""How a file becomes an import: kept, looked at, mapped, and found again where it was begun already."""

import hashlib
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from payvand.integration.guess import OURS, guess
from payvand.integration.mapping import Column, Mapping, WrongMapping, is_object, mapping_from
from payvand.integration.models import ImportBatch, MappingTemplate, State
from payvand.integration.readers import Line, Table, open_table
from payvand.integration.readers.table import SAMPLE
from payvand.kernel.access import Actor, require
from payvand.kernel.files import path_of, store
from payvand.kernel.kinds import JSON
from payvand.kernel.objects import Object, named


def receive(one: Object, stream: BinaryIO, name: str, *, actor: Actor) -> ImportBatch:
    """Keep a file and guess its mapping: a draft. Raises UnreadableFile or Denied; then nothing was begun."""
    require(actor, "import", one)
    stored = store(stream, name, actor=actor)
    table = open_table(path_of(stored.sha256), name)
    mapping = like_before(one, table, actor) or guess(one, table, sample_of(table))
    return ImportBatch.objects.begin(
        one.name, stored, user_id=actor.user_id, headers=table.headers, mapping=mapping.to_json()
    )


def table_of(batch: ImportBatch) -> Table:
    """The file of an import, as a table."""
    return open_table(path_of(batch.file.sha256), batch.file.name)


def sample_of(table: Table) -> list[Line]:
    """The first lines."""
    return list(islice(table.lines(), SAMPLE))


def like_before(one: Object, table: Table, actor: Actor) -> Mapping | None:
    """The mapping by which the actor imported such columns the last time; our own error files have the same ones."""
    ours = [header for header in table.headers if header not in OURS]
    for batch in (
        ImportBatch.objects.of(actor.user_id)
        .filter(object=one.name, state__in=(State.DONE, State.UNDONE))
        .order_by("-id")[:20]
    ):
        if batch.headers in (ours, [*table.headers]):
            try:
                return stored_mapping(batch, one, table.headers)
            except WrongMapping:  # a field is gone since then
                return None
    return None


def stored_mapping(batch: ImportBatch, one: Object, headers: Sequence[str] = ()) -> Mapping:
    """The mapping of an import, for its own file or for another one with (nearly) the same headers."""
    return fitted(batch.mapping, headers or batch.headers, one)


def fitted(wishes: Dict[str, JSON], headers: Sequence[str], one: Object) -> Mapping:
    """Wishes that were kept, as far as a file has their columns. Raises WrongMapping where they fit no more."""
    columns, said = tuple(Column(header=header) for header in headers), wishes.get("columns")
    known = {column.header for column in columns}
    written = {header: wish for header, wish in said.items() if header in known} if is_object(said) else {}
    return mapping_from({**wishes, "columns": written}, Mapping(columns=columns), one)


def use_template(batch: ImportBatch, template: MappingTemplate, one: Object) -> None:
    """Let a draft wish what a template wishes; columns that this does not know feed nothing."""
    batch.prepare(fitted(template.mapping, batch.headers, one).to_json())


def keep_template(batch: ImportBatch, name: str, *, actor: Actor) -> MappingTemplate:
    """Keep the wishes of a draft under a name, for everybody who may import such records."""
    require(actor, "import", named(batch.object))
    return MappingTemplate.objects.keep(
        batch.object, name.strip()[:80], batch.headers, batch.mapping, actor.user_id
    )


def begun_before(one: Object, path: Path, mapping: Mapping) -> ImportBatch | None:
    """The newest import of the same bytes by the same mapping, whatever became of it."""
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    wishes = mapping.to_json()
    return next((one for one in ImportBatch.objects.of_file(one.name, sha256) if one.mapping == wishes), None)
