"""Who is named in the library, under which names, and where."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from typing import TYPE_CHECKING

import msgspec

from annotate.annotation import Evidence
from annotate.book import Book
from annotate.book.known import CERTAIN
from annotate.labels import group_of
from annotate.library.asked import Term, terms, together
from annotate.library.items import Known, Occurrence, Suggested
from annotate.names import key

if TYPE_CHECKING:
    from annotate.corpus import Who

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
    for label, forms in also(key(term.words), book):
        rows = connection.execute(
            "SELECT DISTINCT corpus, label FROM entity JOIN alias ON alias.entity = entity.id"
            f" WHERE alias.name IN (SELECT id FROM name WHERE key IN {_GIVEN})",
            (json.dumps(forms),),
        )
        found |= {corpus for corpus, given in rows if group_of(given) == group_of(label)}
    return found


def also(form: str, book: Book) -> Iterator[tuple[str, list[str]]]:
    """The entities that the book certainly calls so (a name's key): the label of each, and the keys of its names."""
    for hit in book.lookup_key(form):
        if hit.role in CERTAIN:
            yield hit.entry.label, [key(name) for role, name in hit.entry.roles() if role in CERTAIN]


def who(connection: sqlite3.Connection, corpus: int) -> Who | None:
    """Whom a person means by an entity: all that go by its name, or only the one of a document where others do too."""
    from annotate.corpus import Who  # with the rules of the corpus, which no question needs

    row = connection.execute(
        "SELECT corpus.name, corpus.label, sha256 FROM corpus JOIN entity ON entity.corpus = corpus.id"
        " JOIN document ON document.id = entity.document WHERE corpus.id = ? ORDER BY sha256 LIMIT 1",
        (corpus,),
    ).fetchone()
    if row is None:
        return None
    name, label, sha256 = row
    (bearers,) = connection.execute(
        "SELECT count(DISTINCT corpus) FROM entity JOIN alias ON alias.entity = entity.id"
        " JOIN name ON name.id = alias.name WHERE name.key = ? AND label = ?",
        (key(name), label),
    ).fetchone()
    return Who(name, label, sha256 if bearers > 1 else "")


def suggestions(connection: sqlite3.Connection) -> list[Suggested]:
    """Entities that may be one, the likeliest first."""
    rows = connection.execute("SELECT one, other, evidence FROM suggestion").fetchall()
    named = {known.id: known for known in entities(connection, {id_ for *both, _ in rows for id_ in both})}
    found = [
        Suggested(named[one], named[other], msgspec.msgpack.decode(evidence, type=Evidence))
        for one, other, evidence in rows
    ]
    return sorted(found, key=lambda suggested: -(suggested.evidence.score or 0))


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


def forget(connection: sqlite3.Connection, named: Iterable[int]) -> None:
    """Take out those of these entities that no document names any more, and what is suggested of them."""
    left = [(corpus,) for corpus in named]
    gone = "NOT EXISTS (SELECT 1 FROM entity WHERE corpus = ?1)"
    connection.executemany(f"DELETE FROM corpus WHERE id = ?1 AND {gone}", left)
    connection.executemany(f"DELETE FROM suggestion WHERE ?1 IN (one, other) AND {gone}", left)
