"""`payvand import` and `payvand export`: the same as on screen, for files on this machine, by the system itself."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import orjson
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from payvand.integration.drive import drive
from payvand.integration.export import Format, formats_of, stream_export
from payvand.integration.guess import guess
from payvand.integration.intake import begun_before, fitted, sample_of
from payvand.integration.mapping import LANGUAGES, Mapping, WrongMapping, checked, mapping_from, match_from
from payvand.integration.models import ImportBatch, MappingTemplate, State
from payvand.integration.readers import Table, UnreadableFile, open_table
from payvand.integration.rehearsal import rehearse
from payvand.integration.report import errors_csv
from payvand.kernel.access import system
from payvand.kernel.db import engine
from payvand.kernel.errors import DomainError
from payvand.kernel.files import store
from payvand.kernel.objects import Object, named
from payvand.kernel.query import Query, parse_where
from payvand.kernel.query.page import names_in

ACTOR = system("import")


def add_import_arguments(parser: argparse.ArgumentParser) -> None:
    """The wishes of `payvand import` that go beyond a mapping file."""
    parser.add_argument(
        "--locale", choices=LANGUAGES, help="whose dates and words the file holds; else found out"
    )
    parser.add_argument(
        "--region", metavar="CC", help="the country of phone numbers that name none, such as IR"
    )
    parser.add_argument(
        "--mode", choices=("upsert", "create", "update"), help="whether rows make or change records"
    )
    parser.add_argument(
        "--create-missing", action="store_true", help="make records that links name and that are missing"
    )
    parser.add_argument("--template", metavar="NAME", help="use the mapping that was kept under this name")
    parser.add_argument("--again", action="store_true", help="import a file that was imported already")


def run_import(args: argparse.Namespace) -> int:
    """Import a file. 0 where it was done (refused rows are counted and written beside it), 1 where nothing was."""
    try:
        return _import(args)
    except (DomainError, OSError, DatabaseError) as error:
        complain(str(error))
        return 1


def _import(args: argparse.Namespace) -> int:
    one = named(args.object)
    path: Path = args.file
    if not path.is_file():
        raise UnreadableFile("no_file", _("There is no file %(path)s.") % {"path": path})
    table = open_table(path)
    mapping = checked(_wishes(args, one, table), one)
    _say_mapping(mapping)
    if args.dry_run:
        rehearsal = rehearse(one, table, mapping, ACTOR)
        _say_counts(rehearsal.total, rehearsal.counts)
        for fate in rehearsal.refused[:20]:
            say(f"  {fate.line.number}: " + " ".join(str(error.message) for error in fate.errors))
        return 0
    return _run(one, path, mapping, table, again=getattr(args, "again", False))


def _wishes(args: argparse.Namespace, one: Object, table: Table) -> Mapping:
    """The guess, with what the mapping file and then the command line say."""
    mapping = guess(one, table, sample_of(table))
    if getattr(args, "template", None):
        mapping = fitted(template_named(one, args.template).mapping, table.headers, one)
    if args.map:
        mapping = mapping_from(_json(args.map), mapping, one)
    wishes: dict[str, object] = {
        name: value
        for name in ("locale", "region", "mode", "create_missing")
        if (value := getattr(args, name, None))
    }
    if args.match is not None:
        wishes["match"] = [[*keys] for keys in match_from(args.match)]
    return mapping_from(wishes, mapping, one)


def template_named(one: Object, name: str) -> MappingTemplate:
    """The template of that name. Raises WrongMapping with the names that there are."""
    templates = {each.name: each for each in MappingTemplate.objects.of(one.name)}
    if name not in templates:
        words = {"name": name, "names": ", ".join(templates)}
        raise WrongMapping(
            "unknown_template", _("There is no template “%(name)s”. There are: %(names)s.") % words
        )
    return templates[name]


def _json(path: Path) -> object:
    try:
        return orjson.loads(path.read_bytes())
    except ValueError as error:
        raise WrongMapping(
            "not_json", _("%(path)s is no JSON: %(reason)s") % {"path": path, "reason": error}
        ) from None


def _run(one: Object, path: Path, mapping: Mapping, table: Table, *, again: bool) -> int:
    batch = _begun(one, path, mapping, table, again=again or bool(mapping.keys(one)))
    if batch.state == State.DONE:
        _say_counts(batch.total, batch.counts)
        complain(
            _("This very file was imported already (import %(number)d). --again imports it once more.")
            % {"number": batch.pk}
        )
        return 1
    if not batch.is_open:
        batch.release()
    elif batch.cursor:
        say(_("Going on behind row %(row)d of an import that broke off.") % {"row": batch.cursor})
    if not drive(batch, _progress):
        complain(
            _("Another process is importing this file just now (import %(number)d).") % {"number": batch.pk}
        )
        return 1
    batch.refresh_from_db()
    return _finish(batch, path)


def _begun(one: Object, path: Path, mapping: Mapping, table: Table, *, again: bool) -> ImportBatch:
    """The import of this file that is still to be driven, or a new one. Of two who ask at once, one begins it.

    One that is done already is given as it is, unless the file may come `again`.
    """
    over = (State.DRAFT, State.UNDONE, *((State.DONE,) if again else ()))
    with transaction.atomic():
        engine().take_turn("import")
        batch = begun_before(one, path, mapping)
        if batch is not None and batch.state not in over:
            return batch
        with path.open("rb") as stream:
            stored = store(stream, path.name, actor=ACTOR)
        batch = ImportBatch.objects.begin(
            one.name, stored, user_id=None, headers=table.headers, mapping=mapping.to_json()
        )
        batch.release()
        return batch


def _finish(batch: ImportBatch, path: Path) -> int:
    if batch.state != State.DONE:
        complain(batch.error)
        return 1
    _say_counts(batch.total, batch.counts)
    if batch.refused:
        beside = path.with_name(f"{path.stem}.errors.csv")
        beside.write_bytes(b"".join(errors_csv(batch)))
        say(_("The refused rows with their reasons: %(path)s") % {"path": beside})
    return 0


def say(text: str) -> None:
    """A line of the answer."""
    sys.stdout.write(f"{text}\n")


def complain(text: str) -> None:
    """A line about what went wrong."""
    sys.stderr.write(f"payvand: {text}\n")


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done >= total else "\r"
        sys.stderr.write(f"{done:,} / {total:,}{end}")


def _say_mapping(mapping: Mapping) -> None:
    for name, columns in mapping.fed().items():
        say(f"  {' + '.join(column.header for column in columns)} → {name}")
    if left := mapping.unmapped():
        say(_("Not imported: %(columns)s") % {"columns": ", ".join(left)})


def _say_counts(total: int, counts: dict[str, int]) -> None:
    words = {
        "created": _("created"),
        "updated": _("updated"),
        "unchanged": _("unchanged"),
        "skipped": _("skipped"),
        "refused": _("refused"),
    }
    say(f"{total:,}: " + ", ".join(f"{word} {counts.get(name, 0):,}" for name, word in words.items()))


def run_export(args: argparse.Namespace) -> int:
    """Export to a file; its ending says how. 0 where it was written."""
    try:
        return _export(args)
    except (DomainError, OSError) as error:
        complain(str(error))
        return 1


def _export(args: argparse.Namespace) -> int:
    one = named(args.object)
    path: Path = args.file
    ending = path.suffix.lower().removeprefix(".")
    formats: dict[str, Format] = {name: name for name in formats_of(one)}
    if ending not in formats:
        raise DomainError(
            "unknown_format",
            _("Possible endings: %(names)s") % {"names": ", ".join(f".{n}" for n in formats)},
        )
    query = Query(
        where=parse_where(args.where or "", one, ACTOR.locale), columns=names_in(args.columns or "")
    )
    pieces = stream_export(one, query, ACTOR, formats[ending])
    unfinished = path.with_name(f".{path.name}.part")
    with unfinished.open("wb") as stream:
        stream.writelines(pieces)
    unfinished.replace(path)
    return 0


def run_world(work: Callable[[Path, Callable[[str], None]], None], folder: Path) -> int:
    """Write or read a whole instance. 0 where it was done, 1 where nothing was."""
    try:
        work(folder, say)
    except (DomainError, OSError) as error:
        complain(str(error))
        return 1
    return 0


def misused(usage: str) -> int:
    """The answer to a command line that lacks something."""
    complain(_("Usage: %(usage)s") % {"usage": usage})
    return 2
