"""The words of a text, where they stand. Offsets are code points."""

from __future__ import annotations

import re

_word = re.compile(r"\w+(?:['’\-.]\w+)*")
_LONGEST = 400  # code points: a word is looked for so far back


def word_at(text: str, offset: int) -> tuple[int, int] | None:
    """The word that an offset stands in; of a word longer than 400 code points what is near."""
    for found in _word.finditer(text, max(0, offset - _LONGEST), offset + _LONGEST):
        if found.start() <= offset < found.end():
            return found.span()
    return None


def word_after(text: str, offset: int) -> tuple[int, int] | None:
    """The first word that begins at an offset or behind it."""
    found = _word.search(text, offset)
    return found.span() if found else None


def word_before(text: str, offset: int) -> tuple[int, int] | None:
    """The last word that begins before an offset."""
    end = offset
    while end > 0:
        start = max(0, end - _LONGEST)
        last = None
        for found in _word.finditer(text, start, end):
            last = found
        if last is not None:
            return word_at(text, last.start())
        end = start
    return None
