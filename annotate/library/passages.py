"""The passage of a text that shows best what was found in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int]

WIDTH = 160  # code points
_BEFORE = WIDTH // 4  # of them before the first mark

_blank = re.compile(r"\s+")


def passage(text: str, marks: Sequence[Span]) -> tuple[Span, tuple[Span, ...]]:
    """The span of a passage with as many of the sorted ``marks`` as possible, and those: the first such passage, or the
    beginning of the text where there are none. It begins and ends with a word, and cuts no mark.

    >>> passage("one two three", [(4, 7)])
    ((0, 13), ((4, 7),))
    """
    chosen = _most(marks)
    first, last = (chosen[0][0], chosen[-1][1]) if chosen else (0, 0)
    low = max(0, min(first - _BEFORE, len(text) - WIDTH))
    high = max(last, min(len(text), low + WIDTH))
    if low and (gap := _blank.search(text, low, first)):
        low = gap.end()
    if high < len(text) and len(words := text[last:high].rsplit(None, 1)) == 2:
        high = last + len(words[0])
    return (low, high), tuple(chosen)


def _most(marks: Sequence[Span]) -> Sequence[Span]:
    """The longest run of marks that a passage has room for, the first of several."""
    best: Sequence[Span] = ()
    end = 0
    for begin, (start, _) in enumerate(marks):
        end = max(end, begin + 1)
        while end < len(marks) and marks[end][1] <= start + WIDTH - _BEFORE:
            end += 1
        if end - begin > len(best):
            best = marks[begin:end]
    return best
