"""What an archive says of itself: version, migrations, tables with counts and checksums, files with their hashes."""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from payvand.kernel.db.whole import Column, Sort, Table, Tally

FORMAT = 1
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
SHA256 = re.compile(r"[0-9a-f]{64}")


class UnfitArchive(Exception):
    """An archive that cannot be restored; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The first thing that is read of an archive, and the last that is written.

    `key` is the fingerprint of the instance's secret key, `has_key` whether the key itself is inside. `left_out` names
    tables that belong to no model, `lost` the hashes of files whose bytes were missing when the archive was made.
    """

    version: str
    made_at: str
    database: str
    migrations: Sequence[tuple[str, str]]
    tables: Sequence[tuple[Table, Tally]]
    files: Mapping[str, int]
    key: str
    has_key: bool
    left_out: Sequence[str]
    lost: Sequence[str]

    @property
    def rows(self) -> int:
        """How many rows all tables have together."""
        return sum(tally.count for _table, tally in self.tables)

    def dump(self) -> bytes:
        """As it stands in the archive."""
        told = {
            "product": "payvand",
            "format": FORMAT,
            **{name: value for name, value in asdict(self).items() if name != "tables"},
            "tables": [asdict(table) | asdict(tally) for table, tally in self.tables],
        }
        return orjson.dumps(told, option=orjson.OPT_INDENT_2)


def parse(text: bytes) -> Manifest:
    """Read a manifest. Raises UnfitArchive where it is none, or one of a newer version."""
    try:
        told = orjson.loads(text)
        if told["product"] != "payvand":
            raise UnfitArchive("this is not an archive of Payvand.")
        if told["format"] > FORMAT:
            raise UnfitArchive(
                f"the archive was made by Payvand {told['version']}, in a form that this version does not know."
            )
        return _parsed(told)
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise UnfitArchive(f"the manifest is damaged ({error}).") from error


def _parsed(told: Mapping[str, Any]) -> Manifest:
    return Manifest(
        version=str(told["version"]),
        made_at=str(told["made_at"]),
        database=str(told["database"]),
        migrations=[(str(app), str(name)) for app, name in told["migrations"]],
        tables=[(_table(one), _tally(one)) for one in told["tables"]],
        files={_matching(SHA256, sha256): int(size) for sha256, size in told["files"].items()},
        key=str(told["key"]),
        has_key=bool(told["has_key"]),
        left_out=[str(name) for name in told["left_out"]],
        lost=[_matching(SHA256, sha256) for sha256 in told["lost"]],
    )


def _table(told: Mapping[str, Any]) -> Table:
    # These names become part of SQL, so nothing but a name may stand there.
    columns = tuple(
        Column(name=_matching(NAME, one["name"]), sort=Sort(one["sort"]), places=int(one["places"]))
        for one in told["columns"]
    )
    return Table(
        name=_matching(NAME, told["name"]),
        key=_matching(NAME, told["key"]),
        columns=columns,
        counts=bool(told["counts"]),
    )


def _tally(told: Mapping[str, Any]) -> Tally:
    return Tally(count=int(told["count"]), sha256=str(told["sha256"]), sequence=int(told["sequence"]))


def _matching(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(f"{text!r} is no name")
    return text


def fingerprint(key: str) -> str:
    """Which key it is, without telling the key."""
    return hmac.new(key.encode(), b"payvand: which key", hashlib.sha256).hexdigest()[:16]


def seal(key: str, manifest: bytes) -> str:
    """What only the holder of the key can write under a manifest."""
    return hmac.new(key.encode(), b"payvand: manifest\n" + manifest, hashlib.sha256).hexdigest()
