"""Who is named in the library, under which names, and where."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from annotate.library.items import Known, Occurrence


def entities(connection: sqlite3.Connection, wanted: Iterable[int] | None = None) -> list[Known]:
    """The entities of the library, or the ``wanted`` ones: those in the most documents first, then by mentions."""
    numbers = None if wanted is None else tuple(wanted)
    where = "" if numbers is None else f"WHERE corpus IN ({', '.join('?' * len(numbers))})"
    names: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for corpus, name, count in connection.execute(
        "SELECT corpus, name.name, sum(count) AS times FROM entity JOIN alias ON alias.entity = entity.id"
        f" JOIN name ON name.id = alias.name {where} GROUP BY corpus, name.id ORDER BY times DESC, name.name",
        numbers or (),
    ):
        names[corpus].append((name, count))
    rows = connection.execute(
        "SELECT corpus.id, corpus.name, corpus.label, corpus.reference, count(DISTINCT document) AS documents"
        f" FROM corpus JOIN entity ON entity.corpus = corpus.id {where} GROUP BY corpus.id",
        numbers or (),
    )
    found = [
        Known._make((*known, sum(count for _, count in names[known[0]]), tuple(names[known[0]])))
        for known in rows
    ]
    return sorted(
        found, key=lambda known: (-known.documents, -known.mentions, known.name.casefold(), known.id)
    )


def mentions_of(connection: sqlite3.Connection, corpus: int) -> list[Occurrence]:
    """The mentions of an entity of the library, by the documents' dates, then in the order of each text."""
    rows = connection.execute(
        'SELECT sha256, document.title, document.date, start, "end", name.name, mention.label, state FROM entity'
        " JOIN mention ON mention.entity = entity.id JOIN document ON document.id = entity.document"
        " JOIN name ON name.id = mention.name WHERE corpus = ? ORDER BY document.date, document.id, start",
        (corpus,),
    )
    return [Occurrence(*row) for row in rows]
