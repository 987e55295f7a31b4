"""The trail: what n and N walk along. Plain data, so that the screen only has to show where it leads."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple, overload

from annotate.annotation import Block, Mention

Kind = Literal["mentions", "entity", "search", "shared"]
Extent = tuple[int, int]


class Step(NamedTuple):
    """Where a walk ends: the place on the trail (from 0), and whether it went round an end of the text."""

    place: int
    wrapped: bool


class Extents(Sequence[Extent]):
    """The spans of mentions or of blocks, without a copy of any: a long text has a hundred thousand."""

    def __init__(self, of: Sequence[Mention | Block]) -> None:
        self._of = of

    def __len__(self) -> int:
        return len(self._of)

    @overload
    def __getitem__(self, place: int) -> Extent: ...
    @overload
    def __getitem__(self, place: slice) -> Extents: ...
    def __getitem__(self, place: int | slice) -> Extent | Extents:
        if isinstance(place, slice):
            return Extents(self._of[place])
        one = self._of[place]
        return one.start, one.end


class Trail:
    """Spans in the order of the text, and a name for the status line."""

    def __init__(self, kind: Kind, name: str, spans: Sequence[Extent], entity: str = "") -> None:
        self.kind: Kind = kind
        self.name = name
        self.entity = entity
        self.spans = spans

    def __len__(self) -> int:
        return len(self.spans)

    def place_of(self, span: Extent | None) -> int | None:
        """The place of a span on the trail, or None when it is not on it."""
        if span is None:
            return None
        place = bisect_left(self.spans, _order(span), key=_order)
        return place if place < len(self.spans) and self.spans[place] == span else None

    def walk(self, steps: int, *, after: Extent | None, top: int) -> Step | None:
        """Go ``steps`` spans on (back when negative) from ``after``; without it from the offset ``top``.

        From ``top`` the first step forward is the first span that begins there or later, the first step back
        the last that begins before. Round the ends it starts again. None on an empty trail.
        """
        if not self.spans:
            return None
        if after is not None:
            bisect = bisect_right if steps > 0 else bisect_left
            at = bisect(self.spans, _order(after), key=_order)
        else:
            at = bisect_left(self.spans, (top, -sys.maxsize), key=_order)
        target = at + steps - 1 if steps > 0 else at + steps
        return Step(target % len(self.spans), not 0 <= target < len(self.spans))


def _order(span: Extent) -> Extent:
    """As an annotation is sorted: by start, the longest first."""
    return span[0], -span[1]
