"""The documents that were read, found by what they say: the place in each, and the marks."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from annotate.annotation import Document

SCHEMA = """
CREATE TABLE document (
    sha256 TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    title TEXT NOT NULL,
    position INTEGER NOT NULL,
    read_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE mark (
    sha256 TEXT NOT NULL,
    letter TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (sha256, letter)
) WITHOUT ROWID
"""


class Place(NamedTuple):
    """Where a reader is in a document, and the marks by letter: offsets in its text, in code points."""

    offset: int = 0
    marks: Mapping[str, int] = {}  # never changed, so that one default does for all

    def at(self, offset: int) -> Place:
        """The same marks, and the reader at ``offset``."""
        return Place(offset, self.marks)

    def marked(self, letter: str, offset: int) -> Place:
        """The same place with one more mark, instead of an older one of that letter."""
        return Place(self.offset, {**self.marks, letter: offset})


class Read(NamedTuple):
    """How far a document was read, to which offset in its text (code points), and when (ISO 8601 in UTC)."""

    offset: int
    when: str


def place(connection: sqlite3.Connection, sha256: str) -> Place:
    """Where the reader was in the document with this text; its beginning when it was never read."""
    row = connection.execute("SELECT position FROM document WHERE sha256 = ?", (sha256,)).fetchone()
    marks = connection.execute("SELECT letter, position FROM mark WHERE sha256 = ?", (sha256,)).fetchall()
    return Place(row[0] if row else 0, dict(marks))


def read(connection: sqlite3.Connection) -> dict[str, Read]:
    """The documents that were read, by the SHA-256 of their texts."""
    rows = connection.execute("SELECT sha256, position, read_at FROM document")
    return {sha256: Read(*known) for sha256, *known in rows}


def remember(connection: sqlite3.Connection, document: Document, place: Place, now: str) -> None:
    """Keep where the reader is in a document ``now`` (ISO 8601), and what the document is called."""
    connection.execute(
        "INSERT OR REPLACE INTO document (sha256, source, title, position, read_at) VALUES (?, ?, ?, ?, ?)",
        (document.sha256, document.source, document.title, place.offset, now),
    )
    marks = [(document.sha256, letter, offset) for letter, offset in place.marks.items()]
    connection.executemany("INSERT OR REPLACE INTO mark (sha256, letter, position) VALUES (?, ?, ?)", marks)
