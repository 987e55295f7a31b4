"""What a person chose in the reader and wants to find again: a value by its name."""

from __future__ import annotations

import sqlite3

SCHEMA = "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"


def find(connection: sqlite3.Connection, name: str) -> str | None:
    """The value of a setting, None when it was never chosen."""
    row: tuple[str] | None = connection.execute(
        "SELECT value FROM setting WHERE name = ?", (name,)
    ).fetchone()
    return row[0] if row else None


def keep(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep the value of a setting."""
    connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))
