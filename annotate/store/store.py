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
from annotate.store.documents import Place, Read
from annotate.store.memory import MEMORY

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
        self._database = Database(self.path, MEMORY, careful=False, patience=_PATIENCE)
        self.notices = self._database.notices
        self._told = ""
        self._read(lambda connection: None, None)

    def place(self, sha256: str) -> Place:
        """Where the reader was in the document with this text (its SHA-256), whatever its file was called."""
        return self._read(lambda connection: documents.place(connection, sha256), Place())

    def read(self) -> dict[str, Read]:
        """How far each text was read, and when, by its SHA-256."""
        return self._read(documents.read, {})

    def remember(self, document: Document, place: Place) -> bool:
        """Keep where the reader is in a document; False when that cannot be done now: try again later."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return self._write(lambda connection: documents.remember(connection, document, place, now))

    def setting(self, name: str) -> str | None:
        """What a person chose for ``name``, None when nothing was."""
        return self._read(lambda connection: settings.find(connection, name), None)

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

    def _read(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Look something up; where the database cannot be read, say so and give ``otherwise``."""
        try:
            result, trouble = self._database.read(work)
        except Unusable as error:
            result, trouble = otherwise, error
        self._tell(trouble)
        return result

    def _write(self, work: Callable[[sqlite3.Connection], None]) -> bool:
        try:
            self._database.write(work)
        except Unusable as error:
            self._tell(error)
            return False
        self._told = ""
        return True

    def _tell(self, trouble: Unusable | None) -> None:
        """Say why nothing is remembered, once for each reason; that another aka writes just now is none."""
        if trouble is None or trouble.busy or str(trouble) == self._told:
            return
        self._told = str(trouble)
        self.notices.append(
            f"{self.path} cannot be written ({trouble}): the reading position is not remembered."
        )
