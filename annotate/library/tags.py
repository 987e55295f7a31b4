"""The table of the tags: what a person calls a document, by its text. No index that is made anew touches it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

SCHEMA = """
CREATE TABLE tag (
    sha256 TEXT NOT NULL, name TEXT NOT NULL, made TEXT NOT NULL, PRIMARY KEY (sha256, name)
) WITHOUT ROWID
"""
ROW = "htt"


def tag(connection: sqlite3.Connection, sha256: str, names: Iterable[str], now: str) -> None:
    """Give a document tags ``now`` (ISO 8601); one that it has stays."""
    connection.executemany(
        "INSERT OR IGNORE INTO tag (sha256, name, made) VALUES (?, ?, ?)",
        [(sha256, name, now) for name in names],
    )


def untag(connection: sqlite3.Connection, sha256: str, names: Iterable[str]) -> None:
    """Take tags from a document."""
    connection.executemany(
        "DELETE FROM tag WHERE sha256 = ? AND name = ?", [(sha256, name) for name in names]
    )


def all_tags(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The tags of each document that has some, by its SHA-256, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    for sha256, name in connection.execute("SELECT sha256, name FROM tag ORDER BY sha256, name"):
        found[sha256].append(name)
    return {sha256: tuple(names) for sha256, names in found.items()}
