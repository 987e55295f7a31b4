"""Blocks -> the pieces of text that the model is given: small enough for flat memory, free of odd
characters, and in the order in which a reader wants them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from annotate.annotation import Block
from annotate.sources.blocks import MARGIN

LONGEST = 12_000  # code points of one piece: about 2,000 words
BATCH = 32  # pieces (or blocks) at a time: more are no faster
BATCH_SIZE = 48_000  # code points of a batch: what it costs in memory is 3 kB for each

_sentence_end = re.compile(r"[.!?][\"'”’)\]]*\s")
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


def outwards(blocks: Sequence[Block], first: int, smallest: int) -> Iterator[tuple[int, int]]:
    """Runs ``(low, high)`` of blocks: the one at the offset ``first`` (code points) and those after it,
    then before it, in turn. The first run holds ``smallest`` blocks, each later one twice as many, up to
    ``BATCH``; fewer, but one at least, where they are long: a run of ``BATCH`` has no more than
    ``BATCH_SIZE`` code points, a smaller one its share of that.

    Any number of runs from the beginning covers blocks without a gap.
    """
    low = high = next((index for index, block in enumerate(blocks) if block.end > first), 0)
    size = smallest
    while low > 0 or high < len(blocks):
        longest = size * BATCH_SIZE // BATCH
        if high < len(blocks):
            at, high = high, high + 1
            while high < min(at + size, len(blocks)) and blocks[high].end - blocks[at].start <= longest:
                high += 1
            yield at, high
        if low > 0:
            at, low = low, low - 1
            while low > max(at - size, 0) and blocks[at - 1].end - blocks[low - 1].start <= longest:
                low -= 1
            yield low, at
        size = min(size * 2, BATCH)
