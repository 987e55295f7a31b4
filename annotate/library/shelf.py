"""Which documents the library has."""

from __future__ import annotations

import sqlite3

from annotate.library.items import Item
from annotate.library.tags import all_tags


def items(connection: sqlite3.Connection) -> list[Item]:
    """All documents, those of the newest date first, then by title."""
    tags = all_tags(connection)
    rows = connection.execute(
        "SELECT sha256, title, source, author, date, language, words, entities, mentions, reviewed, added"
        " FROM document ORDER BY date DESC, title, id"
    )
    return [Item._make((*known, tags.get(known[0], ()), added)) for *known, added in rows]


def number_of(connection: sqlite3.Connection, sha256: str) -> int | None:
    """The number of a document in the tables; None where it is not there."""
    row: tuple[int] | None = connection.execute(
        "SELECT id FROM document WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return row[0] if row else None


def has(connection: sqlite3.Connection, sha256: str, fingerprint: str) -> bool:
    """Whether a document is there as a fingerprint says."""
    row = connection.execute(
        "SELECT 1 FROM document WHERE sha256 = ? AND fingerprint = ?", (sha256, fingerprint)
    ).fetchone()
    return row is not None
