"""The words of a text -> windows that the network reads one at a time: whole sentences where they fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

SIZE = 126  # pieces; with the two that frame them 128
_ENDS = frozenset(".!?;")


def windows(words: Sequence[str], sizes: Sequence[int], longest: int = SIZE) -> Iterator[tuple[int, int]]:
    """Cut words into runs ``(first, after last)`` of at most ``longest`` pieces; ``sizes`` are the words' pieces.

    A window ends with a sentence if one ends in its last two thirds, else anywhere. A word larger than a window
    has one of its own.

    >>> list(windows(["a", ".", "b", "c", "d"], [1, 1, 1, 1, 1], 4))
    [(0, 2), (2, 5)]
    """
    start = 0
    while start < len(words):
        stop, filled, sentence = start, 0, 0
        while stop < len(words) and (filled + sizes[stop] <= longest or stop == start):
            filled += sizes[stop]
            stop += 1
            if 3 * filled >= longest and words[stop - 1] in _ENDS:
                sentence = stop
        if stop < len(words) and sentence:
            stop = sentence
        yield start, stop
        start = stop
