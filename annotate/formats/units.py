"""Offsets in the units that other programs count in: Java and JavaScript in UTF-16 units, some in bytes."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import accumulate, chain
from typing import Literal

_WIDTHS = {"utf-16": (0x10000,), "utf-8": (0x80, 0x800, 0x10000)}


class Units:
    """The places of a text in another unit.

    >>> units = Units("😀 ISIS", "utf-16")
    >>> units.of(2), units.point(3)
    (3, 2)
    """

    def __init__(self, text: str, encoding: Literal["utf-16", "utf-8"]) -> None:
        steps = _WIDTHS[encoding]
        plain = text.isascii() or (encoding == "utf-16" and max(text) < "\U00010000")
        widths = () if plain else (1 + sum(ord(each) >= step for step in steps) for each in text)
        self._places = array("L", chain((0,), accumulate(widths)))
        self._plain = plain
        self._length = len(text)

    def of(self, point: int) -> int:
        """The place of a code point in units."""
        return point if self._plain else self._places[point]

    def point(self, unit: int) -> int:
        """The code point at a place in units; raises ValueError for one inside a character or beyond the text."""
        point = unit if self._plain else bisect_left(self._places, unit)
        if not 0 <= point <= self._length or self.of(point) != unit:
            raise ValueError(f"there is no character at {unit}")
        return point
