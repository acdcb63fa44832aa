"""What an administrator may set: read once from environment variables into one frozen value.

Each variable is explained in docs/settings.md; a test compares that page with the fields below.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class UnreadableSettingError(ValueError):
    """A variable holds what it cannot mean; the message names the variable, the value and what was expected."""


def text(value: str) -> str:
    """text"""
    return value


def folder(value: str) -> Path:
    """a folder"""
    return Path(value).expanduser().resolve()


def names(value: str) -> tuple[str, ...]:
    """a list with commas"""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def flag(value: str) -> bool:
    """1 or 0"""
    return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[value.lower()]


def count(value: str) -> int:
    """a whole number above zero"""
    if int(value) < 1:
        raise ValueError(value)
    return int(value)


def seconds(value: str) -> int:
    """a whole number, 0 or more"""
    if int(value) < 0:
        raise ValueError(value)
    return int(value)


def address(value: str) -> str:
    """an address like https://crm.example.com"""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(value)
    return f"{parts.scheme}://{parts.netloc}"


def language(value: str) -> str:
    """one of fa, ar, en"""
    return {"fa": "fa", "ar": "ar", "en": "en"}[value]


def level(value: str) -> str:
    """one of DEBUG, INFO, WARNING, ERROR"""
    return {"DEBUG": "DEBUG", "INFO": "INFO", "WARNING": "WARNING", "ERROR": "ERROR"}[value.upper()]


def variable(name: str, reader: Callable[[str], object], default: str) -> Any:  # as dataclasses.field itself
    """A field read from the environment variable `name`; `default` is written as an administrator would."""
    return field(default=reader(default), metadata={"variable": name, "reader": reader})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything in which two instances may differ."""

    home: Path = variable("PAYVAND_HOME", folder, "var")
    url: str = variable("PAYVAND_URL", address, "http://localhost:8000")
    allowed_hosts: tuple[str, ...] = variable("PAYVAND_ALLOWED_HOSTS", names, "localhost,127.0.0.1,[::1]")
    behind_proxy: bool = variable("PAYVAND_BEHIND_PROXY", flag, "0")
    database_url: str = variable("DATABASE_URL", text, "")
    database_pool: int = variable("PAYVAND_DATABASE_POOL", count, "8")
    jobs_url: str = variable("PAYVAND_JOBS_URL", text, "")
    plugins: tuple[str, ...] = variable("PAYVAND_PLUGINS", names, "")
    secret_key: str = variable("PAYVAND_SECRET_KEY", text, "")
    language: str = variable("PAYVAND_LANGUAGE", language, "en")
    live_seconds: int = variable("PAYVAND_LIVE_SECONDS", seconds, "4")
    threads: int = variable("PAYVAND_THREADS", count, "4")
    mail_url: str = variable("PAYVAND_MAIL_URL", text, "")
    mail_from: str = variable("PAYVAND_MAIL_FROM", text, "payvand@localhost")
    backup_folder: str = variable("PAYVAND_BACKUP_FOLDER", text, "")
    backup_every: int = variable("PAYVAND_BACKUP_EVERY", seconds, "0")
    backup_keep: int = variable("PAYVAND_BACKUP_KEEP", count, "7")
    bin_days: int = variable("PAYVAND_BIN_DAYS", count, "30")
    debug: bool = variable("PAYVAND_DEBUG", flag, "0")
    log_level: str = variable("PAYVAND_LOG_LEVEL", level, "INFO")

    @property
    def sqlite_file(self) -> Path:
        """Where the database lies when DATABASE_URL names no server."""
        return self.home / "database.sqlite3"

    @property
    def jobs_file(self) -> Path:
        """Where the queue lies when PAYVAND_JOBS_URL names no server."""
        return self.home / "jobs.sqlite3"

    @property
    def files(self) -> Path:
        """Where uploaded and generated files lie."""
        return self.home / "files"

    @property
    def backups(self) -> Path:
        """Where backups lie that are made by the clock, or without a name."""
        return folder(self.backup_folder) if self.backup_folder else self.home / "backups"

    @property
    def static(self) -> Path:
        """Where the browser's files lie, compressed and named by their content."""
        return self.home / "static"

    @property
    def hosts(self) -> list[str]:
        """The names that this instance answers to."""
        return sorted({*self.allowed_hosts, urlsplit(self.url).hostname or ""})

    @property
    def is_secure(self) -> bool:
        """Whether people reach this instance by https."""
        return self.url.startswith("https://")


def read(environment: Mapping[str, str]) -> Settings:
    """The settings of this environment. An empty variable counts as one that is not there."""
    given = {
        one.name: _value(
            one.metadata["variable"], one.metadata["reader"], environment[one.metadata["variable"]]
        )
        for one in fields(Settings)
        if environment.get(one.metadata["variable"])
    }
    return Settings(**given)


def variables() -> list[str]:
    """The names of all variables that are read."""
    return [one.metadata["variable"] for one in fields(Settings)]


def _value(name: str, reader: Callable[[str], Any], value: str) -> Any:  # each field's reader gives its type
    try:
        return reader(value)
    except (KeyError, ValueError) as error:
        raise UnreadableSettingError(f"{name}={value!r} is not {reader.__doc__}.") from error
