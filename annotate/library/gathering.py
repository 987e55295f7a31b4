"""The entities of all documents into those of the corpus (:mod:`annotate.corpus`), in the library's tables."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from sys import intern
from typing import NamedTuple

import msgspec

from annotate import corpus
from annotate.book import Book
from annotate.corpus import Bearer, Decision, Link, Maybe, Pair, Resolved
from annotate.corpus.bearer import Place
from annotate.library import naming, rulings
from annotate.names import hashed

_ENOUGH = 20  # members of an entity say whether another is one of them; some have one in every text

_COMMON = 45  # names under one key are too many for it to tell anything

# The entities of a document, and the newest members of those that have one of these names, one that is compared with
# one of theirs, or a reference of theirs.
_AROUND = f"""
WITH met AS (
    SELECT id AS name FROM name WHERE key IN (SELECT value FROM json_each(?2))
    UNION
    SELECT name FROM compared WHERE key IN (
        SELECT key FROM compared WHERE key IN (SELECT value FROM json_each(?3))
        GROUP BY key HAVING count(*) <= {_COMMON}
    )
), near AS (
    SELECT corpus FROM met JOIN alias USING (name) JOIN entity ON entity.id = alias.entity
    UNION
    SELECT id FROM corpus WHERE reference IN (SELECT reference FROM entity WHERE document = ?1)
), members AS (
    SELECT id, document, row_number() OVER (PARTITION BY corpus ORDER BY document = ?1 DESC, id DESC) AS place
    FROM entity WHERE corpus IN (SELECT corpus FROM near)
)
SELECT id FROM members WHERE place <= {_ENOUGH} OR document = ?1
"""

Keys = Mapping[str, Set[int]]
"""From names to the keys under which they are compared with others (:func:`annotate.corpus.keys_of`), as numbers."""


Judge = Callable[[Sequence[Pair]], Iterable[Link]]
"""Scores pairs of names as :func:`annotate.corpus.score` does with the library's book."""


class Gathered(NamedTuple):
    """What goes into the corpus: entities of documents, and what a person decided; and the keys of new names."""

    bearers: list[Bearer]
    decisions: list[Decision]
    keys: Keys


def everyone(connection: sqlite3.Connection, missing: Iterable[int], book: Book) -> Gathered:
    """All entities of all documents; of the ``missing`` ones (:func:`annotate.library.shelf.missing`) the keys."""
    rows = connection.execute(
        "SELECT sha256 FROM document WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(missing)),),
    )
    new = {sha256 for (sha256,) in rows}
    bearers = _bearers(connection, "SELECT id FROM entity")
    keys = _keys((bearer for bearer in bearers if bearer.document in new), book)
    return Gathered(bearers, rulings.decisions(connection), keys)


def around(connection: sqlite3.Connection, document: int, book: Book) -> Gathered:
    """The entities of a document, and those of others that they may be one with: that share a name with them, also one
    that only the book knows, or that are compared with them, or share a reference."""
    keys = _keys(_bearers(connection, "SELECT id FROM entity WHERE document = ?", document), book)
    names = [
        form
        for (form,) in connection.execute(
            "SELECT DISTINCT key FROM entity JOIN alias ON alias.entity = entity.id"
            " JOIN name ON name.id = alias.name WHERE document = ?",
            (document,),
        )
    ]
    forms = {other for form in names for _, others in naming.also(form, book) for other in others}
    theirs = list(set[int]().union(*keys.values()))
    near = _bearers(connection, _AROUND, document, json.dumps([*names, *forms]), json.dumps(theirs))
    return Gathered(near, rulings.decisions(connection), keys)


def _keys(bearers: Iterable[Bearer], book: Book) -> Keys:
    found: dict[str, set[int]] = defaultdict(set)
    for bearer in bearers:
        for name, keys in corpus.keys_of(bearer, book).items():
            found[name] |= set(map(hashed, keys))
    return found


def resolve(gathered: Gathered, book: Book, judge: Judge | None = None) -> Resolved:
    """Who is one of them; ``judge`` is who else scores their pairs."""
    return corpus.resolve(gathered.bearers, book, gathered.decisions, judge=judge)


def _bearers(connection: sqlite3.Connection, which: str, *values: int | str) -> list[Bearer]:
    aliases: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for entity, name, count in connection.execute(
        f"SELECT entity, name.name, count FROM alias JOIN name ON name.id = alias.name WHERE entity IN ({which})",
        values,
    ):
        aliases[entity].append((intern(name), count))  # the same names again and again, here and below
    rows = connection.execute(
        "SELECT entity.id, sha256, local, name, label, reference, company, cues FROM entity"
        f" JOIN document ON document.id = entity.document WHERE entity.id IN ({which}) ORDER BY sha256, entity.id",
        values,
    )
    return [
        Bearer(
            *(intern(sha256), intern(local), intern(name), intern(label), tuple(aliases[id_]), reference),
            *(tuple(map(intern, filter(None, said.split("\n")))) for said in (company, cues)),
        )
        for id_, sha256, local, name, label, reference, company, cues in rows
    ]


def save(connection: sqlite3.Connection, documents: Iterable[int], resolved: Resolved, keys: Keys) -> None:
    """Make the entities of the corpus those that were resolved of :func:`everyone`; what was added meanwhile stays what
    it is. Each keeps the number that most of its members had.

    ``documents`` are those that were missing (:func:`annotate.library.shelf.missing`).
    """
    there = _members(connection, resolved)
    numbers: dict[Place, int] = {}
    taken: set[int] = set()
    for whole in sorted(resolved.entities, key=lambda whole: -len(whole.members)):
        members = [there[place] for place in whole.members if place in there]
        if not members:  # its texts were removed meanwhile
            continue
        votes = Counter(member.corpus for member in members)
        number = next((corpus for corpus, _ in votes.most_common() if corpus not in taken), None)
        (number,) = connection.execute(
            "INSERT OR REPLACE INTO corpus VALUES (?, ?, ?, ?) RETURNING id",
            (number, whole.name, whole.label, whole.reference),
        ).fetchone()
        taken.add(number)
        numbers[whole.id] = number
        _move(connection, members, number)
    connection.execute("DELETE FROM corpus WHERE id NOT IN (SELECT corpus FROM entity)")
    connection.execute("DELETE FROM suggestion")
    _done(connection, documents, keys)
    _suggest(connection, resolved.suggestions, numbers)


def join(connection: sqlite3.Connection, document: int, resolved: Resolved, keys: Keys) -> None:
    """Make the entities of a document those of the corpus that were found among :func:`around`; all others stay."""
    there = _members(connection, resolved)
    numbers: dict[Place, int] = {}
    for whole in resolved.entities:
        members = [there[place] for place in whole.members if place in there]
        votes = Counter(member.corpus for member in members if member.document != document)
        mine = [member for member in members if member.document == document]
        if votes:
            ((number, _),) = votes.most_common(1)
            _move(connection, mine, number)
            numbers[whole.id] = number
        elif mine:
            numbers[whole.id] = mine[0].corpus
    naming.forget(connection, {member.corpus for member in there.values() if member.document == document})
    _done(connection, [document], keys)
    _suggest(connection, resolved.suggestions, numbers)


def _done(connection: sqlite3.Connection, documents: Iterable[int], keys: Keys) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO compared SELECT ?, id FROM name WHERE name = ?",
        [(number, name) for name, numbers in keys.items() for number in numbers],
    )
    connection.executemany(
        "UPDATE document SET gathered = 1 WHERE id = ?", [(number,) for number in documents]
    )


class _Member(NamedTuple):
    """An entity of a document: its number and those of the document and of the entity of the corpus that it is."""

    id: int
    document: int
    corpus: int


def _members(connection: sqlite3.Connection, resolved: Resolved) -> dict[Place, _Member]:
    """Those that were resolved and are still there."""
    places = [place for whole in resolved.entities for place in whole.members]
    rows = connection.execute(
        "SELECT sha256, local, entity.id, document, corpus FROM json_each(?)"
        " JOIN document ON sha256 = json_extract(value, '$[0]')"
        " JOIN entity ON document = document.id AND local = json_extract(value, '$[1]')",
        (json.dumps(places),),
    )
    return {(sha256, local): _Member(*numbers) for sha256, local, *numbers in rows}


def _move(connection: sqlite3.Connection, members: Iterable[_Member], corpus: int) -> None:
    connection.executemany(
        "UPDATE entity SET corpus = ? WHERE id = ?",
        [(corpus, member.id) for member in members if member.corpus != corpus],
    )


def _suggest(
    connection: sqlite3.Connection, suggestions: Iterable[Maybe], numbers: Mapping[Place, int]
) -> None:
    """Keep suggestions between entities of these ``numbers``."""
    connection.executemany(
        "INSERT OR IGNORE INTO suggestion VALUES (?, ?, ?)",
        [
            (numbers[maybe.one], numbers[maybe.other], msgspec.msgpack.encode(maybe.evidence))
            for maybe in suggestions
            if numbers.get(maybe.one) != numbers.get(maybe.other)
            and {maybe.one, maybe.other} <= numbers.keys()
        ],
    )
