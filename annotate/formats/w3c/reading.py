"""JSON-LD -> an annotation: what aka wrote, and whatever else of the standard speaks of a text at hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from annotate.annotation import Annotation, Document
from annotate.errors import BadAnnotation
from annotate.formats.building import Known, Mark, build, document
from annotate.formats.input import Input
from annotate.formats.iris import reference_of
from annotate.formats.w3c.anchoring import place
from annotate.formats.w3c.terms import Entity, Said, Text

_UNLABELLED = "ENTITY"
_LABELLING = ("tagging", "classifying")
_IDENTIFYING = ("identifying", "linking")
_NOTING = ("describing", "commenting")
Node = dict[str, Any]


def read(file: Input) -> list[Annotation]:
    """Read a collection, a page, a list or a single annotation. The text is the one that aka put into the file, or
    else that of the ``.txt`` beside it. Annotations that do not speak of a span of text are left out.

    Raises BadAnnotation with the number of the annotation.
    """
    try:
        data = msgspec.json.decode(file.data.removeprefix(b"\xef\xbb\xbf"))
        made = _document(data, file)
        entities = msgspec.convert(data.get("entities", []) if isinstance(data, dict) else [], list[Entity])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadAnnotation(str(error)) from None
    known = {
        entity.id: Known(
            entity.name,
            entity.reference,
            entity.note,
            {each.alias: each.native() for each in entity.evidence},
        )
        for entity in entities
    }
    marks = []
    for number, item in enumerate(_items(data), 1):
        try:
            mark = _mark(item, made.text, known)
        except (BadAnnotation, msgspec.ValidationError) as error:
            raise BadAnnotation(f"annotation {number}: {error}") from None
        if mark:
            marks.append(mark)
    return [build(made, marks, known)]


def _document(data: object, file: Input) -> Document:
    own = data.get("document") if isinstance(data, dict) else None
    if own is None:
        return document(Input(file.beside(".txt"), file.name).text, file.name)
    text = msgspec.convert(own, Text)
    return document(
        text.value,
        text.origin or file.name,
        named=text.title,
        language=text.language,
        author=text.author,
        date=text.date,
    )


def _items(data: object) -> Iterator[Node]:
    """The annotations in a list, a page or a collection, in their order."""
    for node in _listed(data):
        if isinstance(node, dict):
            if "Annotation" in _listed(node.get("type")):
                yield node
            for key in ("@graph", "items", "first"):
                yield from _items(node.get(key))


def _mark(item: Node, text: str, known: dict[Any, Known]) -> Mark | None:
    """The span that an annotation speaks of; what it says of an entity that is not known yet is added to ``known``."""
    span = next((span for target in _listed(item.get("target")) if (span := _span(target, text))), None)
    if span is None:
        return None
    label, reference, notes = _UNLABELLED, None, []
    for body in _listed(item.get("body")):
        node = body if isinstance(body, dict) else {"source": body, "purpose": "identifying"}
        purposes = _listed(node.get("purpose") or item.get("motivation"))
        if "value" in node and any(purpose in _NOTING for purpose in purposes):
            notes.append(str(node["value"]))
        elif "value" in node and (label == _UNLABELLED or any(purpose in _LABELLING for purpose in purposes)):
            label = str(node["value"])
        elif any(purpose in _IDENTIFYING for purpose in purposes):
            reference = str(node.get("source") or node.get("id") or "") or None
    said = msgspec.convert(item, Said)
    group = said.entity or reference
    if not said.entity and group and (group not in known or notes):
        known[group] = Known(reference=reference and reference_of(reference), note="\n".join(notes))
    return Mark(*span, label, group, said.by, said.decision, said.score, said.when)


def _span(target: object, text: str) -> tuple[int, int] | None:
    """Where a target stands in the text; None for one that is no span."""
    start = end = None
    quote: Node = {}
    for selector in _listed(target.get("selector") if isinstance(target, dict) else None):
        match selector:
            case {"type": "TextPositionSelector", "start": int(first), "end": int(last)}:
                start, end = first, last
            case {"type": "TextQuoteSelector", "exact": str()}:
                quote = selector
    if start is None and not quote:
        return None
    return place(text, start, end, quote.get("exact"), quote.get("prefix", ""), quote.get("suffix", ""))


def _listed(value: object) -> list[Any]:
    """What JSON-LD writes as a list, or without one where it is one thing."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
