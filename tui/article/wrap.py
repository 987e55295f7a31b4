"""Wrapping a text of any length into lines: greedy, by cells, and only where somebody looks.

A section of the text is wrapped when one of its lines is asked for; until then its height is estimated. So
the first screen costs the same in a million words as in five hundred, after a resize too. Wrapping a section
moves the numbers of the lines after it: whoever holds a line number across ``settle`` or ``settle_next`` asks
``line_of`` again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate, pairwise

from tui.article.cells import graphemes, uneven
from tui.article.column import even_starts
from tui.article.flow import Flow

_NO_START = frozenset("、。，．：；！？）」』】〉》〕］｝”’・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…")
_NO_END = frozenset("（「『【〈《〔［｛“‘")


class Wrap:
    """A text in lines of at most ``width`` cells. Offsets are code points of the text; lines count from 0.

    A line breaks after spaces, which hang over its end unseen, after an em dash, and between Chinese or
    Japanese characters; a word that is longer than a line is cut, but never within a grapheme.
    """

    def __init__(self, flow: Flow, width: int) -> None:
        self.flow = flow
        self.width = max(1, width)
        self._lines: list[array[int] | None] = [None] * len(flow)
        self._heights = [
            flow.text.count("\n", start, end) + (end - start) // self.width + 1
            for start, end in pairwise(flow.bounds)
        ]
        self._tops = [0, *accumulate(self._heights)]
        self._next = 0

    @property
    def line_count(self) -> int:
        """How many lines there are; an estimate until all is settled."""
        return self._tops[-1]

    @property
    def settled(self) -> bool:
        """Whether every section is wrapped, so that no number will move any more."""
        return self._next == len(self._lines)

    def settle(self, offset: int, *, before: int = 0, after: int = 0) -> bool:
        """Wrap so many lines before and after that of ``offset``. Whether there was anything to wrap."""
        first = last = self.flow.section_of(offset)
        moved = self._wrap(first)
        line = self.line_of(offset)
        above, below = line - self._tops[first], self._tops[last + 1] - line - 1
        while above < before and first > 0:
            first -= 1
            moved |= self._wrap(first)
            above += self._heights[first]
        while below < after and last + 1 < len(self._lines):
            last += 1
            moved |= self._wrap(last)
            below += self._heights[last]
        return moved

    def settle_next(self) -> bool:
        """Wrap one more section. Whether there was one."""
        while not self.settled:
            self._next += 1
            if self._wrap(self._next - 1):
                return True
        return False

    def line_span(self, y: int) -> tuple[int, int]:
        """The start and end of a line, without what hangs over. Raises IndexError where no line is."""
        section = self._section_at(y)
        lines, index = self._starts(section), y - self._tops[section]
        start = lines[index]
        limit = lines[index + 1] if index + 1 < len(lines) else self.flow.bounds[section + 1]
        return start, start + len(self.flow.line(start, limit).removesuffix("\n").rstrip(" "))

    def line_of(self, offset: int) -> int:
        """The line on which an offset stands; the end of the text stands on the last one."""
        section = self.flow.section_of(offset)
        return max(0, bisect_right(self._starts(section), offset) - 1) + self._tops[section]

    def column_of(self, offset: int) -> int:
        """The cell of its line in which an offset stands; that of the line's end for what hangs over it."""
        start, end = self.line_span(self.line_of(offset))
        line = self.flow.line(start, end)
        if not uneven(line):
            return min(offset, end) - start
        return sum(width for _, stop, width in graphemes(line) if start + stop <= offset)

    def offset_at(self, y: int, column: int) -> int:
        """The offset of the character that covers a cell of a line; the line's end for a cell after it."""
        start, end = self.line_span(y)
        line = self.flow.line(start, end)
        if not uneven(line):
            return min(start + max(0, column), end)
        reached = 0
        for first, _, width in graphemes(line):
            reached += width
            if reached > column:
                return start + first
        return end

    def offset_near(self, y: int) -> int:
        """About the start of a line, with nothing wrapped for it; after the last line the text's end."""
        if y >= self._tops[-1]:
            return len(self.flow.text)
        section = bisect_right(self._tops, y) - 1
        index, lines = y - self._tops[section], self._lines[section]
        if lines is not None:
            return lines[index]
        start, end = self.flow.bounds[section : section + 2]
        return start + (end - start) * index // self._heights[section]

    def _section_at(self, y: int) -> int:
        """The section in which a line stands, once that is wrapped."""
        while 0 <= y < self._tops[-1]:
            section = bisect_right(self._tops, y) - 1
            if not self._wrap(section):
                return section
        raise IndexError(y)

    def _starts(self, section: int) -> array[int]:
        """Where the lines of a section begin."""
        self._wrap(section)
        lines = self._lines[section]
        assert lines is not None
        return lines

    def _wrap(self, section: int) -> bool:
        """Wrap a section unless it is. Whether it was not."""
        if self._lines[section] is not None:
            return False
        start = self.flow.bounds[section]
        lines = array("I", [start + index for index in line_starts(self.flow.section(section), self.width)])
        self._lines[section] = lines
        if len(lines) != self._heights[section]:
            self._heights[section] = len(lines)
            self._tops[section:] = accumulate(self._heights[section:], initial=self._tops[section])
        return True


def line_starts(text: str, width: int) -> list[int]:
    """Where lines of at most ``width`` cells begin: at least one line, none after a last line end.

    >>> line_starts("Held by DAESH since 2013", 10)
    [0, 8, 20]
    """
    if not text:
        return [0]
    special = uneven(text)
    if not special:
        return even_starts(text, 0, len(text), width)
    starts: list[int] = []
    start = 0
    while start < len(text):
        stop = text.find("\n", start) + 1 or len(text)
        line = text[start:stop]
        if special.isdisjoint(line):
            starts += even_starts(text, start, stop, width)
        else:
            starts += [start + index for index in _uneven_starts(line.removesuffix("\n"), width)]
        start = stop
    return starts


def _uneven_starts(line: str, width: int) -> list[int]:
    """The line starts of one line of text, by the cells of its graphemes."""
    starts = [0]
    column = 0
    rest, rest_column = 0, 0  # where the line can break, and the column there
    inked = False  # has more than spaces: only then a space is a break
    parts = graphemes(line)
    for place, (start, end, cells) in enumerate(parts):
        char = line[start]
        if char == " " and end - start == 1:
            column += cells
            if inked:
                rest, rest_column = end, column
            continue
        if column + cells > width and rest > starts[-1]:
            starts.append(rest)
            column -= rest_column
            inked = start > rest
        if column + cells > width and start > starts[-1]:
            starts.append(start)
            column = 0
        column += cells
        inked = True
        if place + 1 < len(parts) and _may_break(char, line[parts[place + 1][0]]):
            rest, rest_column = end, column
    return starts


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters that are no spaces."""
    if before == "—":
        return after.isalnum() or after == "_"
    if after == " " or not (_is_ideograph(before) or _is_ideograph(after)):
        return False
    return before not in _NO_END and after not in _NO_START


def _is_ideograph(char: str) -> bool:
    """Whether a line may break beside a character where no space is (Hangul has spaces)."""
    return char >= "\u2e80" and (
        char <= "\ua4cf"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uff60"
        or "\U00020000" <= char <= "\U0003ffff"
    )
