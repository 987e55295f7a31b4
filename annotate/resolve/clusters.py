"""Clusters of names that grow by links and never across a veto."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from annotate.annotation import Evidence

Veto = Callable[[int, int], str]
"""From two names (numbers) to the reason why they are not one, empty when nothing speaks against it."""


class Clusters:
    """A partition of the names 0 .. size-1 that remembers by which link each part came together."""

    def __init__(self, size: int, veto: Veto) -> None:
        self._of = list(range(size))
        self._members = [[number] for number in range(size)]
        self._veto = veto
        self.links: dict[int, list[tuple[int, Evidence]]] = {}

    def find(self, name: int) -> int:
        """The number of the cluster that a name is in."""
        return self._of[name]

    def members(self, cluster: int) -> list[int]:
        """The names of a cluster, in no order that matters."""
        return self._members[cluster]

    def all(self) -> Iterable[list[int]]:
        """Every cluster's names."""
        return [members for members in self._members if members]

    def blocked(self, one: int, other: int) -> str:
        """The veto between the clusters of two names: that of any pair across them; empty when there is
        none."""
        for a in self._members[self._of[one]]:
            for b in self._members[self._of[other]]:
                if reason := self._veto(a, b):
                    return reason
        return ""

    def union(self, one: int, other: int, evidence: Evidence, *, sure: bool = False) -> bool:
        """Make one cluster of two, unless a veto stands between them and the link is not ``sure``; whether
        they are one.

        ``evidence`` is why ``one`` belongs to ``other``.
        """
        a, b = self._of[one], self._of[other]
        if a == b:
            return True
        if not sure and self.blocked(one, other):
            return False
        if len(self._members[a]) > len(self._members[b]):
            a, b = b, a
        for name in self._members[a]:
            self._of[name] = b
        self._members[b].extend(self._members[a])
        self._members[a] = []
        self.links.setdefault(one, []).append((other, evidence))
        self.links.setdefault(other, []).append((one, evidence))
        return True
