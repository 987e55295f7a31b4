"""What the rules work on: the names of one document, what is known about them, and the clusters so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Literal, NamedTuple

from annotate.annotation import Evidence
from annotate.book import Book
from annotate.resolve import calibration
from annotate.resolve.clusters import Clusters
from annotate.resolve.cues import Cue
from annotate.resolve.families import relatives
from annotate.resolve.knowledge import Known, identify
from annotate.resolve.name import Name, group
from annotate.resolve.vetoes import Vetoes

Key = str | tuple[Literal["short", "long"], str]
Keys = Callable[[Name], Iterable[Key]]
"""From a name to its blocking keys: only names that share one can be linked by the rule. Where one name is
short for the other, a key says which of the two it is the key of, so that long names of one kind do not
meet."""
Judge = Callable[["State", Name, Name], Evidence | None]
"""Why the first name belongs to the second, None when the rule sees no reason. Only names sharing a key have
one."""


PLACE_ROLES = ("alias", "former", "ambiguous")


class Maybe(NamedTuple):
    """A link that is only suggested."""

    one: int
    other: int
    evidence: Evidence


class State:
    """The sieve's working memory for one document. ``bare``: names without a document (see ``verdict.why``);
    ``known``: what the book says of them, where that is settled already."""

    def __init__(
        self,
        names: list[Name],
        book: Book,
        cues: list[Cue],
        *,
        bare: bool = False,
        all_pairs: bool = False,
        known: dict[int, Known] | None = None,
    ) -> None:
        self.names = names
        self.book = book
        self.cues = cues
        self.bare = bare
        self.known: dict[int, Known] = identify(names, book, bare=bare) if known is None else known
        self.relatives = relatives(names)
        self.veto = Vetoes(names, self.known, self.relatives)
        self.clusters = Clusters(len(names), self.veto)
        self.maybes: list[Maybe] = []
        self._all_pairs = all_pairs
        self._pairs: dict[Keys, list[tuple[Name, Name]]] = {}
        self._places = frozenset(name.key for name in names if name.group == "place")

    def pairs(self, keys: Keys) -> list[tuple[Name, Name]]:
        """The pairs of names that share a blocking key, in the order in which they stand in the document."""
        if keys not in self._pairs:  # several rules share their keys
            self._pairs[keys] = list(combinations(self.names, 2)) if self._all_pairs else self._meeting(keys)
        return self._pairs[keys]

    def _meeting(self, keys: Keys) -> list[tuple[Name, Name]]:
        blocks: dict[str, list[int]] = defaultdict(list)
        sides: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for name in self.names:
            for form in set(keys(name)):
                if isinstance(form, str):
                    blocks[form].append(name.number)
                else:
                    sides[form[1]][form[0] == "long"].append(name.number)
        found = {pair for block in blocks.values() if len(block) > 1 for pair in combinations(block, 2)}
        for shorts, longs in sides.values():
            if shorts and longs:
                found |= {(a, b) if a < b else (b, a) for a in shorts for b in longs if a != b}
        return [(self.names[a], self.names[b]) for a, b in sorted(found)]

    def apart(self, one: Name, other: Name) -> bool:
        """Whether the two are in different clusters."""
        return self.clusters.find(one.number) != self.clusters.find(other.number)

    def names_place(self, name: Name) -> bool:
        """Whether a name is, in the book or elsewhere in the document, a place's too."""
        return name.key in self._places or any(
            hit.role in PLACE_ROLES and group(hit.entry.label) == "place"
            for hit in self.book.lookup_key(name.key)
        )

    def link(self, one: Name, other: Name, evidence: Evidence) -> bool:
        """Make the two one entity unless a veto stands between their clusters; whether they are one."""
        if evidence.score is None:
            evidence = _scored(evidence, calibration.linked(evidence.rule))
        return self.clusters.union(one.number, other.number, evidence)

    def suggest(self, one: Name, other: Name, evidence: Evidence, rivals: int = 1) -> None:
        """Note a link that the sieve is not sure enough of, to one of so many names that it may be."""
        if self.apart(one, other):
            evidence = _scored(evidence, calibration.suggested(evidence.rule, rivals))
            self.maybes.append(Maybe(one.number, other.number, evidence))


def _scored(evidence: Evidence, score: float | None) -> Evidence:
    return Evidence(evidence.rule, evidence.with_, score, evidence.text)
