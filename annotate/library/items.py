"""What the library answers: plain data."""

from __future__ import annotations

from typing import NamedTuple

from annotate.annotation import Evidence, State
from annotate.query import Line


class Item(NamedTuple):
    """A document of the library, found again by ``sha256``, that of its text.

    ``entities`` and ``mentions`` count the names in it, without dates and numbers; ``reviewed`` is on how many of the
    mentions a person has decided, ``words`` how long the text is. ``added`` and ``read`` are when it was put here and
    last read (ISO 8601 in UTC; never: empty), ``progress`` is how far, from 0 to 1.
    """

    sha256: str
    title: str
    source: str
    author: str
    date: str
    language: str
    words: int
    entities: int
    mentions: int
    reviewed: int
    added: str
    tags: tuple[str, ...]
    read: str
    progress: float


class Hit(NamedTuple):
    """A document that a search found, and a passage of it.

    ``passage`` begins at ``start`` of the text; ``marks`` are what was found in it. Offsets are those in the text,
    in code points.
    """

    sha256: str
    title: str
    date: str
    start: int
    passage: str
    marks: tuple[tuple[int, int], ...]


class Known(NamedTuple):
    """One person, organisation, place ... of the library: in how many documents, how often, under which names (the most
    frequent first, each with how often). ``id`` is good until the library changes."""

    id: int
    name: str
    label: str
    reference: str | None
    documents: int
    mentions: int
    aliases: tuple[tuple[str, int], ...]


class Occurrence(NamedTuple):
    """A mention of an entity: ``text[start:end]`` (code points) of a document; ``name`` is the alias, on one line."""

    sha256: str
    title: str
    date: str
    start: int
    end: int
    name: str
    label: str
    state: State


class Suggested(NamedTuple):
    """Two entities that may be one, and why the first may be the second."""

    one: Known
    other: Known
    evidence: Evidence


class InContext(NamedTuple):
    """A mention, and the line of a concordance that it is in."""

    at: Occurrence
    line: Line
