"""Marked paragraphs -> what the network learns from: pieces, case classes and the tag of each word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from annotate.labels import LABELS
from annotate.recognize.neural.windows import windows
from annotate.recognize.neural.wordpiece import WordPiece
from annotate.recognize.neural.words import words
from annotate.recognize.training.data import Marked

UNKNOWN = -100  # a tag of which nothing is learned: torch's ``ignore_index``


class Example(NamedTuple):
    """One window: its pieces, how each piece's word is written, and a tag at the first piece of each word
    (``UNKNOWN`` at the others)."""

    pieces: list[int]
    cases: list[int]
    tags: list[int]


def examples(text: Marked, wordpiece: WordPiece) -> Iterator[Example]:
    """The windows of a paragraph. Words in dispute, and those of a span that ends inside one, are UNKNOWN."""
    found = words(text.text)
    tags = [0] * len(found)
    for start, end, label in text.spans:
        inside = [at for at, word in enumerate(found) if word.start < end and word.end > start]
        exact = inside and found[inside[0]].start == start and found[inside[-1]].end == end
        begin = 2 * LABELS.index(label) + 1
        for number, at in enumerate(inside):
            tags[at] = (begin + (number > 0)) if exact else UNKNOWN
    for start, end in text.missing:
        for at, word in enumerate(found):
            if word.start < end and word.end > start:
                tags[at] = UNKNOWN
    ids = [wordpiece.pieces(word.text) for word in found]
    for first, last in windows([word.text for word in found], list(map(len, ids))):
        example = Example([wordpiece.begin], [0], [UNKNOWN])
        for at in range(first, last):
            example.pieces.extend(ids[at])
            example.cases.extend([found[at].case] * len(ids[at]))
            example.tags.extend([tags[at]] + [UNKNOWN] * (len(ids[at]) - 1))
        yield Example([*example.pieces, wordpiece.end], [*example.cases, 0], [*example.tags, UNKNOWN])
