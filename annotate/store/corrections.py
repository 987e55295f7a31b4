"""The table of the corrections: for each document a numbered record that only grows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Verb: TypeAlias = Literal["do", "undo", "redo"]

# ``lineage`` is the document (see annotate.store.lineage), ``sha256`` the text that it was at the time.
SCHEMA = """
CREATE TABLE correction (
    lineage TEXT NOT NULL,
    number INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    made TEXT NOT NULL,
    verb TEXT NOT NULL,
    about INTEGER,
    decision BLOB,
    PRIMARY KEY (lineage, number)
)"""


class Row(NamedTuple):
    """One line of the record.

    ``number`` counts the lines of a lineage from 1. ``about`` is the number of the line that an undo or a redo is of:
    so it means the same when another line cannot be read any more. ``decision`` is JSON.
    """

    lineage: str
    number: int
    sha256: str
    made: str
    verb: Verb
    about: int | None
    decision: bytes | None


def since(connection: sqlite3.Connection, lineage: str, number: int) -> list[Row]:
    """The lines of a lineage after that number."""
    rows = connection.execute(
        "SELECT * FROM correction WHERE lineage = ? AND number > ? ORDER BY number", (lineage, number)
    )
    return [Row(*row) for row in rows]


def add(connection: sqlite3.Connection, row: Row) -> None:
    """Write a line, whose number is not taken."""
    connection.execute("INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def restore(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write the lines that are not there any more."""
    connection.executemany("INSERT OR IGNORE INTO correction VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
