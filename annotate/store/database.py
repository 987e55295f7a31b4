"""Opening the database: its schema and version, and what is done when it cannot be used as it is."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime
from pathlib import Path

from annotate.errors import BadStore
from annotate.store import documents, settings

# The steps from each version of the schema to the next; PRAGMA user_version counts those that were taken.
MIGRATIONS: tuple[str, ...] = (documents.SCHEMA, settings.SCHEMA)

_PATIENCE = 5.0  # seconds to wait, when the reader is opened, for another aka that is writing
_PATIENCE_WHILE_READING = 50  # milliseconds; afterwards nobody may notice, and it is tried again later


def open_database(path: Path) -> tuple[sqlite3.Connection, list[str]]:
    """Open the database at ``path``, making it when it is not there, and say what had to be done instead.

    One that is damaged is set aside under a dated name; where nothing can be written, the connection is to a
    database in memory. Raises BadStore, and leaves the file alone, when its version is newer than ours.
    """
    notices: list[str] = []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _open(path), notices
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            aside = _set_aside(path)
            notices.append(
                f"aka's memory in {path} was damaged. It is kept as {aside.name}, and a new one begun."
            )
            return _open(path), notices
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        notices.append(f"{path} cannot be used ({reason}): nothing will be remembered of this session.")
        return in_memory(), notices


def in_memory() -> sqlite3.Connection:
    """A database that is gone when it is closed."""
    return _prepared(sqlite3.connect(":memory:"))


def _open(path: Path) -> sqlite3.Connection:
    """The database at ``path``, writable and sound; raises sqlite3.Error."""
    connection = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        with contextlib.closing(connection.execute("PRAGMA quick_check(1)")) as check:
            if check.fetchone() != ("ok",):
                raise sqlite3.DatabaseError("malformed")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        prepared = _prepared(connection, path)
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_WHILE_READING}")
        return prepared
    except BaseException:
        connection.close()
        raise


def _prepared(connection: sqlite3.Connection, path: Path | None = None) -> sqlite3.Connection:
    """Bring the schema to this version."""
    connection.isolation_level = None  # transactions are begun by name, here and in the modules
    connection.execute("BEGIN IMMEDIATE")  # before the version is read: two readers may start at once
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        connection.execute("ROLLBACK")
        raise BadStore(
            f"{path} was written by a newer version of aka: use that version, or move the file away."
        )
    for step in MIGRATIONS[version:]:
        for statement in step.split(";"):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")
    return connection


def _set_aside(path: Path) -> Path:
    """Move a damaged database, with its log, out of the way."""
    aside = path.with_name(f"{path.name}.damaged-{datetime.now():%Y-%m-%dT%H%M%S.%f}")
    path.rename(aside)
    for end in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
    return aside
