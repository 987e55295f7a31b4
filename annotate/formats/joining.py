"""Spans that a file says are one, pair by pair -> groups."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import pairwise


class Groups:
    """A union-find: things that were joined, one with another, are of one group."""

    def __init__(self) -> None:
        self._parents: dict[Hashable, Hashable] = {}

    def join(self, things: Iterable[Hashable]) -> None:
        """These are of one group."""
        for one, other in pairwise(things):
            self._parents[self.of(one)] = self.of(other)

    def of(self, thing: Hashable) -> Hashable:
        """The group of a thing: the same value for all that are of it."""
        while (parent := self._parents.setdefault(thing, thing)) != thing:
            self._parents[thing] = thing = self._parents[parent]
        return thing

    def __contains__(self, thing: Hashable) -> bool:
        """Whether a thing was joined with another."""
        return thing in self._parents
