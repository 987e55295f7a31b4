"""Which documents the library has."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Set

from annotate.library.items import Item
from annotate.library.tags import all_tags
from annotate.store import Read


def items(
    connection: sqlite3.Connection, read: Mapping[str, Read], wanted: Set[int] | None = None
) -> list[Item]:
    """All documents, or the ``wanted`` ones: those of the newest date first, then by title. ``read`` is when each was
    read, and how far."""
    tags = all_tags(connection)
    rows = connection.execute(
        "SELECT id, length, sha256, title, source, author, date, language, words, entities, mentions, reviewed, added"
        " FROM document ORDER BY date DESC, title, id"
    )
    found = []
    for number, length, sha256, *known in rows:
        if wanted is None or number in wanted:
            offset, when = read.get(sha256, (0, ""))
            found.append(Item._make((sha256, *known, tags.get(sha256, ()), when, offset / max(length, 1))))
    return found


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


def missing(connection: sqlite3.Connection) -> list[int]:
    """The documents whose entities nobody has looked for among those of the others yet."""
    return [number for (number,) in connection.execute("SELECT id FROM document WHERE NOT gathered")]
