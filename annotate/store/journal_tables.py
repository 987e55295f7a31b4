"""The tables of the journal: the corrections, and which texts are versions of one document."""

from __future__ import annotations

# A lineage is all the texts that one document was, named by the SHA-256 of the first. ``about`` is the number of
# the correction that an undo or a redo is of: so it means the same when another one cannot be read any more.
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
);
CREATE TABLE version (sha256 TEXT PRIMARY KEY, lineage TEXT NOT NULL);
CREATE TABLE known_at (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL)
"""
