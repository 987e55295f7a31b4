"""The documents that were read, found by what they say: the place in each, and the marks."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from annotate.annotation import Document

SCHEMA = """
CREATE TABLE document (
    sha256 TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    title TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    opened TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE mark (
    sha256 TEXT NOT NULL,
    letter TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (sha256, letter)
) WITHOUT ROWID
"""


class Kept(NamedTuple):
    """What is remembered of a document.

    ``position`` and the marks are offsets in its text (code points); ``opened`` is when it was last opened,
    ISO 8601 in UTC.
    """

    sha256: str
    source: str
    title: str
    position: int
    opened: str
    marks: dict[str, int]


def find(connection: sqlite3.Connection, sha256: str) -> Kept | None:
    """What is remembered of the document with this text, if anything."""
    query = "SELECT sha256, source, title, position, opened FROM document WHERE sha256 = ?"
    row: tuple[str, str, str, int, str] | None = connection.execute(query, (sha256,)).fetchone()
    if row is None:
        return None
    marks = connection.execute(
        "SELECT letter, position FROM mark WHERE sha256 = ? ORDER BY letter", (sha256,)
    )
    return Kept(*row, dict(marks.fetchall()))


def opened(connection: sqlite3.Connection, document: Document, now: str) -> None:
    """Remember that a document was opened ``now``, and under which name."""
    connection.execute(
        "INSERT INTO document (sha256, source, title, opened) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (sha256) DO UPDATE SET "
        "source = excluded.source, title = excluded.title, opened = excluded.opened",
        (document.sha256, document.source, document.title, now),
    )


def keep_position(connection: sqlite3.Connection, sha256: str, position: int) -> None:
    """Remember the place in a document that was opened."""
    connection.execute("UPDATE document SET position = ? WHERE sha256 = ?", (position, sha256))


def keep_mark(connection: sqlite3.Connection, sha256: str, letter: str, position: int) -> None:
    """Remember a mark in a document that was opened, in place of an older one with this letter."""
    connection.execute("INSERT OR REPLACE INTO mark VALUES (?, ?, ?)", (sha256, letter, position))
