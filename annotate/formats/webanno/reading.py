"""WebAnno TSV -> an annotation."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from annotate.annotation import Annotation, Document
from annotate.errors import BadAnnotation
from annotate.formats.building import Known, Mark, build, document
from annotate.formats.input import Input
from annotate.formats.joining import Groups
from annotate.formats.units import Units
from annotate.formats.webanno.cells import NAMED_ENTITY, NOTHING, NULL, reference_in, unescape

_values = re.compile(r"((?:\\.|[^|\\])*)(?:\||\Z)", re.DOTALL).finditer
_numbered = re.compile(r"((?:\\.|[^\\])*)\[(\d+)\]", re.DOTALL).fullmatch
_link = re.compile(r"(.*)->(\d+)-(\d+)", re.DOTALL).fullmatch
_OF_WORDS = (
    "de.tudarmstadt.ukp.dkpro.core.api."  # the layers of its own that name nothing, but for NamedEntity
)


class _Layer(NamedTuple):
    """A layer of the header: its kind (SP, CH, RL), its type's name, and the column of each feature."""

    kind: str
    type: str
    columns: dict[str, int]


class _Row(NamedTuple):
    """A word, or a part of one: where it stands in UTF-16 units, and its cells."""

    line: int
    start: int
    end: int
    text: str
    cells: list[str]


class _Span:
    """An annotation of a layer, over all the rows that it stands in."""

    def __init__(self, row: _Row) -> None:
        self.start, self.end = row.start, row.end
        self.values: dict[str, str] = {}

    def extend(self, row: _Row) -> None:
        self.start, self.end = min(self.start, row.start), max(self.end, row.end)


def read(file: Input) -> list[Annotation]:
    """Read one document: what is annotated as a named entity, or else in layers of the project's own; coreference
    chains and identifiers make entities. Raises BadAnnotation with the number of the line."""
    layers, text, rows = _parsed(file.text.split("\n"))
    units = Units(text, "utf-16")
    try:
        for row in rows:
            if text[units.point(row.start) : units.point(row.end)] != row.text:
                raise ValueError
    except ValueError:
        raise BadAnnotation(
            f"line {row.line} says that “{row.text}” stands at {row.start}-{row.end}, where the text has "
            "something else (offsets are UTF-16 units)"
        ) from None
    return [_annotation(document(text, file.name), units, layers, rows)]


def _annotation(made: Document, units: Units, layers: list[_Layer], rows: list[_Row]) -> Annotation:
    chains: dict[tuple[int, int], deque[Hashable]] = defaultdict(deque)
    for layer in layers:
        if layer.kind == "CH":
            for number, span in _links(layer, rows):
                chains[span.start, span.end].append((layer.type, number))
    same = Groups()
    marks: list[Mark] = []
    references: dict[int, str] = {}
    chained: dict[str, int] = {}  # a span of a reference that is in a chain: the first
    for layer in _of_names(layers):
        for span in _spans(layer, rows):
            index = len(marks)
            reference = reference_in(span.values.get("identifier", NULL))
            if reference:
                references[index] = reference
            if links := chains[span.start, span.end]:  # stacked in the order of the spans
                same.join((index, links.popleft()))
                if reference:
                    chained.setdefault(reference, index)
            marks.append(Mark(units.point(span.start), units.point(span.end), _label(layer, span)))
    # Two chains stay two, whatever they refer to; a reference joins what is in none.
    for index, reference in references.items():
        if index not in same:
            same.join((index, chained.get(reference, ("is", reference))))
    known = {same.of(index): Known(reference=reference) for index, reference in references.items()}
    grouped = [
        mark._replace(group=same.of(index) if index in same else None) for index, mark in enumerate(marks)
    ]
    return build(made, grouped, known)


def _of_names(layers: list[_Layer]) -> list[_Layer]:
    spans = [layer for layer in layers if layer.kind == "SP"]
    entities = [layer for layer in spans if layer.type == NAMED_ENTITY]
    return entities or [layer for layer in spans if not layer.type.startswith(_OF_WORDS)]


def _label(layer: _Layer, span: _Span) -> str:
    """The value, or that of a project's first feature that has one; for an annotation without any, its layer."""
    order = ["value", *(name for name in layer.columns if name != "identifier")]
    values = (span.values.get(name, NULL) for name in order)
    value = next((value for value in values if value not in (NULL, NOTHING)), None)
    return layer.type.rpartition(".")[2] if value is None else unescape(value)


def _spans(layer: _Layer, rows: list[_Row]) -> list[_Span]:
    """The annotations of a span layer; those that have a number stand in all the rows that have it."""
    spans: list[_Span] = []
    numbered: dict[str, _Span] = {}
    for row in rows:
        here: list[_Span] = []
        for name, column in layer.columns.items():
            for place, cell in enumerate(_split(row.cells[column])):
                found = _numbered(cell)
                value, number = found.groups() if found else (cell, "")
                if place == len(here):
                    span = numbered.get(number) if number else None
                    if span is None:
                        span = _Span(row)
                        spans.append(span)
                        if number:
                            numbered[number] = span
                    span.extend(row)
                    here.append(span)
                here[place].values.setdefault(name, value)
    return spans


def _links(layer: _Layer, rows: list[_Row]) -> Iterator[tuple[str, _Span]]:
    """The links of a chain layer with the number of their chain."""
    column = layer.columns.get("referenceRelation")
    if column is None:
        return
    links: dict[tuple[str, str], _Span] = {}
    for row in rows:
        for cell in _split(row.cells[column]):
            if found := _link(cell):
                links.setdefault((found[2], found[3]), _Span(row)).extend(row)
    for (chain, _), span in links.items():
        yield chain, span


def _split(cell: str) -> list[str]:
    """The stacked values of a cell."""
    if cell in (NOTHING, ""):
        return []
    return [found[1] for found in _values(cell) if found.start() < len(cell)]


def _parsed(lines: list[str]) -> tuple[list[_Layer], str, list[_Row]]:
    """The layers, the text and the rows of a file."""
    layers: list[_Layer] = []
    rows: list[_Row] = []
    pieces: list[str] = []  # of the text
    length = 0  # of them, in UTF-16 units
    coming: list[str] = []  # lines of the sentence that begins
    width = 0
    most = sum(
        map(len, lines)
    )  # the blanks that the file leaves out are fewer than what it says of the words
    for number, line in enumerate(lines, 1):
        line = line.removesuffix("\r")
        if line.startswith(("#T_SP=", "#T_CH=", "#T_RL=")):
            if rows:
                raise BadAnnotation(f"line {number} names a layer, and there are words before it")
            type_, *features = line[6:].split("|")
            names = [feature for feature in features if feature]
            names = names or [""]
            columns = {name: width + place for place, name in enumerate(names)}
            layers.append(_Layer(line[3:5], type_, columns))
            width += len(names)  # a name that stands there twice has two columns
        elif line.startswith("#Text="):
            coming.append(unescape(line[6:]) + "\n")
        elif line and not line.startswith("#"):
            row = _row(number, line, width)
            if row.start > most:
                raise BadAnnotation(
                    f"line {number} begins at {row.start}, which is beyond any text of this file"
                )
            if coming:
                if length == row.start + 1:  # the sentence before goes on to this one
                    pieces[-1] = pieces[-1].removesuffix("\n")
                    length -= 1
                pieces += [" " * (row.start - length), *coming]
                length = max(length, row.start) + sum(_width(piece) for piece in coming)
                coming = []
            rows.append(row)
    return layers, "".join(pieces).removesuffix("\n"), rows


def _row(number: int, line: str, width: int) -> _Row:
    try:
        _, place, text, *cells = line.split("\t")
        start, end = place.split("-")
        row = _Row(number, int(start), int(end), text, cells)
    except ValueError:
        raise BadAnnotation(f"line {number} has no place and word as the format wants them") from None
    if len(cells) < width:
        raise BadAnnotation(
            f"line {number} has {len(cells)} columns of annotations, and the header names {width}"
        )
    return row


def _width(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
