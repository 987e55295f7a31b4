"""Painting a line of the text: what lies on it, in layers, and the strip of styled cells that comes of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter, sub
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from annotate.annotation import Block, Mention
from tui.article.cells import graphemes, uneven


class Run(NamedTuple):
    """A part of a line, ``text[start:end]``, that looks the same: the names of its looks, topmost last."""

    start: int
    end: int
    looks: tuple[str, ...]


class Layer:
    """Spans that lie over the text, each with a look, found in logarithmic time and without a copy of any.

    Takes them sorted by start (code points), what tells the look of one ("" for none), and how its start and end are
    had from it; they may overlap each other. None is longer than ``longest``, which is found out unless it is given.
    """

    def __init__(
        self,
        spans: Sequence[Any] = (),
        look: Callable[[Any], str] = str,
        start: Callable[[Any], int] = itemgetter(0),
        end: Callable[[Any], int] = itemgetter(1),
        longest: int | None = None,
    ) -> None:
        self._spans, self._look, self._start, self._end = spans, look, start, end
        if longest is None:
            longest = max(map(sub, map(end, spans), map(start, spans)), default=0)
        self._longest = longest

    @classmethod
    def of(cls, spans: Sequence[tuple[int, int]], look: str) -> Layer:
        """Spans that all look the same."""
        return cls(spans, lambda _: look)

    @classmethod
    def of_objects(
        cls, spans: Sequence[Mention | Block], look: Callable[[Any], str], longest: int | None = None
    ) -> Layer:
        """Mentions, or blocks of the text."""
        return cls(spans, look, attrgetter("start"), attrgetter("end"), longest)

    def begins_in(self, start: int, end: int) -> bool:
        """Whether any of the spans begins in ``text[start:end]``."""
        place = bisect_left(self._spans, start, key=self._start)
        return place < len(self._spans) and self._start(self._spans[place]) < end

    def __contains__(self, span: tuple[int, int]) -> bool:
        place = bisect_left(self._spans, span[0], key=self._start)
        while place < len(self._spans) and self._start(self._spans[place]) == span[0]:
            if self._end(self._spans[place]) == span[1]:
                return True
            place += 1
        return False

    def on(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """What lies on ``text[start:end]``, cut to it, in order."""
        if not self._spans:
            return []
        found = []
        for place in range(
            bisect_left(self._spans, start - self._longest, key=self._start), len(self._spans)
        ):
            span = self._spans[place]
            left, right = self._start(span), self._end(span)
            if left >= end:
                break
            if right > start and (look := self._look(span)):
                found.append((max(start, left), min(end, right), look))
        return found


def runs(layers: Iterable[Layer], start: int, end: int) -> tuple[Run, ...]:
    """The line ``text[start:end]`` in runs; a later layer, and in one layer a later span, lies above."""
    pieces = [piece for layer in layers for piece in layer.on(start, end)]
    if not pieces or start == end:
        return (Run(start, end, ()),)
    cuts = {start, end}
    for left, right, _ in pieces:
        cuts.add(left)
        cuts.add(right)
    edges = sorted(cuts)
    return tuple(
        Run(left, right, tuple(look for a, b, look in pieces if a <= left < b))
        for left, right in pairwise(edges)
    )


class Palette:
    """The style of each combination of looks: that of the plain text with theirs laid over it, one by one.

    ``finish`` makes of it what the terminal gets.
    """

    def __init__(
        self, plain: Style, looks: Mapping[str, Style], finish: Callable[[Style], Style] = lambda style: style
    ) -> None:
        self.plain = finish(plain)
        self._plain = plain
        self._looks = looks
        self._finish = finish
        self._combined: dict[tuple[str, ...], Style] = {(): self.plain}

    def style(self, looks: tuple[str, ...]) -> Style:
        """The style of text that has these looks, topmost last."""
        style = self._combined.get(looks)
        if style is None:
            whole = Style.combine((self._plain, *(self._looks[look] for look in looks)))
            style = self._combined[looks] = self._finish(whole)
        return style


def paint(
    line: str, parts: Sequence[Run], palette: Palette, margin: int, width: int, sign: str = ""
) -> Strip:
    """The strip of a line: ``margin`` blank cells, the text of its runs, and blank cells up to ``width``.

    ``line`` is the text of all the runs together. A run that begins within a grapheme begins after it. A ``sign`` of
    one cell stands in the margin, where there is one.
    """
    segments = [Segment(f"{sign:<2}"[:margin].rjust(margin), palette.plain)] if margin else []
    cells = margin
    special = uneven(line)
    whole = _whole_offsets(line) if special else ()
    first = parts[0].start
    done = 0
    for part in parts:
        stop = part.end - first
        if special:
            stop = whole[stop]
        if stop > done:
            piece = line[done:stop]
            segments.append(Segment(piece, palette.style(part.looks)))
            cells += cell_len(piece) if special else len(piece)
            done = stop
    if cells < width:
        segments.append(Segment(" " * (width - cells), palette.plain))
    return Strip(segments, max(cells, width))


def _whole_offsets(line: str) -> list[int]:
    """For each offset of the line, the end of the grapheme that it cuts, or itself where it cuts none."""
    whole = list(range(len(line) + 1))
    for start, end, _ in graphemes(line):
        whole[start + 1 : end] = [end] * (end - start - 1)
    return whole
