"""doccano's JSONL for relation extraction: a text a line with its spans and the relations between them.

A relation ``alias`` leads from each further mention of an entity to its first; ``meta`` has what is known of the
document and its entities. Read is also what doccano exports without relations (``label``). Offsets are code points.
https://doccano.github.io/doccano/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from annotate.annotation import Annotation
from annotate.formats.building import Mark, build
from annotate.formats.described import SAME, describe, gathered, is_same, joins, told
from annotate.formats.input import Input
from annotate.formats.lines import read_each, read_objects, write_line
from annotate.formats.metadata import document_of, metadata


class _Span(msgspec.Struct):
    id: int | str
    label: str
    start_offset: int
    end_offset: int


class _Relation(msgspec.Struct):
    from_id: int | str
    to_id: int | str
    type: str
    id: int | str | None = None


class _Example(msgspec.Struct, omit_defaults=True):
    id: int | str | None = None
    text: str = ""
    entities: list[_Span] = []
    relations: list[_Relation] = []
    label: list[tuple[int, int, str]] = []
    labels: list[tuple[int, int, str]] = []  # as older versions call them
    data: str = ""  # as some versions call the text
    meta: dict[str, Any] = {}


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write a line for each annotation, as they come."""
    for number, annotation in enumerate(annotations, 1):
        spans = [
            _Span(index, mention.label, mention.start, mention.end)
            for index, mention in enumerate(annotation.mentions)
        ]
        relations = [
            _Relation(one, other, SAME, index) for index, (one, other) in enumerate(joins(annotation))
        ]
        meta = {**metadata(annotation.document), "entities": describe(annotation)}
        write_line(_Example(number, annotation.document.text, spans, relations, meta=meta), file)


def read(file: Input) -> list[Annotation]:
    """Read the lines, or a list; raises BadAnnotation with the number of the line."""
    return read_each(file, read_objects(file, _Example), _annotation)


def _annotation(example: _Example, name: str) -> Annotation:
    marks: dict[object, Mark] = {
        ("label", number): Mark(*span) for number, span in enumerate((*example.label, *example.labels))
    }
    marks |= {span.id: Mark(span.start_offset, span.end_offset, span.label) for span in example.entities}
    pairs = [(each.from_id, each.to_id) for each in example.relations if is_same(each.type)]
    grouped, known = gathered(marks, pairs, told(example.meta.get("entities")))
    return build(document_of(example.text or example.data, name, example.meta), grouped, known)
