"""Who is named in the library, under which names, and where."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Set

from annotate.book import Book
from annotate.book.known import CERTAIN
from annotate.labels import group_of
from annotate.library.asked import Term, terms, together
from annotate.library.items import Known, Occurrence
from annotate.names import key

_GIVEN = "(SELECT value FROM json_each(?))"  # of any number of numbers


def entities(connection: sqlite3.Connection, wanted: Iterable[int]) -> list[Known]:
    """The ``wanted`` entities of the library: those in the most documents first, then by mentions."""
    given = json.dumps(list(wanted))
    names: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for corpus, name, count in connection.execute(
        "SELECT corpus, name.name, sum(count) AS times FROM entity JOIN alias ON alias.entity = entity.id"
        f" JOIN name ON name.id = alias.name WHERE corpus IN {_GIVEN}"
        " GROUP BY corpus, name.id ORDER BY times DESC, name.name",
        (given,),
    ):
        names[corpus].append((name, count))
    rows = connection.execute(
        "SELECT corpus.id, corpus.name, corpus.label, corpus.reference, count(DISTINCT document) FROM corpus"
        f" JOIN entity ON entity.corpus = corpus.id WHERE corpus.id IN {_GIVEN} GROUP BY corpus.id",
        (given,),
    )
    found = [
        Known._make((*known, sum(count for _, count in names[known[0]]), tuple(names[known[0]])))
        for known in rows
    ]
    return sorted(
        found, key=lambda known: (-known.documents, -known.mentions, known.name.casefold(), known.id)
    )


def whose(connection: sqlite3.Connection, sha256: str, entity: str) -> int | None:
    """The entity of the library that one of a text (its id there) is; None where it is not there."""
    row: tuple[int] | None = connection.execute(
        "SELECT corpus FROM entity JOIN document ON document.id = entity.document WHERE sha256 = ? AND local = ?",
        (sha256, entity),
    ).fetchone()
    return row[0] if row else None


def fitting(connection: sqlite3.Connection, query: str, book: Book) -> set[int]:
    """The entities with each word of a query in one of their names; all for a query without words."""
    asked = terms(query)
    if not asked:
        return numbers(connection, "SELECT id FROM corpus")
    words = set.intersection(*(called(connection, term, book) for term in asked))
    return words | called(connection, together(asked), book)


def called(connection: sqlite3.Connection, term: Term, book: Book) -> set[int]:
    """The entities that have a name with these words in it, also one that only the book knows."""
    found = numbers(
        connection,
        "SELECT corpus FROM entity JOIN alias ON alias.entity = entity.id"
        " WHERE alias.name IN (SELECT rowid FROM named WHERE named MATCH ?)",
        term.match,
    )
    for hit in book.lookup(term.words):
        if hit.role in CERTAIN:
            forms = [key(name) for role, name in hit.entry.roles() if role in CERTAIN]
            rows = connection.execute(
                "SELECT DISTINCT corpus, label FROM entity JOIN alias ON alias.entity = entity.id"
                f" WHERE alias.name IN (SELECT id FROM name WHERE key IN {_GIVEN})",
                (json.dumps(forms),),
            )
            found |= {corpus for corpus, label in rows if group_of(label) == group_of(hit.entry.label)}
    return found


def documents_of(connection: sqlite3.Connection, named: Set[int]) -> set[int]:
    """The documents that name one of these entities."""
    return numbers(
        connection, f"SELECT document FROM entity WHERE corpus IN {_GIVEN}", json.dumps(list(named))
    )


def spans_of(connection: sqlite3.Connection, document: int, named: Set[int]) -> list[tuple[int, int]]:
    """Where a document names one of these entities (code points)."""
    rows = connection.execute(
        'SELECT start, "end" FROM entity JOIN mention ON mention.entity = entity.id'
        f" WHERE document = ? AND corpus IN {_GIVEN}",
        (document, json.dumps(list(named))),
    )
    return rows.fetchall()


def mentions_of(connection: sqlite3.Connection, corpus: int) -> list[Occurrence]:
    """The mentions of an entity of the library, by the documents' dates, then in the order of each text."""
    rows = connection.execute(
        'SELECT sha256, document.title, document.date, start, "end", name.name, mention.label, state FROM entity'
        " JOIN mention ON mention.entity = entity.id JOIN document ON document.id = entity.document"
        " JOIN name ON name.id = mention.name WHERE corpus = ? ORDER BY document.date, document.id, start",
        (corpus,),
    )
    return [Occurrence(*row) for row in rows]


def members(connection: sqlite3.Connection, sha256: str) -> dict[str, int]:
    """The entities of the library that those of a text are, by their ids there."""
    rows = connection.execute(
        "SELECT local, corpus FROM entity JOIN document ON document.id = entity.document WHERE sha256 = ?",
        (sha256,),
    )
    return dict(rows.fetchall())


def dates_of(connection: sqlite3.Connection, corpus: int) -> list[tuple[str, int]]:
    """The date of each document that names an entity of the library, and how often it does."""
    rows = connection.execute(
        "SELECT date, sum(count) FROM entity JOIN alias ON alias.entity = entity.id"
        " JOIN document ON document.id = entity.document WHERE corpus = ? GROUP BY document.id ORDER BY date",
        (corpus,),
    )
    return rows.fetchall()


def numbers(connection: sqlite3.Connection, query: str, *values: str) -> set[int]:
    """The numbers that a query gives."""
    return {number for (number,) in connection.execute(query, values)}
