"""What a database consists of, and the steps from each version of its tables to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from annotate.errors import BadStore

T = TypeVar("T")

PAGE_SIZE = 4096  # SQLite's own default; said, because what is damaged is read by it


class Schema(NamedTuple):
    """What one kind of database consists of.

    ``name`` is what a person calls it. ``migrations`` are the steps from each version of the tables to the next, of
    which PRAGMA user_version counts those that were taken; ``tables`` are those that are there after the last.

    ``rows`` says of each table that is salvaged what a row of it looks like to one who finds it in a damaged file: a
    letter for each column, h for a SHA-256, t for another text, i for an integer, b for bytes, n for NULL (see
    annotate.store.salvage). ``recover`` is called once these are in a new database: it adds what follows from them,
    and says in words what there is.
    """

    name: str
    migrations: tuple[str, ...]
    tables: frozenset[str]
    rows: Mapping[str, str]
    recover: Callable[[sqlite3.Connection], str]

    def prepare(self, connection: sqlite3.Connection, path: Path) -> None:
        """Bring the tables to this version; ``path`` is what an error calls the database.

        Raises BadStore when they are of a newer version, and Damaged when they are not what the version says.
        """
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")  # damage may look like text
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        if self._version(connection, path) < len(self.migrations):
            transaction(connection, lambda connection: self._migrate(connection, path), write=True)
        known = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        }
        if lost := self.tables - known:
            raise Damaged(f"no table {min(lost)}")

    def _migrate(self, connection: sqlite3.Connection, path: Path) -> None:
        """Take the steps that are missing; the version is read again here, for two readers may start at once."""
        try:
            for step in self.migrations[self._version(connection, path) :]:
                for statement in step.split(";"):
                    connection.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # a table is there that should not be
                raise Damaged(str(error)) from error
            raise
        connection.execute(f"PRAGMA user_version = {len(self.migrations)}")

    def _version(self, connection: sqlite3.Connection, path: Path) -> int:
        version: int
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(self.migrations):
            raise BadStore(
                f"{path} was written by a newer version of aka: use that version, or move the file away."
            )
        return version


class Damaged(sqlite3.DatabaseError):
    """The file is a database, but not the one that its version says."""


def transaction(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T], *, write: bool) -> T:
    """Do some work wholly or not at all."""
    connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result
