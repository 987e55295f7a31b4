"""Which texts are one document: those that were saved one after the other under the same name.

A lineage is all the texts that a document was, and is named by the SHA-256 of the first.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

SCHEMA = """
CREATE TABLE version (sha256 TEXT PRIMARY KEY, lineage TEXT NOT NULL);
CREATE TABLE known_at (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL)
"""


def real_path(source: str) -> str | None:
    """The real path of a source that is a file, None when it is none."""
    try:
        path = os.path.realpath(source)
        return path.encode("utf-8", "backslashreplace").decode() if Path(path).is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None


def by_text(connection: sqlite3.Connection, sha256: str) -> str | None:
    """The lineage of a text."""
    row: tuple[str] | None = connection.execute(
        "SELECT lineage FROM version WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return row[0] if row else None


def by_path(connection: sqlite3.Connection, path: str) -> str | None:
    """The lineage of the newest text that is known at a real path."""
    row: tuple[str] | None = connection.execute(
        "SELECT lineage FROM known_at JOIN version USING (sha256) WHERE path = ?", (path,)
    ).fetchone()
    return row[0] if row else None


def is_known(connection: sqlite3.Connection, sha256: str, path: str | None) -> bool:
    """Whether the text is known, and is the newest at its path."""
    if path is None:
        return by_text(connection, sha256) is not None
    return (
        connection.execute(
            "SELECT 1 FROM known_at JOIN version USING (sha256) WHERE path = ? AND sha256 = ?", (path, sha256)
        ).fetchone()
        is not None
    )


def join(connection: sqlite3.Connection, lineage: str, sha256: str, path: str | None) -> None:
    """Make a text a version of a lineage, and the newest at its path."""
    connection.execute("INSERT OR IGNORE INTO version (sha256, lineage) VALUES (?, ?)", (sha256, lineage))
    if path is not None:
        connection.execute("INSERT OR REPLACE INTO known_at (path, sha256) VALUES (?, ?)", (path, sha256))
