"""Which texts are versions of one document: those that an editor made of it under the same name."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

# A lineage is all the texts that one document was, named by the SHA-256 of the first.


def real_path(source: str) -> str | None:
    """The real path of a source that is a file, None when it is none."""
    try:
        path = os.path.realpath(source)
        return path.encode("utf-8", "backslashreplace").decode() if Path(path).is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None


def find(connection: sqlite3.Connection, sha256: str, file: str | None) -> str | None:
    """The lineage of a text, by its SHA-256, or else by the newest text that is known at its file's real path."""
    row = connection.execute("SELECT lineage FROM version WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None and file is not None:
        row = connection.execute(
            "SELECT lineage FROM known_at JOIN version USING (sha256) WHERE path = ?", (file,)
        ).fetchone()
    return str(row[0]) if row else None


def join(connection: sqlite3.Connection, sha256: str, file: str | None, lineage: str | None) -> str:
    """Make a text a version of a lineage, or of a new one of its own, and remember where it stands."""
    lineage = lineage or sha256
    connection.execute("INSERT OR IGNORE INTO version (sha256, lineage) VALUES (?, ?)", (sha256, lineage))
    if file is not None:
        connection.execute("INSERT OR REPLACE INTO known_at (path, sha256) VALUES (?, ?)", (file, sha256))
    return lineage
