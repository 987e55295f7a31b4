"""A plain table to read in a terminal or a mail: each entity with its label, its count and its aliases."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import BinaryIO

from annotate.annotation import Annotation
from annotate.query import Index, sort_entities
from annotate.text import one_line

_HEADER = ("entity", "label", "mentions", "aliases")
_COUNTS = _HEADER.index("mentions")


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write a table of each annotation, as they come, below its title."""
    for number, annotation in enumerate(annotations):
        title = one_line(annotation.document.title or annotation.document.source)
        lines = [*([""] * bool(number)), title, "", *_aligned([_HEADER, *_rows(annotation)])]
        file.write("".join(line.rstrip() + "\n" for line in lines).encode("utf-8", "replace"))


def _rows(annotation: Annotation) -> Iterable[tuple[str, ...]]:
    index = Index(annotation)
    for entity in sort_entities(index, index.entities.values(), "count"):
        others = [
            f"{alias.name} ×{alias.count}"
            for alias in entity.aliases
            if alias.count and alias.name != entity.name
        ]
        yield (
            one_line(entity.name),
            one_line(entity.label),
            str(index.count(entity.id)),
            one_line(", ".join(others)),
        )


def _aligned(rows: list[tuple[str, ...]]) -> Iterable[str]:
    """The rows as lines, with the counts to the right."""
    widths = [max(map(_cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = []
        for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (width - _cells(cell))
            cells.append(blank + cell if column == _COUNTS else cell + blank)
        yield "  ".join(cells)


def _cells(text: str) -> int:
    """How many columns a text takes."""
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me", "Cf")
        else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
