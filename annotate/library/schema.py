"""The tables of the library, library.db."""

from __future__ import annotations

import sqlite3

from annotate.library import rulings, tags
from annotate.store.schema import Schema

# What can be made again: the documents, and the index of the names in them. An entity is one of a document, and a
# member of one of the whole corpus. Only names that count are here: no dates, no numbers, no rejected ones.
_DOCUMENTS = """
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    author TEXT NOT NULL,
    date TEXT NOT NULL,
    language TEXT NOT NULL,
    length INTEGER NOT NULL,
    words INTEGER NOT NULL,
    entities INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    reviewed INTEGER NOT NULL,
    added TEXT NOT NULL,
    gathered INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE content (id INTEGER PRIMARY KEY, text TEXT NOT NULL, annotation BLOB NOT NULL);
CREATE VIEW searched AS SELECT id, title, text FROM document JOIN content USING (id);
CREATE VIRTUAL TABLE search USING fts5(
    title, text, content = 'searched', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE corpus (id INTEGER PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL, reference TEXT);
CREATE TABLE suggestion (
    one INTEGER NOT NULL, other INTEGER NOT NULL, evidence BLOB NOT NULL, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    local TEXT NOT NULL,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    reference TEXT,
    company TEXT NOT NULL,
    cues TEXT NOT NULL,
    corpus INTEGER NOT NULL
);
CREATE INDEX entity_of_document ON entity (document);
CREATE INDEX entity_of_corpus ON entity (corpus);
CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, key TEXT NOT NULL);
CREATE INDEX name_by_key ON name (key);
CREATE VIRTUAL TABLE named USING fts5(
    name, content = 'name', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE compared (key INTEGER NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE INDEX compared_by_name ON compared (name);
CREATE TABLE alias (
    entity INTEGER NOT NULL, name INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (entity, name)
) WITHOUT ROWID;
CREATE INDEX alias_by_name ON alias (name);
CREATE TABLE mention (
    entity INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    name INTEGER NOT NULL,
    label TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (entity, start, "end")
) WITHOUT ROWID
"""


def _recover(connection: sqlite3.Connection) -> str:
    tagged, said = connection.execute(
        "SELECT (SELECT count(*) FROM tag), (SELECT count(*) FROM ruling)"
    ).fetchone()
    return (
        f"what you decided in it is recovered as far as it could be read: {tagged} tags, {said} times who is one; "
        "`aka library add` puts the texts into it again"
    )


LIBRARY = Schema(
    name="aka's library",
    migrations=(f"{_DOCUMENTS};{tags.SCHEMA};{rulings.SCHEMA}",),
    tables=frozenset(
        (
            *(
                "document",
                "content",
                "search",
                "corpus",
                "suggestion",
                "entity",
                "name",
                "named",
                "compared",
                "alias",
            ),
            *("mention", "tag", "ruling"),
        )
    ),
    rows={"tag": tags.ROW, "ruling": rulings.ROW},
    recover=_recover,
)
