"""Who bears which name in an annotation, as the sieve sees names: by form, kind, title, and what the book knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from annotate.annotation import Mention
from annotate.book import Book
from annotate.decisions import Apart, Batch, Decision, Move, Target
from annotate.query import Index
from annotate.recognize.spans import Span
from annotate.resolve.knowledge import Known
from annotate.resolve.name import Name
from annotate.resolve.sieve import gather
from annotate.resolve.state import State


class Bearer(NamedTuple):
    """A name of an entity (its id), and the mentions that it has under that name."""

    entity: str
    name: Name
    mentions: tuple[Mention, ...]


class Bearers:
    """The names of an annotation with their entities, in the order of the text."""

    def __init__(self, index: Index, book: Book) -> None:
        self.index = index
        spans = {(m.start, m.end): Span(m.start, m.end, m.label, m.by) for m in index.mentions}
        names, number_of = gather(index.annotation.document.text, list(spans.values()), book)
        self._state = State(names, book, [])
        found: dict[tuple[str, int], list[Mention]] = defaultdict(list)
        for mention in index.mentions:
            found[mention.entity, number_of[mention.start, mention.end]].append(mention)
        self.all = tuple(
            Bearer(entity, names[number], tuple(mentions)) for (entity, number), mentions in found.items()
        )
        self._apart = {
            frozenset((suggestion.entity, suggestion.other))
            for suggestion in index.annotation.suggestions
            if suggestion.state == "rejected"
        } | set(_kept_apart(index))
        self._linked = {
            (entity.id, alias.name)
            for entity in index.entities.values()
            for alias in entity.aliases
            if alias.evidence.when
        }

    def known(self, bearer: Bearer) -> Known | None:
        """What the book knows a name as in this document."""
        return self._state.known.get(bearer.name.number)

    def tells_apart(self, one: Bearer, other: Bearer) -> bool:
        """Whether the names themselves or the book say that the two are not one: Mr. Wilson and Mrs. Wilson."""
        return bool(self._state.veto(one.name.number, other.name.number))

    def kept_apart(self, one: str, other: str) -> bool:
        """Whether a person has said that two entities are not one."""
        return frozenset((one, other)) in self._apart

    def linked(self, bearer: Bearer) -> bool:
        """Whether a person has said that the name is its entity's."""
        return (bearer.entity, bearer.name.text) in self._linked


def _kept_apart(index: Index) -> Iterator[frozenset[str]]:
    """The pairs of entities that a person's decisions keep apart, also where no machine has suggested the link."""
    at: dict[tuple[int, int], set[str]] = defaultdict(set)
    for mention in index.mentions:
        at[mention.start, mention.end].add(mention.entity)
    for one, other in _sides(index.annotation.decisions):
        entities, others = ({e for a in side.anchors for e in at[a.start, a.end]} for side in (one, other))
        yield from map(frozenset, product(entities, others))


def _sides(decisions: Iterable[Decision]) -> Iterator[tuple[Target, Target]]:
    for decision in decisions:
        match decision:
            case Batch():
                yield from _sides(decision.decisions)
            case Apart():
                yield decision.one, decision.other
            case Move():
                yield decision.what, decision.out_of
