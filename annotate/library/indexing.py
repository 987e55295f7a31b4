"""An annotation into the tables of the library, and out of them."""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from annotate.annotation import Annotation, Mention, encode
from annotate.library import naming
from annotate.names import key, surface
from annotate.query import Index

if TYPE_CHECKING:
    from annotate.corpus import Bearer


def put(
    connection: sqlite3.Connection, annotation: Annotation, packed: bytes, fingerprint: str, now: str
) -> int:
    """Index an annotation, also :func:`packed`, ``now`` (ISO 8601), in the place of what is there of its text.

    Gives the document's number.
    """
    from annotate.library.bearing import bearers_of  # the rules of the corpus, which only what is added needs

    document = annotation.document
    row = connection.execute("SELECT id, added FROM document WHERE sha256 = ?", (document.sha256,)).fetchone()
    id_, added = row or (None, now)
    before: dict[tuple[str, str], list[int]] = defaultdict(list)
    if id_ is not None:
        for name, label, corpus in connection.execute(
            "SELECT name, label, corpus FROM entity WHERE document = ? ORDER BY id DESC", (id_,)
        ):
            before[name, label].append(corpus)
        take_out(connection, id_)
    index = Index(annotation)
    number: int
    (number,) = connection.execute(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) RETURNING id",
        (
            *(id_, document.sha256, fingerprint, document.title, document.source, document.author),
            *(document.date, document.language, len(document.text), len(document.text.split())),
            *(len(index.entities), len(index.mentions)),
            sum(mention.state != "suggested" for mention in index.shown),
            added,
        ),
    ).fetchone()
    connection.execute("INSERT INTO content VALUES (?, ?, ?)", (number, document.text, packed))
    connection.execute(
        "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", (number, document.title, document.text)
    )
    for bearer in bearers_of(index):
        _put_entity(connection, number, bearer, index.mentions_of[bearer.id], before)
    return number


def _put_entity(
    connection: sqlite3.Connection,
    document: int,
    bearer: Bearer,
    mentions: Iterable[Mention],
    before: Mapping[tuple[str, str], list[int]],
) -> None:
    """Index an entity of a document: as the one of the corpus that it was ``before``, by its name and label, else as a
    new one, for as long as nobody has looked who it is."""
    alike = before.get((bearer.name, bearer.label))
    was = alike.pop() if alike else None
    connection.execute(
        "INSERT OR IGNORE INTO corpus VALUES (?, ?, ?, ?)", (was, bearer.name, bearer.label, bearer.reference)
    )
    corpus = was or connection.execute("SELECT last_insert_rowid()").fetchone()[0]
    (id_,) = connection.execute(
        "INSERT INTO entity (document, local, name, label, reference, company, cues, corpus)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            *(document, bearer.id, bearer.name, bearer.label, bearer.reference),
            *("\n".join(bearer.company), "\n".join(bearer.cues), corpus),
        ),
    ).fetchone()
    names = {form: _name(connection, form) for form, _ in bearer.aliases}
    connection.executemany(
        "INSERT INTO alias VALUES (?, ?, ?)", [(id_, names[form], count) for form, count in bearer.aliases]
    )
    connection.executemany(
        "INSERT OR IGNORE INTO mention VALUES (?, ?, ?, ?, ?, ?)",
        [(id_, each.start, each.end, names[surface(each.text)], each.label, each.state) for each in mentions],
    )


def _name(connection: sqlite3.Connection, form: str) -> int:
    """The number of a name, which is a new one where it was never seen."""
    row: tuple[int] | None = connection.execute("SELECT id FROM name WHERE name = ?", (form,)).fetchone()
    if row is None:
        row = connection.execute(
            "INSERT INTO name (name, key) VALUES (?, ?) RETURNING id", (form, key(form))
        ).fetchone()
        connection.execute("INSERT INTO named (rowid, name) VALUES (?, ?)", (row[0], form))
    return row[0]


def take_out(connection: sqlite3.Connection, document: int) -> None:
    """Take a document out of all tables, and what only it had."""
    title, text = connection.execute("SELECT title, text FROM searched WHERE id = ?", (document,)).fetchone()
    connection.execute(
        "INSERT INTO search (search, rowid, title, text) VALUES ('delete', ?, ?, ?)", (document, title, text)
    )
    entities = connection.execute("SELECT id, corpus FROM entity WHERE document = ?", (document,)).fetchall()
    names = set[int]()
    for entity, _ in entities:
        names.update(
            name for (name,) in connection.execute("SELECT name FROM alias WHERE entity = ?", (entity,))
        )
        connection.execute("DELETE FROM mention WHERE entity = ?", (entity,))
        connection.execute("DELETE FROM alias WHERE entity = ?", (entity,))
    connection.execute("DELETE FROM entity WHERE document = ?", (document,))
    connection.execute("DELETE FROM content WHERE id = ?", (document,))
    connection.execute("DELETE FROM document WHERE id = ?", (document,))
    _forget_names(connection, names)
    naming.forget(connection, {corpus for _, corpus in entities})


def _forget_names(connection: sqlite3.Connection, names: Iterable[int]) -> None:
    """Take names out that no entity has any more."""
    for name in names:
        row = connection.execute(
            "DELETE FROM name WHERE id = ? AND NOT EXISTS (SELECT 1 FROM alias WHERE alias.name = ?)"
            " RETURNING name",
            (name, name),
        ).fetchone()
        if row:
            connection.execute("DELETE FROM compared WHERE name = ?", (name,))
            connection.execute(
                "INSERT INTO named (named, rowid, name) VALUES ('delete', ?, ?)", (name, row[0])
            )


def packed(annotation: Annotation) -> bytes:
    """An annotation without its text, small. Raises BadAnnotation for a text that no file can hold."""
    encode(annotation)
    bare = replace(annotation, document=replace(annotation.document, text=""))
    return zlib.compress(msgspec.msgpack.encode(bare), 1)


def is_there(connection: sqlite3.Connection, sha256: str, packed: bytes) -> bool:
    """Whether a text is there with just this annotation."""
    row = connection.execute(
        "SELECT 1 FROM document JOIN content USING (id) WHERE sha256 = ? AND annotation = ?", (sha256, packed)
    ).fetchone()
    return row is not None


def annotation_of(connection: sqlite3.Connection, sha256: str) -> Annotation | None:
    """The annotation that is kept of a text; None where there is none."""
    row = connection.execute(
        "SELECT text, annotation FROM document JOIN content USING (id) WHERE sha256 = ?", (sha256,)
    ).fetchone()
    if row is None:
        return None
    found = msgspec.msgpack.decode(zlib.decompress(row[1]), type=Annotation)
    return replace(found, document=replace(found.document, text=row[0]))


def text_of(connection: sqlite3.Connection, sha256: str) -> str | None:
    """A text; None where it is not there."""
    row: tuple[str] | None = connection.execute(
        "SELECT text FROM document JOIN content USING (id) WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return row[0] if row else None
