"""Clusters of bearers: those of the sieve, with its vetoes between all names of the one and all of the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotate.annotation import Evidence
from annotate.corpus.bearer import Decision, Form
from annotate.corpus.decided import Decided, Side
from annotate.corpus.offers import name_of
from annotate.corpus.reading import Reading
from annotate.resolve.clusters import Clusters
from annotate.resolve.knowledge import Known
from annotate.resolve.name import Name
from annotate.resolve.vetoes import Vetoes


class Gathering(Clusters):
    """A partition of bearers (numbers of ``readings``), with what a person decided made on it."""

    def __init__(self, readings: Sequence[Reading], decisions: Sequence[Decision]) -> None:
        names: list[Name] = []
        known: dict[int, Known] = {}
        super().__init__(len(readings), Vetoes(names, known, frozenset()))
        numbers: dict[tuple[Form, tuple[int, bool] | None], int] = {}

        def number(form: Form, entity: Known | None) -> int:
            at = numbers.setdefault((form, entity and entity[:2]), len(names))
            if at == len(names):
                names.append(name_of(form, at))
                if entity:
                    known[at] = entity
            return at

        self._names = [{number(form, reading.known) for form in reading.forms} for reading in readings]
        self._references = [{reading.bearer.reference} - {None} for reading in readings]
        self._sides: list[set[Side]] = [set() for _ in readings]
        decided = Decided(readings, decisions)
        for one, side in decided.kept_apart():
            self._sides[one].add(side)
        for one, other, evidence in decided.merged():
            if not self._said_apart(one, other):
                self.union(one, other, evidence, sure=True)

    def blocked(self, one: int, other: int) -> str:
        """What stands between the clusters of two bearers; empty when nothing does."""
        a, b = self.find(one), self.find(other)
        if self._said_apart(one, other):
            return "you kept apart"
        if self._references[a] and self._references[b] and not self._references[a] & self._references[b]:
            return "different references"
        ours, theirs = self._names[a] - self._names[b], self._names[b] - self._names[a]
        return next((reason for x in ours for y in theirs if (reason := self._veto(x, y))), "")

    def union(self, one: int, other: int, evidence: Evidence, *, sure: bool = False) -> bool:
        """Make one cluster of two, as :meth:`Clusters.union` does."""
        a, b = self.find(one), self.find(other)
        if not super().union(one, other, evidence, sure=sure):
            return False
        gone, stays = (a, b) if self.find(one) == b else (b, a)
        if gone != stays:
            self._names[stays] |= self._names[gone]
            self._references[stays] |= self._references[gone]
            self._sides[stays] |= self._sides[gone]
        return True

    def gather(self, bearers: Iterable[tuple[int, Evidence]]) -> None:
        """Make one of all these that no veto keeps apart, each with the first before it that it can be one with."""
        heads: list[int] = []
        for bearer, evidence in bearers:
            if any(self.find(bearer) == self.find(head) for head in heads):
                continue
            if not any(self.union(bearer, head, evidence) for head in heads):
                heads.append(bearer)

    def _said_apart(self, one: int, other: int) -> bool:
        theirs = self._sides[self.find(other)]
        return any((decision, not side) in theirs for decision, side in self._sides[self.find(one)])
