"""The database: one SQLite file that several processes share, opened when it is needed and again after a failure."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

from platformdirs import user_data_path

from annotate.errors import BadStore
from annotate.store import documents, journal_tables, settings

T = TypeVar("T")

# The steps from each version of the schema to the next; PRAGMA user_version counts those that were taken.
MIGRATIONS: tuple[str, ...] = (documents.SCHEMA, settings.SCHEMA, journal_tables.SCHEMA)

_PATIENCE = 5.0  # seconds to wait for another aka that is making or changing the tables


def default_path() -> Path:
    """Where the database stands: in the user's data directory."""
    return user_data_path("aka", appauthor=False) / "aka.db"


class Unusable(Exception):
    """The database cannot be used now; ``str(error)`` says why in a few words."""

    def __init__(self, cause: OSError | sqlite3.Error) -> None:
        super().__init__((cause.strerror if isinstance(cause, OSError) else str(cause)) or "no reason given")
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        self.busy = code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Database:
    """A connection of one's own to the database at ``path``, which is made when it is not there.

    ``synchronous`` is SQLite's: FULL where each transaction must be on the disk when it ends. ``patience`` is how
    many seconds to wait for another process that writes. ``notices`` has a sentence for each thing that a person
    should know. One thread at a time may use it.
    """

    def __init__(self, path: Path, *, synchronous: Literal["NORMAL", "FULL"], patience: float) -> None:
        self.path = path
        self.notices: list[str] = []
        self._synchronous, self._patience = synchronous, patience
        self._connection: sqlite3.Connection | None = None

    def run(self, work: Callable[[sqlite3.Connection], T], *, write: bool) -> T:
        """Do some work in one transaction and give what it gives.

        Raises Unusable, and then nothing is changed; the next call tries anew. Raises BadStore, and leaves the
        file alone, when a newer version of aka has written it.
        """
        for may_mend in (True, False):
            try:
                return _transaction(self._open(), work, write)
            except (OSError, sqlite3.Error) as error:
                self.close()
                if not (may_mend and _is_damage(error)):
                    raise Unusable(error) from error
                self._set_aside()
        raise AssertionError

    def close(self) -> None:
        """Close the connection; the next work opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(
                self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute(f"PRAGMA synchronous = {self._synchronous}")
                migrate(connection, self.path)
                connection.execute(f"PRAGMA busy_timeout = {round(self._patience * 1000)}")
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _set_aside(self) -> None:
        """Move a damaged database, with its log, out of the way."""
        aside = self.path.with_name(f"{self.path.name}.damaged-{datetime.now():%Y-%m-%dT%H%M%S.%f}")
        try:
            self.path.rename(aside)
            for end in ("-wal", "-shm"):
                with contextlib.suppress(FileNotFoundError):
                    Path(f"{self.path}{end}").rename(f"{aside}{end}")
        except OSError as error:
            raise Unusable(error) from error
        self.notices.append(
            f"aka's memory in {self.path} was damaged. It is kept as {aside.name}, and a new one begun."
        )


def _transaction(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T], write: bool) -> T:
    connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema to this version; raises BadStore when it is newer than that."""
    if _version(connection, path) == len(MIGRATIONS):
        return

    def steps(connection: sqlite3.Connection) -> None:
        # The version is read again: two readers may start at once.
        for step in MIGRATIONS[_version(connection, path) :]:
            for statement in step.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    _transaction(connection, steps, write=True)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version: int
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise BadStore(
            f"{path} was written by a newer version of aka: use that version, or move the file away."
        )
    return version


def _is_damage(error: OSError | sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
