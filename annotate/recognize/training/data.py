"""Training data: texts with the spans that are known, and the stretches of which nothing is known.

One file format for every step of the recipe, a line each::

    {"id": "...", "text": "...", "spans": [[start, end, label]], "missing": [[start, end]]}

Offsets are code points; the labels are the eighteen of OntoNotes; what is in neither list is known to name nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from annotate.errors import AkaError
from annotate.recognize.pieces import LONGEST, cut, plain
from annotate.sources.blocks import segment

T = TypeVar("T")


class BadCorpus(AkaError):
    """A file of training data that cannot be used; the message names it, the line, and what is wrong."""


class Marked(msgspec.Struct, frozen=True):
    """A text and what is known of it. ``spans`` are ``(start, end, label)``, sorted and free of overlaps."""

    id: str
    text: str
    spans: tuple[tuple[int, int, str], ...] = ()
    missing: tuple[tuple[int, int], ...] = ()


class Corpus(msgspec.Struct, frozen=True):
    """One document of an open corpus as it is published: coarse labels, or no ``mentions`` at all."""

    class Mention(msgspec.Struct, frozen=True):
        """A name that the corpus marks; a label of its own scheme."""

        start: int
        end: int
        label: str

    id: str
    source: str
    text: str
    mentions: tuple[Mention, ...] = ()


def read_corpus(path: Path) -> Iterator[Corpus]:
    """The documents of an open corpus, a JSON object a line. Raises BadCorpus."""
    return _read(path, Corpus)


def read(path: Path) -> Iterator[Marked]:
    """The texts of a file that :func:`write` wrote. Raises BadCorpus."""
    return _read(path, Marked)


def write(path: Path, texts: Iterable[Marked]) -> None:
    """Write texts, one a line."""
    with path.open("wb") as file:
        file.writelines(msgspec.json.encode(text) + b"\n" for text in texts)


def _read(path: Path, kind: type[T]) -> Iterator[T]:
    decoder = msgspec.json.Decoder(kind)
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield decoder.decode(line)
                except msgspec.MsgspecError as error:
                    raise BadCorpus(f"{path}, line {number}: {error}.") from error
    except OSError as error:
        raise BadCorpus(f"{path} cannot be read: {error.strerror}.") from error


def paragraphs(text: Marked, longest: int = LONGEST) -> Iterator[Marked]:
    """The pieces of a text that the recogniser is given one at a time, each as it would see it.

    >>> [piece.spans for piece in paragraphs(Marked("a", "In Ulm.\\n\\nTo Ulm.", ((3, 6, "GPE"), (12, 15, "GPE"))))]
    [((3, 6, 'GPE'),), ((3, 6, 'GPE'),)]
    """
    runs = (
        run
        for block in segment(text.text)
        if block.kind != "boilerplate"
        for run in cut(text.text, block.start, block.end, longest)
    )
    for number, (start, end) in enumerate(runs):
        yield Marked(
            f"{text.id}:{number}",
            plain(text.text[start:end]),
            tuple((s - start, e - start, label) for s, e, label in text.spans if start <= s and e <= end),
            tuple(
                (max(s, start) - start, min(e, end) - start) for s, e in text.missing if s < end and e > start
            ),
        )
