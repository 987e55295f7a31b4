"""Painting a line of the text: what lies on it, in layers, and the strip of styled cells that comes of it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.article.cells import graphemes, uneven


class Run(NamedTuple):
    """A part of a line, ``text[start:end]``, that looks the same: the names of its looks, topmost last."""

    start: int
    end: int
    looks: tuple[str, ...]


class Layer:
    """Spans that lie over the text, each with the name of its look, found in logarithmic time.

    Takes their starts (code points, sorted), ends and looks, place by place; they may overlap each other.
    """

    def __init__(
        self, starts: Sequence[int] = (), ends: Sequence[int] = (), looks: Sequence[str] = ()
    ) -> None:
        self._starts = array("L", starts)
        self._ends = array("L", ends)
        self._reach = array("L", accumulate(ends, max))  # how far any span up to here goes
        self._looks = looks

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]], look: str) -> Layer:
        """Spans, sorted by start, that all look the same."""
        kept = tuple(spans)
        return cls([start for start, _ in kept], [end for _, end in kept], [look] * len(kept))

    @property
    def starts(self) -> Sequence[int]:
        """Where the spans begin, in order."""
        return self._starts

    def __contains__(self, span: tuple[int, int]) -> bool:
        index = bisect_left(self._starts, span[0])
        while index < len(self._starts) and self._starts[index] == span[0]:
            if self._ends[index] == span[1]:
                return True
            index += 1
        return False

    def on(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """What lies on ``text[start:end]``, cut to it, in order."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [
            (max(start, self._starts[index]), min(end, self._ends[index]), self._looks[index])
            for index in range(first, last)
            if self._ends[index] > start
        ]


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
