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
from annotate.store.documents import Kept

T = TypeVar("T")


class Store:
    """What aka remembers. Use one store in one thread; several processes may share the database.

    ``path`` is the database's file, by default in the user's data directory. Whatever is wrong with it, the
    store works: in memory if need be, and ``notices`` holds a sentence for each thing that a person should know
    (more may come while it is used, when the disk is full for example). Raises BadStore for a newer version's.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or user_data_path("aka", appauthor=False) / "aka.db"
        self._connection, self.notices = database.open_database(self.path)

    def opened(self, document: Document) -> Kept:
        """Remember that a document is opened now; gives what was remembered of it, under whatever name."""
        now = datetime.now(UTC).isoformat(timespec="seconds")

        def work(connection: sqlite3.Connection) -> Kept:
            before = documents.find(connection, document.sha256)
            documents.opened(connection, document, now)
            return before or Kept(document.sha256, document.source, document.title, 0, now, {})

        return self._run(work)

    def find(self, sha256: str) -> Kept | None:
        """What is remembered of the document with this text, if anything."""
        return self._run(lambda connection: documents.find(connection, sha256))

    def keep_position(self, sha256: str, position: int) -> None:
        """Remember the place (an offset) in a document that was opened."""
        self._run(lambda connection: documents.keep_position(connection, sha256, position))

    def keep_mark(self, sha256: str, letter: str, position: int) -> None:
        """Remember a mark (an offset) in a document that was opened."""
        self._run(lambda connection: documents.keep_mark(connection, sha256, letter, position))

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
            self.notices.append(
                f"{self.path} cannot be written any more ({error}): nothing more will be remembered."
            )
            self._connection.close()
            self._connection = database.in_memory()
            return self._transaction(work)

    def _transaction(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(self._connection)
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.execute("COMMIT")
        return result
