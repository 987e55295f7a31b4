"""Gold with coarse labels -> OntoNotes: each corpus says which labels it marks, the teachers say the rest.

Where a corpus marks a kind of name, its spans and their extent stand, and what it leaves unmarked names nothing of
that kind. The finer label (GPE, LOC or FAC; what a MISC is) is the one that most teachers give. Kinds that a corpus
does not mark (adjectives of peoples in GUM, dates everywhere) are taken from the teachers, or left open. As a
script::

    python -m annotate.recognize.training.mapping GOLD.jsonl... -o ONTO.jsonl --teacher PATH --teacher PATH
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from annotate.book import shipped
from annotate.labels import NAMES
from annotate.recognize import models
from annotate.recognize.training import data
from annotate.recognize.training.silver import Teacher, Votes, settled
from annotate.resolve.words import TITLES

# What each coarse label may be, the likeliest first; a MISC that no teacher knows is left open.
_FINER: dict[str, tuple[str, ...]] = {
    "PER": ("PERSON",),
    "ORG": ("ORG",),
    "LOC": ("GPE", "LOC", "FAC"),
    "GPE": ("GPE", "LOC", "FAC"),
    "NORP": ("NORP",),
    "EVENT": ("EVENT",),
    "PRODUCT": ("PRODUCT",),
    "MISC": ("NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"),
}
_CERTAIN = frozenset({"PER", "ORG", "LOC", "GPE", "NORP", "EVENT"})
# The names that a corpus marks throughout: unmarked, they are none.
_MARKS: dict[str, frozenset[str]] = {
    "gum": frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT"}),
    "wikigold": NAMES,
    "uner": frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"}),
    "wnut": frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"}),
}
_water = re.compile(
    r"\b(?:River|Lake|Sea|Ocean|Mount|Mountains?|Island|Valley|Bay|Gulf|Desert|Creek|Coast)\b"
).search
_built = re.compile(
    r"\b(?:Street|St|Road|Rd|Avenue|Ave|Bridge|Airport|Building|Castle|Tower|Square|Hall|House|Park|Station|Stadium"
    r"|Museum|Highway|Hospital|Center|Centre|Theatre|Theater|Palace|Church|Cathedral|Hotel)\b"
).search


class Mapper:
    """Maps documents one by one; remembers how the teachers call a name, for where they miss it."""

    def __init__(self, teachers: Sequence[Teacher]) -> None:
        self._teachers = teachers

    def map(self, document: data.Corpus) -> data.Marked:
        """A document of an open corpus with OntoNotes labels."""
        text = document.text
        votes = Votes(text, [teacher.read(text) for teacher in self._teachers])
        names: list[tuple[int, int, str]] = []
        open_: list[tuple[int, int]] = []
        for mention in document.mentions:
            start, end = _trimmed(text, mention.start, mention.end, mention.label)
            label = votes.label(start, end, _FINER[mention.label])
            if label is None and mention.label in _CERTAIN:
                label = _guess(text[start:end], mention.label)
            if label is None:
                open_.append((start, end))
            elif start < end and (not names or start >= names[-1][1]):
                names.append((votes.with_the(start, end), end, label))
        marked = _MARKS[document.source]
        taken = [(span[0], span[1]) for span in names]
        for span in votes.agreed():
            free = not any(span[0] < end and span[1] > start for start, end in (*taken, *open_))
            if free and span[2] not in marked:
                names.append(span)
        # A name of another kind that the corpus would not mark is open; of a kind that it marks, it is none.
        agreed = Counter(span[:2] for span in votes.agreed())
        for start, end in votes.doubtful():
            other = votes.label(start, end, NAMES - marked)
            if other is not None or (document.source == "wnut" and agreed[start, end]):
                open_.append((start, end))
        return settled(document, names, votes.numbers(), open_)


def _guess(name: str, coarse: str) -> str:
    """The finer label of a name that no teacher marks."""
    if coarse in ("LOC", "GPE"):
        return "LOC" if _water(name) else "FAC" if _built(name) else "GPE"
    return _FINER[coarse][0]


def _trimmed(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """The extent without titles (persons), a "the", and a possessive 's, which OntoNotes leaves to the passes."""
    words = list(re.finditer(r"\S+", text[start:end]))
    while len(words) > 1:
        word = words[0][0]
        if not (word.lower() == "the" or (label == "PER" and word.rstrip(".").lower() in TITLES)):
            break
        words.pop(0)
    first = start + words[0].start() if words else start
    name = re.sub(r"['’]s?$", "", text[first:end])
    return first, first + len(name)


def convert(documents: Iterable[data.Corpus], teachers: Sequence[Teacher]) -> Iterator[data.Marked]:
    """The documents with OntoNotes labels."""
    mapper = Mapper(teachers)
    return map(mapper.map, documents)


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--teacher", "names", multiple=True, help="A further pipeline to vote beside the default one.")
def main(gold: tuple[Path, ...], output: Path, names: tuple[str, ...]) -> None:
    """Map the corpora in GOLD to OntoNotes labels and write them to OUTPUT."""
    teachers = [Teacher(name, shipped()) for name in (models.BASE, *names)]
    data.write(output, (marked for path in gold for marked in convert(data.read_corpus(path), teachers)))


if __name__ == "__main__":
    main()
