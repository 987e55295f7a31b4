"""The store: the reading positions and the settings, which may be lost without harm."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from annotate.annotation import Document
from annotate.store import documents, settings
from annotate.store.database import Database, Unusable, default_path
from annotate.store.documents import Place

T = TypeVar("T")

_PATIENCE = 0.05  # seconds: the reader waits while this does, and what is not kept now is kept later


class Store:
    """Where the reader was and what was chosen there. Use one store in one thread.

    ``path`` is the database's file, by default in the user's data directory. Where the database cannot be used, nothing
    is remembered until it can: ``notices`` has a sentence for each thing that a person should know.

    Raises BadStore for the database of a newer version.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()
        self._database = Database(self.path, synchronous="NORMAL", patience=_PATIENCE)
        self.notices = self._database.notices
        self._failure = ""
        self._run(lambda connection: None, None, write=False)

    def place(self, sha256: str) -> Place:
        """Where the reader was in the document with this text (its SHA-256), whatever its file was called."""
        return self._run(lambda connection: documents.place(connection, sha256), Place(), write=False)

    def remember(self, document: Document, place: Place) -> bool:
        """Keep where the reader is in a document; False when that cannot be done now: try again later."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return self._write(lambda connection: documents.remember(connection, document, place, now))

    def setting(self, name: str) -> str | None:
        """What a person chose for ``name``, None when nothing was."""
        return self._run(lambda connection: settings.find(connection, name), None, write=False)

    def keep_setting(self, name: str, value: str) -> bool:
        """Keep what a person chose; False when that cannot be done now."""
        return self._write(lambda connection: settings.keep(connection, name, value))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, work: Callable[[sqlite3.Connection], None]) -> bool:
        def done(connection: sqlite3.Connection) -> bool:
            work(connection)
            return True

        return self._run(done, False, write=True)

    def _run(self, work: Callable[[sqlite3.Connection], T], otherwise: T, *, write: bool) -> T:
        """Do some work, or else say once why it cannot be done, and give ``otherwise``."""
        try:
            result = self._database.run(work, write=write)
        except Unusable as error:
            if not error.busy and str(error) != self._failure:
                self._failure = str(error)
                self.notices.append(f"{self.path} cannot be used ({error}): the place is not remembered.")
            return otherwise
        if write:
            self._failure = ""
        return result
