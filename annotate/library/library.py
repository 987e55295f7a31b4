"""The library, as everyone outside uses it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, TypeVar

from msgspec.structs import replace

from annotate.annotation import Annotation, Document, Pipeline
from annotate.book import Book, load, personal
from annotate.decisions import Decision
from annotate.errors import AkaError, NoLibrary
from annotate.formats.continuing import made_of
from annotate.library import indexing, naming, searching, shelf, tags
from annotate.library.asked import terms
from annotate.library.items import Hit, InContext, Item, Known, Occurrence, Suggested
from annotate.library.schema import LIBRARY
from annotate.query import concordance
from annotate.store import Read, Store
from annotate.store.database import Database, Unusable, default_path

if TYPE_CHECKING:
    from annotate import corpus
    from annotate.library.gathering import Judge

T = TypeVar("T")

_PATIENCE = 5.0  # seconds to wait for another process that writes


def fingerprint(document: Document, pipeline: Pipeline, decisions: Iterable[Decision]) -> str:
    """A name for all that an annotation follows from, wherever its text was read."""
    return made_of(replace(document, source=""), pipeline, decisions)


class Library:
    """The documents that were read, and who is named in them. One thread at a time may use it.

    ``path`` is the database's file, by default library.db in the user's data directory. ``notices`` has a sentence for
    each thing that a person should know. Each method raises NoLibrary where the file cannot be read or written now, and
    BadStore for that of a newer version.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path("library.db")
        self._database = Database(self.path, LIBRARY, careful=True, patience=_PATIENCE)
        self.notices = self._database.notices

    def add(self, annotation: Annotation, *, gather: bool = True) -> bool:
        """Index an annotation, in the place of what was kept of its text; False where that was the same.

        With ``gather`` whoever it names is found among those of the other texts, which takes some tenths of a second;
        without it that is left to :meth:`gather`. Raises BadAnnotation for a text that no file can hold.
        """
        document = annotation.document
        made = fingerprint(document, annotation.pipeline, annotation.decisions)
        packed = indexing.packed(annotation)
        if self._read(lambda connection: indexing.is_there(connection, document.sha256, packed)):
            return False
        number = self._write(lambda connection: indexing.put(connection, annotation, packed, made, _now()))
        if gather:
            from annotate.library import gathering

            near = self._read(lambda connection: gathering.around(connection, number, self._book))
            resolved = gathering.resolve(near, self._book)
            self._write(lambda connection: gathering.join(connection, number, resolved, near.keys))
        return True

    def has(self, sha256: str, fingerprint: str) -> bool:
        """Whether the text is there, made of what the :func:`fingerprint` says."""
        return self._read(lambda connection: shelf.has(connection, sha256, fingerprint))

    def annotation(self, sha256: str) -> Annotation | None:
        """The annotation of a text, as it was added; None where there is none. The text's source may be gone."""
        return self._read(lambda connection: indexing.annotation_of(connection, sha256))

    def text(self, sha256: str) -> str | None:
        """A text alone; None where it is not there."""
        return self._read(lambda connection: indexing.text_of(connection, sha256))

    def documents(self, query: str = "", *, tag: str = "") -> list[Item]:
        """The documents, or those that a query finds and that have a tag; those of the newest date first, then by
        title."""
        read = self._reading()

        def work(connection: sqlite3.Connection) -> list[Item]:
            found = set(searching.find(connection, query, self._book).documents) if terms(query) else None
            return shelf.items(connection, read, found)

        return [item for item in self._read(work) if not tag or tag in item.tags]

    def search(self, query: str, limit: int | None = None) -> list[Hit]:
        """The documents that a query finds (:mod:`annotate.library.asked`), the best first, at most ``limit``."""

        def work(connection: sqlite3.Connection) -> list[Hit]:
            found = searching.find(connection, query, self._book)
            return [searching.hit(connection, document, found) for document in found.documents[:limit]]

        return self._read(work)

    def remove(self, sha256: str) -> bool:
        """Take a document out, with its tags; False where it was not there."""

        def work(connection: sqlite3.Connection) -> bool:
            number = shelf.number_of(connection, sha256)
            if number is None:
                return False
            indexing.take_out(connection, number)
            connection.execute("DELETE FROM tag WHERE sha256 = ?", (sha256,))
            return True

        return self._write(work)

    def tag(self, sha256: str, *names: str) -> None:
        """Give a document tags."""
        self._write(lambda connection: tags.tag(connection, sha256, names, _now()))

    def untag(self, sha256: str, *names: str) -> None:
        """Take tags from a document."""
        self._write(lambda connection: tags.untag(connection, sha256, names))

    def entities(self, query: str = "", *, label: str | None = None) -> list[Known]:
        """The entities of all documents, or those with a label and a query's words in their names: those in the most
        documents first."""

        def work(connection: sqlite3.Connection) -> list[Known]:
            return naming.entities(connection, naming.fitting(connection, query, self._book))

        return [known for known in self._read(work) if label in (None, known.label)]

    def whose(self, sha256: str, entity: str) -> Known | None:
        """The entity of the library that one of a text is, by its id in the text's annotation; None where there is
        none."""

        def work(connection: sqlite3.Connection) -> list[Known]:
            number = naming.whose(connection, sha256, entity)
            return [] if number is None else naming.entities(connection, [number])

        return next(iter(self._read(work)), None)

    def in_context(self, occurrences: Iterable[Occurrence], width: int) -> Iterator[InContext]:
        """Each mention with at most ``width`` code points of the text on either side, as
        :func:`annotate.query.concordance` has them."""
        for sha256, group in groupby(occurrences, lambda occurrence: occurrence.sha256):
            here = list(group)
            lines = concordance(self.text(sha256) or "", [(at.start, at.end) for at in here], width)
            for occurrence, line in zip(here, lines, strict=True):
                yield InContext(occurrence, line)

    def mentions_of(self, entity: int) -> list[Occurrence]:
        """The mentions of an entity (its ``id``) by the documents' dates, then in the order of each text."""
        return self._read(lambda connection: naming.mentions_of(connection, entity))

    def gather(self, judge: Judge | None = None) -> None:
        """Find out anew who is one in all texts (:mod:`annotate.corpus`), with what a person decided. It takes some
        seconds for 1,000 texts. ``judge`` is who else scores the pairs of names, such as a cluster."""
        from annotate.library import gathering

        missing = self._read(shelf.missing)
        everyone = self._read(lambda connection: gathering.everyone(connection, missing, self._book))
        resolved = gathering.resolve(everyone, self._book, judge)
        self._write(lambda connection: gathering.save(connection, missing, resolved, everyone.keys))

    def is_gathered(self) -> bool:
        """Whether that was done for all texts, one by one or together."""
        return not self._read(shelf.missing)

    def who(self, entity: int) -> corpus.Who | None:
        """Whom a person means by an entity (its id), in a decision; None where there is no such entity any more."""
        return self._read(lambda connection: naming.who(connection, entity))

    def decide(self, said: Literal["merge", "apart"], one: corpus.Who, other: corpus.Who) -> None:
        """Keep what a person said of two: that they are one in all texts, or that they are not.

        It holds from the next :meth:`gather` on, until the contrary is said.
        """
        from annotate import corpus
        from annotate.library import rulings

        decision = corpus.Decision(said, one, other, datetime.now(UTC).isoformat(timespec="microseconds"))
        self._write(lambda connection: rulings.keep(connection, decision))

    def decisions(self) -> list[corpus.Decision]:
        """What a person has said of who is one in all texts, and not taken back."""
        from annotate.library import rulings

        return self._read(rulings.decisions)

    def suggestions(self) -> list[Suggested]:
        """Entities that may be one, the likeliest first, as the last :meth:`gather` found."""
        return self._read(naming.suggestions)

    def members(self, sha256: str) -> dict[str, int]:
        """The entities of the library that those of a text are, by their ids in its annotation."""
        return self._read(lambda connection: naming.members(connection, sha256))

    def known(self, entities: Iterable[int]) -> list[Known]:
        """Entities by their ``id``: those in the most documents first."""
        return self._read(lambda connection: naming.entities(connection, entities))

    def dates_of(self, entity: int) -> list[tuple[str, int]]:
        """The date of each document that names an entity (its ``id``), and how often it does."""
        return self._read(lambda connection: naming.dates_of(connection, entity))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def _book(self) -> Book:
        return load(personal())

    def _reading(self) -> dict[str, Read]:
        """When each text was read, and how far, as aka's memory beside the library has it."""
        memory = self.path.with_name("aka.db")
        if not memory.exists():
            return {}
        with Store(memory) as store:
            return store.read()

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return self._database.read(work)[0]
        except Unusable as error:
            raise NoLibrary(f"The library {self.path} cannot be read ({error}).") from None

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return self._database.write(work)
        except Unusable as error:
            raise NoLibrary(
                f"The library {self.path} cannot be written ({error}): nothing in it is changed."
            ) from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def decided(path: Path | None = None) -> list[corpus.Decision]:
    """What a person has said in the library, if there is one that can be read: it holds for other texts too."""
    path = path or default_path("library.db")
    if not path.exists():
        return []
    try:
        with Library(path) as library:
            return library.decisions()
    except AkaError:
        return []
