"""An annotation -> WebAnno TSV."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import BinaryIO

from annotate.annotation import Annotation, Mention
from annotate.formats.tokens import Words
from annotate.formats.units import Units
from annotate.formats.webanno.cells import (
    LINK,
    NAMED_ENTITY,
    NOTHING,
    NULL,
    escape_text,
    escape_value,
    identifier_of,
)

_HEADER = (
    "#FORMAT=WebAnno TSV 3.3\n"
    f"#T_SP={NAMED_ENTITY}|identifier|value\n#T_CH={LINK}|referenceRelation|referenceType\n\n"
)


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write one annotation (ValueError for more)."""
    (annotation,) = annotations
    file.write(_HEADER.encode())
    for block in _sentences(annotation):
        file.write(f"\n{block}".encode())


def _sentences(annotation: Annotation) -> Iterator[str]:
    text = annotation.document.text
    units = Units(text, "utf-16")
    words = Words(annotation)
    rows = _Columns(annotation, words)
    starts = [sentence[0][0] for sentence in words.sentences]
    number = 0
    for index, (sentence, (start, stop)) in enumerate(
        zip(words.sentences, pairwise([*starts, len(text)]), strict=True), 1
    ):
        here = text[start:stop]
        if index < len(starts):
            here = here.removesuffix("\n")  # which whoever reads it puts back, where there is none too few
        lines = [f"#Text={escape_text(line)}\n" for line in here.split("\n")]
        for place, (begin, end) in enumerate(sentence, 1):
            cells = "\t".join(rows.of(number))
            lines.append(
                f"{index}-{place}\t{units.of(begin)}-{units.of(end)}\t{text[begin:end]}\t{cells}\t\n"
            )
            number += 1
        yield "".join(lines)


class _Columns:
    """The cells of each word: identifier, value, the chain's link and its type."""

    def __init__(self, annotation: Annotation, words: Words) -> None:
        references = {entity.id: entity.reference for entity in annotation.entities}
        self._here: dict[int, list[Mention]] = defaultdict(list)
        for mention in annotation.mentions:
            for word in words.of(mention):
                self._here[word].append(mention)
        several = {id(mention) for here in self._here.values() if here[1:] for mention in here}
        several |= {id(mention) for mention in annotation.mentions if len(words.of(mention)) > 1}
        self._cells: dict[int, tuple[str, str, str, str]] = {}
        chains: dict[str, int] = {}
        lengths: dict[str, int] = defaultdict(int)
        number = 0
        for mention in annotation.mentions:
            suffix = ""
            if id(mention) in several:  # else its row says which one it is
                number += 1
                suffix = f"[{number}]"
            chain = chains.setdefault(mention.entity, len(chains) + 1)
            lengths[mention.entity] += 1
            self._cells[id(mention)] = (
                identifier_of(references[mention.entity]) + suffix,
                escape_value(mention.label) + suffix,
                f"{NULL}->{chain}-{lengths[mention.entity]}",
                f"{NULL}[{chain}]",
            )

    def of(self, word: int) -> Iterator[str]:
        """The cells of the word of a number."""
        here = [self._cells[id(mention)] for mention in self._here.get(word, ())]
        return map("|".join, zip(*here, strict=True)) if here else iter([NOTHING] * 4)
