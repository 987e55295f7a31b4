"""Blocks -> the pieces of text that the model is given: small enough for flat memory, free of odd
characters, and in the order in which a reader wants them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from annotate.annotation import Block
from annotate.sources.blocks import MARGIN, segment

LONGEST = 12_000  # code points of one piece: about 2,000 words
BATCH = 32  # pieces (or blocks) at a time: more are no faster
BATCH_SIZE = 48_000  # code points of a batch: what it costs in memory is 3 kB for each
FIRST = 4  # blocks of the first batch while streaming: a screen's worth
SCREEN = 4_000  # code points that fill a large screen

_sentence_end = re.compile(r"[.!?][\"'”’)\]]*\s|[。！？][」』”’）]*")
_space = re.compile(r"\s")
# What is left out between two lines of a paragraph: a hyphen that breaks a word, a second space, the margin.
_broken = re.compile(
    rf"(?<=[^\W\d_])-\n{MARGIN}(?=[a-z])|(?<=[ \t])\n{MARGIN}(?=\S)|(?<=\n){MARGIN}(?=\S)"
).finditer
_quoted = re.compile(r"(?:[>|][ \t]?)++(?=[^\s|])").match
_word = re.compile(r"[^\W\d_]+").findall
_SHOUTED_ALWAYS = ("I", "OMG", "LOL")
# Controls, bidi marks, zero-width and exotic spaces become a space, lone surrogates U+FFFD: one to one, so
# that offsets stay. A line end inside a piece is one between two words of a wrapped paragraph.
_ODD = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA1), *range(0x2000, 0x2010), 0x3000, 0xFEFF], " "),
    **dict.fromkeys([*range(0x2028, 0x2030), *range(0x2060, 0x2070)], " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


class Piece(NamedTuple):
    """Text for the model, where in the document it begins, the offsets in it at which something of the
    document was left out, and how much was left out before each and there, together."""

    start: int
    text: str
    mended: tuple[int, ...] = ()
    left_out: tuple[int, ...] = (0,)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The document's offsets of ``text[start:end]`` (not empty)."""
        first = start + self.left_out[bisect_right(self.mended, start)]
        last = end + self.left_out[bisect_right(self.mended, end - 1)]
        return self.start + first, self.start + last


def piece(text: str, start: int, end: int) -> Piece:
    """``text[start:end]`` for the model: words that a hyphen breaks over a line end are whole again, and lines
    have no margin, nor marks of quoted mail.

    >>> mended = piece("in Wash-\\nington today", 0, 20)
    >>> mended.text, mended.place(3, 13)
    ('in Washington today', (3, 15))
    """
    if quoted := _quoted(text, start, end):
        start = quoted.end()
    parts, at, mended, left_out = [], start, list[int](), [0]
    for match in _broken(text, start, end):
        if match.start() < match.end():
            parts.append(text[at : match.start()])
            mended.append(match.start() - start - left_out[-1])
            left_out.append(left_out[-1] + match.end() - match.start())
            at = match.end()
    return Piece(start, plain("".join([*parts, text[at:end]])), tuple(mended), tuple(left_out))


def plain(text: str) -> str:
    """A block's text as the model likes it, of the same length: no odd characters, no line all in capitals.

    A text in capitals is put in lower case as a whole. The pipelines are trained with such copies of their
    texts, and find twice as much in them as in capitals, and more than with a guess where the capitals
    were.

    >>> plain("a\\x00b\\u2028c"), plain("PUTIN MEETS ERDOGAN")
    ('a b c', 'putin meets erdogan')
    """
    text = text.translate(_ODD)
    if not is_shouted(text):
        return text
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def is_shouted(text: str) -> bool:
    """Whether a text of three words or more is written in capitals, but for a stray word."""
    words = [word for word in _word(text) if len(word) > 1]
    return len(words) > 2 and sum(map(str.isupper, words)) >= 0.8 * len(words)


def is_uncased(text: str) -> bool:
    """Whether a text is written without capitals, as hasty comments are, but for a name here and there."""
    if not text[:1].islower():  # the common case
        return False
    words: list[str] = _word(text)
    capitals = sum(word[0].isupper() and word not in _SHOUTED_ALWAYS for word in words)
    return bool(words) and 12 * capitals <= len(words)


def cut(text: str, start: int, end: int, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """Cut ``text[start:end]`` into runs of at most ``longest`` code points, which together are the whole.

    A run ends with a sentence if one ends in its last half, else at white space, else anywhere.
    """
    while end - start > longest:
        middle, limit = start + longest // 2, start + longest
        ends = [match.end() for match in _sentence_end.finditer(text, middle, limit)]
        ends = ends or [match.end() for match in _space.finditer(text, middle, limit)]
        stop = ends[-1] if ends else limit
        yield start, stop
        start = stop
    yield start, end


def batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Group pieces into batches of at most ``BATCH`` pieces and ``BATCH_SIZE`` code points."""
    batch: list[Piece] = []
    size = 0
    for piece in pieces:
        if batch and (len(batch) == BATCH or size + len(piece.text) > BATCH_SIZE):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece.text)
    if batch:
        yield batch


def portions(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, those too long for one piece cut into several: what is worked on step by step."""
    return tuple(
        msgspec.structs.replace(block, start=start, end=end)
        for block in blocks
        for start, end in cut(text, block.start, block.end)
    )


class Outwards(Iterator[tuple[int, int]]):
    """The order in which blocks are worked on, as runs ``(low, high)`` of them: from where the reader is those after
    it and those before it, in turn.

    The first run holds ``smallest`` blocks, each later one twice as many, up to ``BATCH``; fewer, but one at least,
    where they are long, or where the next one is taken already: a run of ``BATCH`` has no more than ``BATCH_SIZE``
    code points, a smaller one its share of that. Every block is in one run, but for those that are ``done``.
    """

    def __init__(
        self, blocks: Sequence[Block], first: int, smallest: int, *, done: Sequence[Block] = ()
    ) -> None:
        self._blocks, self._smallest = blocks, smallest
        self._taken = bytearray(block in done for block in blocks)
        self._size = smallest
        self.look(first)

    def look(self, offset: int) -> None:
        """Go on from the block at an offset (code points), or the next one, or behind them all from the last one; where
        it is not taken, with a small run."""
        here = bisect_right(self._blocks, offset, key=lambda block: block.end)
        self._here = max(0, min(here, len(self._blocks) - 1))
        self._forward = True
        if not all(self._taken[self._here : self._here + 1]):
            self._size = self._smallest

    def __next__(self) -> tuple[int, int]:
        after, before = self._taken.find(0, self._here), self._taken.rfind(0, 0, self._here)
        if after < 0 and before < 0:
            raise StopIteration
        forward = before < 0 or (self._forward and after >= 0)
        low, high = self._after(after) if forward else self._before(before)
        self._taken[low:high] = bytes([1]) * (high - low)
        if not forward or before < 0:
            self._size = min(self._size * 2, BATCH)
        self._forward = not forward
        return low, high

    def _after(self, low: int) -> tuple[int, int]:
        """The run that begins with a block."""
        high = low + 1
        while high < len(self._taken) and self._fits(low, high) and not self._taken[high]:
            high += 1
        return low, high

    def _before(self, last: int) -> tuple[int, int]:
        """The run that ends with a block."""
        low = last
        while low > 0 and self._fits(low - 1, last) and not self._taken[low - 1]:
            low -= 1
        return low, last + 1

    def _fits(self, first: int, last: int) -> bool:
        """Whether two blocks and those between them may be one run now."""
        length = self._blocks[last].end - self._blocks[first].start
        return last - first < self._size and length <= self._size * BATCH_SIZE // BATCH


def glance(text: str, first: int) -> tuple[Block, ...]:
    """The blocks on the screen that shows the offset ``first`` (code points), cut out between two blank lines.

    It is what they are taken for before the whole of a long text is cut: how its lines are wrapped may change them.
    """
    low = text.rfind("\n\n", max(0, first - SCREEN), first + 1) + 1 or max(0, first - SCREEN)
    high = text.find("\n\n", first + SCREEN, first + 2 * SCREEN)
    shown = portions(
        text,
        (
            msgspec.structs.replace(block, start=block.start + low, end=block.end + low)
            for block in segment(text[low : high if high > 0 else first + 2 * SCREEN])
        ),
    )
    run = next(Outwards(shown, first, FIRST), (0, 0))
    return shown[slice(*run)]
