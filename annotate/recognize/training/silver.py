"""Silver labels: what several recognisers, each with our passes behind it, say about open text.

A name that most of them mark alike is taken; what they disagree on is left open ("missing"), so that nothing
is learned from it. Dates and numbers are those of the first recogniser alone: a pupil that starts from it
must not forget them. As a script::

    python -m annotate.recognize.training.silver TEXT.jsonl... -o SILVER.jsonl --teacher PATH --teacher PATH
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import click

from annotate.book import Book, shipped
from annotate.labels import LABELS, is_name
from annotate.recognize import models, passes
from annotate.recognize.protocol import Start
from annotate.recognize.spans import Span
from annotate.recognize.training import data
from annotate.recognize.worker import Recogniser
from annotate.sources.blocks import segment

# OntoNotes marks "the" as a part of such names where it belongs to them ("the White House").
_THE = ("the ", "The ")


class Reading(NamedTuple):
    """What one recogniser makes of a text: its own spans, and those that the passes make of them."""

    raw: tuple[Span, ...]
    passed: tuple[Span, ...]


class Teacher:
    """A recogniser that labels open text; ``name`` is an installed pipeline or a folder."""

    def __init__(self, name: str, book: Book) -> None:
        self._model = models.find(name)
        self._book = book

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(models.load(self._model), self._model, Start(None, (), frozenset()))

    def read(self, text: str) -> Reading:
        """The spans of a text, sorted."""
        blocks = segment(text)
        raw = sorted(self._recogniser.spans(text, blocks))
        return Reading(tuple(raw), tuple(passes.run(passes.Context(text, blocks, self._book), raw)))


class Votes:
    """The readings of one text side by side; the first teacher's dates and numbers count."""

    def __init__(self, text: str, readings: Sequence[Reading]) -> None:
        self._text = text
        self._readings = readings
        self._counts = Counter(
            span[:3] for reading in readings for span in reading.passed if is_name(span.label)
        )

    def agreed(self) -> list[tuple[int, int, str]]:
        """The names that most teachers mark alike, with the "the" that OntoNotes has, sorted."""
        most = [span for span, count in self._counts.items() if 2 * count > len(self._readings)]
        return [(self.with_the(start, end), end, label) for start, end, label in sorted(most)]

    def label(self, start: int, end: int, among: Iterable[str]) -> str | None:
        """The label that most teachers give to what they mark in a stretch, of those in ``among``."""
        allowed = frozenset(among)
        votes: Counter[str] = Counter()
        for (first, last, label), count in self._counts.items():
            if first < end and last > start and label in allowed:
                votes[label] += count * (2 if (first, last) == (start, end) else 1)
        return votes.most_common(1)[0][0] if votes else None

    def doubtful(self) -> list[tuple[int, int]]:
        """All that any teacher marks as a name, before or behind the passes."""
        return sorted(
            {
                (span.start, span.end)
                for reading in self._readings
                for span in (*reading.raw, *reading.passed)
                if is_name(span.label)
            }
        )

    def numbers(self) -> list[tuple[int, int, str]]:
        """The first teacher's dates and numbers."""
        return [(s.start, s.end, s.label) for s in self._readings[0].raw if not is_name(s.label)]

    def with_the(self, start: int, end: int) -> int:
        """Where a name begins that OntoNotes marks with its "the": half of those who mark it there say so."""
        before = start - 4
        if before < 0 or self._text[before:start] not in _THE:
            return start
        marking = [s for reading in self._readings for s in reading.raw if s.start < end and s.end > start]
        return before if sum(s.start == before for s in marking) * 2 > len(marking) else start


def settled(
    document: data.Corpus,
    names: Iterable[tuple[int, int, str]],
    numbers: Iterable[tuple[int, int, str]],
    open_: Iterable[tuple[int, int]],
) -> data.Marked:
    """A marked text: the names first, then the numbers and the open stretches where no name stands."""
    spans = sorted(names)
    spans += [number for number in numbers if not _overlaps(number, spans)]
    spans = sorted(span for span in spans if span[2] in LABELS)
    return data.Marked(document.id, document.text, tuple(spans), tuple(sorted(set(_gaps(open_, spans)))))


def _overlaps(span: tuple[int, int, str], spans: Iterable[tuple[int, int, str]]) -> bool:
    return any(span[0] < end and span[1] > start for start, end, _ in spans)


def _gaps(
    stretches: Iterable[tuple[int, int]], spans: Sequence[tuple[int, int, str]]
) -> Iterable[tuple[int, int]]:
    """What is left of the stretches outside the spans (sorted, free of overlaps)."""
    for start, end in stretches:
        for first, last, _ in spans:
            if last <= start or first >= end:
                continue
            if first > start:
                yield start, first
            start = last
        if start < end:
            yield start, end


def label(documents: Iterable[data.Corpus], teachers: Sequence[Teacher]) -> Iterable[data.Marked]:
    """Silver labels for texts without annotation."""
    for document in documents:
        votes = Votes(document.text, [teacher.read(document.text) for teacher in teachers])
        yield settled(document, votes.agreed(), votes.numbers(), votes.doubtful())


@click.command()
@click.argument("texts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--teacher", "names", multiple=True, help="A further pipeline to vote beside the default one.")
def main(texts: tuple[Path, ...], output: Path, names: tuple[str, ...]) -> None:
    """Label the texts of TEXTS and write them to OUTPUT."""
    teachers = [Teacher(name, shipped()) for name in (models.BASE, *names)]
    data.write(output, (marked for path in texts for marked in label(data.read_corpus(path), teachers)))


if __name__ == "__main__":
    main()
