"""A whole instance as a folder of lines of JSON, and back: every table that is no mere consequence, and the files.

The folder holds password hashes and whatever people wrote: it is for whoever administers the instance.
"""

import hashlib
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

import orjson
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext_lazy as _

from payvand.kernel.db import snapshot
from payvand.kernel.errors import DomainError
from payvand.kernel.files import path_of
from payvand.kernel.kinds import JSON
from payvand.kernel.models import StoredFile
from payvand.kernel.records.memory import without_collection
from payvand.kernel.records.table import insert
from payvand.kernel.remembered import forget_everything

MANIFEST: Final = "manifest.json"
FILES: Final = "files"
CHUNK: Final = 2_000
DERIVED: Final = {"contenttypes", "auth", "sessions", "axes", "search"}
"""Apps whose tables belong to the process, or are worked out from others: sign-in counters, the search index."""

Say = Callable[[str], None]
Manifest = dict[str, JSON]


def models_of_the_world() -> list[type[models.Model]]:
    """Every table that a world is made of, by name."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in DERIVED and model._meta.managed and not model._meta.proxy
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def export_world(folder: Path, say: Say = lambda line: None) -> None:
    """Write everything into a new or empty folder, as it stood at one moment. The manifest comes last."""
    if folder.exists() and any(folder.iterdir()):
        raise DomainError("not_empty", _("The folder %(path)s is not empty.") % {"path": folder})
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    tables: dict[str, JSON] = {}
    with snapshot():
        for model in models_of_the_world():
            name = model._meta.label_lower
            with (folder / f"{name}.jsonl").open("xb") as stream:
                tables[name] = _write_table(model, stream)
            say(f"{name}: {tables[name]['rows']:,}")  # type: ignore[call-overload,index]
        hashes = [*StoredFile.objects.values_list("sha256", flat=True).distinct()]
    for sha256 in hashes:
        _copy(path_of(sha256), folder / FILES / sha256)
    manifest: Manifest = {"migrations": applied(), "tables": tables}
    (folder / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))


def _write_table(model: type[models.Model], stream: BinaryIO) -> dict[str, JSON]:
    """The rows in the order of their keys, each as an object of column names; how many they are, and their hash."""
    columns = [field.attname for field in model._meta.concrete_fields]
    digest, count = hashlib.sha256(), 0
    for row in model._default_manager.order_by("pk").values_list(*columns).iterator(chunk_size=CHUNK):
        line = orjson.dumps(
            dict(zip(columns, row, strict=True)), default=_told, option=orjson.OPT_APPEND_NEWLINE
        )
        stream.write(line)
        digest.update(line)
        count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _told(value: object) -> str:
    """What JSON does not know, as the field's own `to_python` reads it back."""
    return b64encode(value).decode() if isinstance(value, bytes | memoryview) else str(value)


def import_world(folder: Path, say: Say = lambda line: None) -> None:
    """Read such a folder into an empty instance of the same version: all of it in one transaction, or nothing.

    Raises DomainError where the instance is not empty, and where anything of the folder is not as it was written.
    """
    manifest = _manifest(folder)
    tables = manifest["tables"]
    assert isinstance(tables, dict)
    _refuse_unlike(manifest, tables, folder)
    for source in sorted((folder / FILES).glob("*")):
        _take_file(source)
    with transaction.atomic():
        for model in models_of_the_world():
            if model._default_manager.exists():
                words = {"what": model._meta.label_lower}
                raise DomainError(
                    "not_empty", _("This instance is not empty: there are rows of %(what)s.") % words
                )
        for model in models_of_the_world():
            count = _read_table(model, folder)
            say(f"{model._meta.label_lower}: {count:,}")
        _set_sequences()
    forget_everything()


def _manifest(folder: Path) -> Manifest:
    try:
        found = orjson.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("tables"), dict):
        raise DomainError(
            "no_manifest", _("%(path)s is no whole export: its manifest is missing.") % {"path": folder}
        )
    return found


def _refuse_unlike(manifest: Manifest, tables: dict[str, JSON], folder: Path) -> None:
    """Raise DomainError where the export is another version's, or was changed since it was written."""
    if manifest.get("migrations") != applied():
        message = _(
            "The export is of another version of Payvand, with other tables. Bring both to the same one."
        )
        raise DomainError("other_version", message)
    for model in models_of_the_world():
        name = model._meta.label_lower
        said = tables.get(name)
        if not isinstance(said, dict) or _hash_of(folder / f"{name}.jsonl") != said.get("sha256"):
            raise DomainError("tampered", _("%(name)s is not as it was written.") % {"name": f"{name}.jsonl"})


def _hash_of(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read_table(model: type[models.Model], folder: Path) -> int:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    count = 0
    with (folder / f"{model._meta.label_lower}.jsonl").open("rb") as stream:
        while lines := [*islice(stream, CHUNK)]:
            with without_collection():
                insert([_instance(model, fields, orjson.loads(line)) for line in lines])
            count += len(lines)
    return count


def _instance(
    model: type[models.Model], fields: dict[str, "models.Field[Any, Any]"], said: dict[str, Any]
) -> models.Model:
    return model(**{name: fields[name].to_python(value) for name, value in said.items()})


def _take_file(source: Path) -> None:
    """Put a file to its place; its name is its hash."""
    if _hash_of(source) != source.name:
        raise DomainError("tampered", _("%(name)s is not as it was written.") % {"name": source.name})
    if not path_of(source.name).exists():
        _copy(source, path_of(source.name))


def _copy(source: Path, target: Path) -> None:
    """Copy a file so that it is there whole or not at all; one that is missing stays missing."""
    if not source.is_file():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".incoming-{target.name}")
    shutil.copyfile(source, unfinished)
    unfinished.chmod(0o600)
    unfinished.replace(target)


def _set_sequences() -> None:
    """Let new rows be numbered behind those that came with their numbers."""
    statements: Sequence[str] = connection.ops.sequence_reset_sql(no_style(), models_of_the_world())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def applied() -> list[JSON]:
    """The migrations that made these tables."""
    done: Iterable[tuple[str, str]] = MigrationRecorder(connection).applied_migrations()
    return [f"{app}.{name}" for app, name in sorted(done)]
