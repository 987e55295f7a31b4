"""What is compared: texts with marked names, read from aka's own format or from plain lines of gold data."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from annotate.annotation import Annotation
from annotate.errors import BadAnnotation
from annotate.formats.reading import looks_annotated, read_annotations
from annotate.labels import is_name

Extent = tuple[int, int]


class Marking(NamedTuple):
    """One marked name: a span in code points, its label and its entity.

    Gold data may leave a label open (None: any is right), or the entity (None: takes no part in grouping),
    may call a mention optional (neither rewarded nor punished), and may accept other spans for it.
    """

    start: int
    end: int
    label: str | None
    entity: str | None
    optional: bool = False
    others: tuple[Extent, ...] = ()


class Marked(NamedTuple):
    """A text with its marked names. Gold data may say where they count, and which labels it leaves out."""

    name: str
    text: str
    markings: tuple[Marking, ...]
    within: tuple[Extent, ...] = ()
    unannotated: frozenset[str] = frozenset()


class _Mention(msgspec.Struct):
    start: int
    end: int
    label: str | None = None
    entity: str | int | None = None
    optional: bool = False
    alt: tuple[Extent, ...] = ()


class _Line(msgspec.Struct):
    id: str
    mentions: list[_Mention]
    text: str | None = None
    eval_span: list[int | Extent] = []
    ignore_pred: tuple[str, ...] = ()


def read_marked(data: bytes, name: str) -> list[Marked]:
    """The marked texts in the bytes of a file called ``name``, in the native format or one object a line.

    Such a line is ``{"id", "text", "mentions": [{"start", "end", "label", "entity"}]}``; of an annotation,
    dates, numbers and rejected mentions are left out. Raises BadAnnotation with a sentence that names the
    file.
    """
    if looks_annotated(data):
        return [_of_annotation(annotation) for annotation in read_annotations(data, name)]
    marked = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            try:
                marked.append(_of_line(msgspec.json.decode(line, type=_Line)))
            except (msgspec.DecodeError, ValueError, RecursionError) as error:
                raise BadAnnotation(f"{name}, line {number} is no annotated document: {error}.") from None
    return marked


def _of_annotation(annotation: Annotation) -> Marked:
    document = annotation.document
    markings = (
        Marking(mention.start, mention.end, mention.label, mention.entity)
        for mention in annotation.mentions
        if mention.state != "rejected" and is_name(mention.label)
    )
    return Marked(document.source, document.text, tuple(markings))


def _of_line(line: _Line) -> Marked:
    text = line.text or ""
    markings = []
    for mention in line.mentions:
        if not 0 <= mention.start < mention.end or (line.text is not None and mention.end > len(text)):
            raise ValueError(f"the mention at {mention.start}-{mention.end} lies outside the text")
        entity = None if mention.entity is None else str(mention.entity)
        markings.append(
            Marking(mention.start, mention.end, mention.label, entity, mention.optional, mention.alt)
        )
    return Marked(line.id, text, tuple(markings), _extents(line.eval_span), frozenset(line.ignore_pred))


def _extents(given: list[int | Extent]) -> tuple[Extent, ...]:
    """Some spans, or one without a list around it."""
    match given:
        case [int() as start, int() as end]:
            return ((start, end),)
    return tuple(each for each in given if not isinstance(each, int))
