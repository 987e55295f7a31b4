"""The table of what a person decided about the corpus: who is one, and who is not. No index that is made anew touches
it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate.corpus import Decision

SCHEMA = """
CREATE TABLE ruling (
    made TEXT NOT NULL,
    said TEXT NOT NULL,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    document TEXT NOT NULL,
    other_name TEXT NOT NULL,
    other_label TEXT NOT NULL,
    other_document TEXT NOT NULL
)"""
ROW = "tttt[ht]tt[ht]"


def keep(connection: sqlite3.Connection, decision: Decision) -> None:
    """Write a decision down."""
    one, other = decision.one, decision.other
    connection.execute(
        "INSERT INTO ruling VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(decision.when, decision.said, one.name, one.label, one.document),
            *(other.name, other.label, other.document),
        ),
    )


def decisions(connection: sqlite3.Connection) -> list[Decision]:
    """All decisions, in the order in which they were made."""
    from annotate.corpus import Decision, Who  # with the rules of the corpus, which no question needs

    rows = connection.execute("SELECT * FROM ruling ORDER BY made, rowid")
    return [Decision(said, Who(*row[:3]), Who(*row[3:]), when) for when, said, *row in rows]
