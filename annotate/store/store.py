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
from annotate.store import database, documents
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
        return self._run(lambda connection: documents.place(connection, sha256))

    def remember(self, document: Document, place: Place) -> None:
        """Keep where the reader is in a document."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._run(lambda connection: documents.remember(connection, document, place, now))

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do ``work`` in one transaction; when the database fails, say so and go on in memory."""
        try:
            return self._transaction(work)
        except sqlite3.Error as error:
            self.notices.append(f"{self.path} cannot be used any more ({error}): nothing more is remembered.")
            self._connection.close()
            self._connection = database.in_memory()
            return self._transaction(work)

    def _transaction(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(self._connection)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return result
