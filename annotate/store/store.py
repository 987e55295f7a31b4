"""The store: the one door to what aka remembers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from platformdirs import user_data_path

from annotate.annotation import Document
from annotate.store import database, documents, settings
from annotate.store.documents import Place

T = TypeVar("T")


class Store:
    """What aka remembers. Use one store in one thread; several processes may share the database.

    ``path`` is the database's file, by default in the user's data directory. Whatever is wrong with it, the
    store works, in memory if need be: ``notices`` holds a sentence for each thing that a person should know,
    and more may come while it is used, when the disk is full for example.

    Raises BadStore for the database of a newer version.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or user_data_path("aka", appauthor=False) / "aka.db"
        self._connection, self.notices = database.open_database(self.path)

    def place(self, sha256: str) -> Place:
        """Where the reader was in the document with this text (its SHA-256), whatever its file was called."""
        try:
            return self._run(lambda connection: documents.place(connection, sha256))
        except _Busy:
            return Place()

    def remember(self, document: Document, place: Place) -> bool:
        """Keep where the reader is in a document; False when another aka is writing just now: try again later."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return self._write(lambda connection: documents.remember(connection, document, place, now))

    def setting(self, name: str) -> str | None:
        """What a person chose for ``name``, None when nothing was."""
        try:
            return self._run(lambda connection: settings.find(connection, name))
        except _Busy:
            return None

    def keep_setting(self, name: str, value: str) -> bool:
        """Keep what a person chose; False when another aka is writing just now."""
        return self._write(lambda connection: settings.keep(connection, name, value))

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, work: Callable[[sqlite3.Connection], None]) -> bool:
        """Do some work in one transaction; False when another process is writing."""

        def transaction(connection: sqlite3.Connection) -> None:
            connection.execute("BEGIN IMMEDIATE")
            try:
                work(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

        try:
            self._run(transaction)
        except _Busy:
            return False
        return True

    def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do some work with the database; when it fails for good, say so and go on in memory."""
        try:
            return work(self._connection)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise _Busy from None
            self.notices.append(f"{self.path} cannot be used any more ({error}): nothing more is remembered.")
            self._connection.close()
            self._connection = database.in_memory()
            return work(self._connection)


class _Busy(Exception):
    """Another process is writing to the database."""
