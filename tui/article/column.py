"""The column in which a text is read: how wide it is, and its lines where every code point takes one cell."""

from __future__ import annotations

import re
from functools import lru_cache

from annotate.column import COLUMN


def column_in(width: int, column: int = COLUMN) -> int:
    """How wide the column is in a panel of so many cells, where it is to be ``column`` wide."""
    return min(column, width - 2) if width > 20 else width


def even_starts(text: str, start: int, end: int, width: int) -> list[int]:
    """Where the lines of ``text[start:end]`` begin, at most ``width`` code points each; there is at least one."""
    starts = [match.start() for match in _line(width).finditer(text, start, end)]
    if starts[-1] == end:
        starts.pop()
    return starts


@lru_cache
def _line(width: int) -> re.Pattern[str]:
    """One line: as much as fits up to a break, else as much as fits, then what hangs over."""
    fits = rf"[^\n]{{1,{width}}}"
    return re.compile(rf"(?:{fits}(?:(?<! )(?=[ \n]|\Z)|(?<=—)(?=\w))|{fits})? *\n?")
