"""Many records in one request: NDJSON or a JSON array goes in, and an outcome a row comes back while it is written."""

import hashlib
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import IO

import orjson
from django.http import HttpRequest, StreamingHttpResponse
from django.http.request import UnreadablePostError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from payvand.api.idempotency import keyed_request, once
from payvand.api.models import KeyedRequest
from payvand.api.problems import Refused, crash, errors_json
from payvand.api.reading import expect_type, is_yes, parameters
from payvand.kernel.access import Actor, require
from payvand.kernel.errors import DomainError, FieldError, Invalid, Message
from payvand.kernel.kinds import JSON
from payvand.kernel.objects import Object
from payvand.kernel.query import field_for
from payvand.kernel.records import Outcome, write_many
from payvand.kernel.records.bulk import Mode

BATCH = 2000
LARGEST_BODY = 2**30
LARGEST_ARRAY = 2**25
LONGEST_LINE = 2**20
LINE_TYPES = ("application/x-ndjson", "application/jsonl", "application/ndjson")
TYPES = (*LINE_TYPES, "application/json")
PARAMETERS = ("match", "mode", "replace", "dry_run", "label")
ACTIONS: Mapping[Mode, tuple[str, ...]] = {
    "upsert": ("create", "edit"),
    "create": ("create",),
    "update": ("edit",),
}
NAMES = re.compile(r"[^\s+,]+")

Raw = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row as it came: its number in the body, and its values or what is wrong with it."""

    number: int
    raw: Raw | None = None
    error: FieldError | None = None


@dataclass(frozen=True, kw_only=True)
class Job:
    """How the rows of one request are to be written."""

    one: Object
    actor: Actor
    match: Sequence[Sequence[str]]
    mode: Mode
    keep_filled: bool
    dry_run: bool
    label: str
    keyed: KeyedRequest | None
    language: str


def upsert(request: HttpRequest, actor: Actor, one: Object) -> StreamingHttpResponse:
    """Write the rows in batches, each in a transaction of its own, and answer with NDJSON: one outcome a row, in order.

    The last line sums up, so that an answer that broke off is known for what it is.
    """
    given = parameters(request, PARAMETERS)
    mode = mode_of(given.get("mode", "upsert"))
    for action in ACTIONS[mode]:
        require(actor, action, one)
    kind = expect_type(request, TYPES)
    match = match_of(given.get("match", ""), one, actor)
    dry_run = is_yes(given, "dry_run")
    with ExitStack() as opened:
        body = opened.enter_context(tempfile.SpooledTemporaryFile(max_size=2**20))
        digest = keep(request, body)
        job = Job(
            one=one, actor=actor, match=match, mode=mode, keep_filled=not is_yes(given, "replace"), dry_run=dry_run,
            label=given.get("label", "")[:200], language=translation.get_language(),
            keyed=None if dry_run else keyed_request(request, actor, digest),
        )  # fmt: skip
        lines = lines_of(body) if kind in LINE_TYPES else items_of(body)
        return StreamingHttpResponse(answer(job, lines, opened.pop_all()), content_type=LINE_TYPES[0])


def mode_of(word: str) -> Mode:
    """The mode that a parameter names."""
    for mode in ACTIONS:
        if mode == word:
            return mode
    words = {"known": ", ".join(ACTIONS)}
    raise Refused(400, "bad_mode", _("The mode is one of: %(known)s.") % words, "mode")


def match_of(text: str, one: Object, actor: Actor) -> list[tuple[str, ...]]:
    """The sets of fields by which rows find their records: `emails;name+birth_day` tries e-mails, then both others."""
    sets = [tuple(NAMES.findall(part)) for part in text.split(";")]
    for name in (name for names in sets for name in names):
        if not field_for(one, name, actor).editable or "." in name:
            message = _("Rows cannot be matched by “%(field)s”.") % {"field": name}
            raise Refused(400, "not_matchable", message, "match")
    return [names for names in sets if names]


def keep(request: HttpRequest, body: IO[bytes]) -> bytes:
    """Copy the body into a file and return its digest: it is all there before the first row is written."""
    length = request.headers.get("Content-Length", "")
    if not length:
        raise Refused(411, "length_needed", _("Say how long the body is: Content-Length."))
    if int(length) > LARGEST_BODY:
        raise Refused(413, "too_large", _("At most %(most)d bytes in one request.") % {"most": LARGEST_BODY})
    digest = hashlib.sha256()
    try:
        while chunk := request.read(2**16):
            digest.update(chunk)
            body.write(chunk)
    except UnreadablePostError:
        raise Refused(400, "broken_body", _("The body broke off before its end.")) from None
    body.seek(0)
    return digest.digest()


def items_of(body: IO[bytes]) -> Iterator[Line]:
    """The rows of a JSON array, which is read whole."""
    content = body.read(LARGEST_ARRAY + 1)
    if len(content) > LARGEST_ARRAY:
        message = _("A JSON array has at most %(most)d bytes; send NDJSON instead.") % {"most": LARGEST_ARRAY}
        raise Refused(413, "too_large", message)
    try:
        items = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise Refused(400, "bad_json", _("This is not JSON: %(reason)s.") % {"reason": error}) from None
    if not isinstance(items, list):
        raise Refused(400, "not_an_array", _("Send a JSON array of objects, or NDJSON."))
    return (line_with(number, item) for number, item in enumerate(items, start=1))


def lines_of(body: IO[bytes]) -> Iterator[Line]:
    """The rows of NDJSON; empty lines count but say nothing."""
    number = 0
    while text := body.readline(LONGEST_LINE):
        number += 1
        if len(text) == LONGEST_LINE and not text.endswith(b"\n"):
            while len(body.readline(LONGEST_LINE)) == LONGEST_LINE:
                pass
            yield faulty(
                number, "too_large", _("A line has at most %(most)d bytes.") % {"most": LONGEST_LINE}
            )
        elif text.strip():
            yield line_of(number, text)


def line_of(number: int, text: bytes) -> Line:
    """One line of NDJSON."""
    try:
        return line_with(number, orjson.loads(text))
    except orjson.JSONDecodeError as error:
        return faulty(number, "bad_json", _("This is not JSON: %(reason)s.") % {"reason": error})


def line_with(number: int, item: object) -> Line:
    """A row that was read."""
    if isinstance(item, dict):
        return Line(number=number, raw=item)
    return faulty(number, "not_an_object", _("Send one JSON object with the names of fields as its keys."))


def faulty(number: int, code: str, message: Message) -> Line:
    """A row that could not be read."""
    return Line(number=number, error=FieldError(field="", code=code, message=message))


def answer(job: Job, lines: Iterator[Line], opened: ExitStack) -> Iterator[bytes]:
    """The outcomes, batch by batch, and the sum; what goes wrong on the way is the last line instead."""
    tally: Counter[str] = Counter()
    try:
        for part, batch in enumerate(batches(lines)):
            with translation.override(job.language):
                outcomes = once(job.keyed, part, partial(written, job, batch))
            assert isinstance(outcomes, list)
            tally.update(outcome["did"] for outcome in outcomes)  # type: ignore[misc, call-overload, index]
            yield b"".join(orjson.dumps(outcome, option=orjson.OPT_APPEND_NEWLINE) for outcome in outcomes)
        yield orjson.dumps({"summary": dict(tally)}, option=orjson.OPT_APPEND_NEWLINE)
    except Exception as error:  # noqa: BLE001 - the status is sent already: the last line tells what the log explains
        with translation.override(job.language):
            yield orjson.dumps({"problem": crash(error)}, option=orjson.OPT_APPEND_NEWLINE)
    finally:
        opened.close()


def batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """The rows in sets that fit into one transaction."""
    while batch := list(islice(lines, BATCH)):
        yield batch


def written(job: Job, batch: Sequence[Line]) -> JSON:
    """Write one batch, and tell what became of each row."""
    good = [line for line in batch if line.raw is not None]
    outcomes = dict(
        zip([line.number for line in good], write(job, [line.raw or {} for line in good]), strict=True)
    )
    return [told(line, outcomes.get(line.number)) for line in batch]


def write(job: Job, rows: Sequence[Raw]) -> list[Outcome]:
    """Write rows; where the database refuses the whole set, halves are tried until the guilty row is alone."""
    if not rows:
        return []
    try:
        outcomes, _batch = write_many(
            job.one, rows, actor=job.actor, match=job.match, mode=job.mode, keep_filled=job.keep_filled,
            dry_run=job.dry_run, label=job.label,
        )  # fmt: skip
    except DomainError as error:
        if len(rows) == 1:
            return [Outcome(index=0, did="refused", errors=errors_of(error))]
        half = len(rows) // 2
        return [*write(job, rows[:half]), *write(job, rows[half:])]
    return outcomes


def errors_of(error: DomainError) -> list[FieldError]:
    """What a refusal says, field by field."""
    if isinstance(error, Invalid):
        return list(error.errors)
    return [FieldError(field=error.field or "", code=error.code, message=error.message)]


def told(line: Line, outcome: Outcome | None) -> JSON:
    """What became of one row."""
    errors = outcome.errors if outcome else [line.error] if line.error else []
    said: dict[str, JSON] = {"line": line.number, "did": outcome.did if outcome else "refused"}
    if outcome is not None and outcome.id is not None:
        said["id"] = outcome.id
    if errors:
        said["errors"] = errors_json(errors)
    return said
