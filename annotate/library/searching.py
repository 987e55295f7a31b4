"""Where words stand in the library: in a text, in a title, or among the names of somebody who is named there."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence, Set
from typing import NamedTuple

from annotate.book import Book
from annotate.library import naming
from annotate.library.asked import terms, together
from annotate.library.items import Hit
from annotate.library.passages import Span, passage

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # Unicode keeps them out of all text that is exchanged
_STANDING = "SELECT rowid FROM search WHERE search MATCH ?"
_TITLE = 5.0  # how much more a word counts in a title than in a text


class Part(NamedTuple):
    """What a word of a query finds: the documents that have it, and the entities with it in one of their names."""

    documents: set[int]
    named: set[int]


class Found(NamedTuple):
    """What a query finds: the documents, the best first; the entities that it names as a whole; what each of its words
    finds; and these as an expression of FTS5."""

    documents: Sequence[int]
    named: frozenset[int]
    parts: Sequence[Part]
    match: str


def find(connection: sqlite3.Connection, query: str, book: Book) -> Found:
    """The documents in which each word of a query stands, in the text or in the title, or is in a name of somebody whom
    the document names, by that name or another; and those that name somebody whose name the whole query is in.

    Names are those of the library, and those that the book has for one of them.
    """
    asked = terms(query)
    if not asked:
        return Found((), frozenset(), (), "")
    parts = [
        Part(naming.numbers(connection, _STANDING, term.match), naming.called(connection, term, book))
        for term in asked
    ]
    named = frozenset(naming.called(connection, together(asked), book))
    documents = naming.documents_of(connection, named) | set.intersection(
        *(part.documents | naming.documents_of(connection, part.named) for part in parts)
    )
    match = " OR ".join(term.match for term in asked)
    return Found(_ranked(connection, documents, match), named, parts, match)


def _ranked(connection: sqlite3.Connection, documents: Set[int], match: str) -> list[int]:
    """Those first that have the words themselves, by how many and how rare; then the newest."""
    best = connection.execute(
        f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, {_TITLE}), rowid", (match,)
    )
    newest = connection.execute("SELECT id FROM document ORDER BY date DESC, title, id")
    order = dict.fromkeys(row for rows in (best, newest) for (row,) in rows)
    return [document for document in order if document in documents]


def hit(connection: sqlite3.Connection, document: int, found: Found) -> Hit:
    """A document that was found, with the passage that shows best why."""
    sha256, title, date, text = connection.execute(
        "SELECT sha256, title, date, text FROM document JOIN content USING (id) WHERE id = ?", (document,)
    ).fetchone()
    # A word that stands nowhere is that of a name which somebody has elsewhere.
    named = found.named.union(*(part.named for part in found.parts if document not in part.documents))
    words = _words(connection, document, text, found.match)
    marks = _joined([*words, *naming.spans_of(connection, document, named)])
    (start, end), marks = passage(text, marks)
    return Hit(sha256, title, date, start, text[start:end], marks)


def _words(connection: sqlite3.Connection, document: int, text: str, match: str) -> list[Span]:
    """Where words that were searched stand in a text."""
    row = connection.execute(
        "SELECT highlight(search, 1, ?, ?) FROM search WHERE search MATCH ? AND rowid = ?",
        (_OPEN, _CLOSE, match, document),
    ).fetchone()
    before, *pieces = row[0].split(_OPEN) if row else [text]
    spans, at = [], len(before)
    for piece in pieces:
        word, _, after = piece.partition(_CLOSE)
        spans.append((at, at + len(word)))
        at += len(word) + len(after)
    # A text with those two in it, or with a zero byte, at which SQLite's function ends, comes back as another.
    return spans if at == len(text) else []


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)
