"""Prodigy's tasks, which are spaCy's JSONL too: a text a line, with its spans.

What Prodigy has no key for are keys of ours on the spans (``entity``, ``by``, ``state``, ``score``, ``when``), and
``entities``, as in the native format; Prodigy keeps such keys. Offsets are code points in both.
https://prodi.gy/docs/api-interfaces#ner
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from annotate.annotation import Annotation, By, Entity, State
from annotate.formats.building import Known, Mark, build
from annotate.formats.input import Input
from annotate.formats.lines import read_each, read_lines, write_line
from annotate.formats.metadata import document_of, metadata

# What a person has said of a whole task -> of the spans in it.
_ANSWERS: dict[str, State] = {"accept": "confirmed", "reject": "rejected"}


class _Span(msgspec.Struct, omit_defaults=True):
    start: int
    end: int
    label: str
    kb_id: str = ""
    entity: str = ""
    by: By = "model"
    state: State = "suggested"
    score: float | None = None
    when: str = ""


class _Task(msgspec.Struct, omit_defaults=True):
    text: str
    spans: list[_Span] = []
    entities: list[Any] = []
    meta: dict[str, Any] = {}
    answer: str = ""


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write a task for each annotation, as they come."""
    for annotation in annotations:
        write_line(_task(annotation), file)


def _task(annotation: Annotation) -> _Task:
    references = {entity.id: entity.reference or "" for entity in annotation.entities}
    spans = [
        _Span(
            each.start, each.end, each.label, references[each.entity], each.entity, each.by, each.state,
            each.score, each.when,
        )
        for each in annotation.mentions
    ]  # fmt: skip
    document = annotation.document
    return _Task(document.text, spans, list(annotation.entities), dict(metadata(document)))


def read(file: Input) -> list[Annotation]:
    """Read the tasks; raises BadAnnotation with the number of the line."""
    return read_each(file, read_lines(file, _Task), _annotation)


def _annotation(task: _Task, name: str) -> Annotation:
    state = _ANSWERS.get(task.answer)
    spans = [
        Mark(
            span.start, span.end, span.label, span.entity or span.kb_id or None, span.by,
            span.state if state is None or span.state != "suggested" else state, span.score, span.when,
        )
        for span in task.spans
    ]  # fmt: skip
    known = {span.kb_id: Known(reference=span.kb_id) for span in task.spans if span.kb_id}
    for entity in task.entities:
        if isinstance(entity, list):  # a training example of spaCy: [start, end, label]
            spans.append(Mark(*msgspec.convert(entity, tuple[int, int, str])))
        else:
            own = msgspec.convert(entity, Entity)
            evidence = {alias.name: alias.evidence for alias in own.aliases}
            known[own.id] = Known(own.name, own.reference, own.note, evidence)
    return build(document_of(task.text, name, task.meta), spans, known)
