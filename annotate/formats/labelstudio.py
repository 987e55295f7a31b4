"""Label Studio's JSON: a list of tasks, for ``<Labels name="label" toName="text">`` and ``<Text name="text">``.

Mentions are a prediction, to be corrected there, or, where a person has confirmed all of them, an annotation. A
relation ``alias`` leads from each further mention of an entity to its first; what is known of the document and its
entities is in the task's data. Offsets are written as code points, as Label Studio 1.7 and later does; of the older
files, with UTF-16 units, a span's own text tells.
https://labelstud.io/guide/task_format
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from annotate.annotation import Annotation, Mention
from annotate.errors import BadAnnotation
from annotate.formats.building import Mark, build
from annotate.formats.described import SAME, describe, gathered, is_same, joins, told
from annotate.formats.input import Input
from annotate.formats.lines import read_each, read_objects
from annotate.formats.metadata import document_of, metadata
from annotate.formats.units import Units
from annotate.text import escape_json

_NOT_SAID = {"state": "suggested", "when": ""}
_BY_HAND = "manual"  # the origin of a region that a person drew


class _Value(msgspec.Struct, omit_defaults=True):
    start: int | None = None
    end: int | None = None
    text: str | list[str] = ""
    labels: list[str] = []


class _Region(msgspec.Struct, omit_defaults=True):
    """A span, or with ``from_id`` a relation."""

    type: str
    id: str = ""
    from_name: str = ""
    to_name: str = ""
    value: _Value | None = None
    score: float | None = None
    origin: str = ""
    meta: dict[str, Any] | None = None
    from_id: str = ""
    to_id: str = ""
    direction: str = ""
    labels: list[str] | None = None


class _Result(msgspec.Struct, omit_defaults=True):
    result: list[_Region]
    model_version: str | None = None
    was_cancelled: bool = False
    ground_truth: bool = False


class _Task(msgspec.Struct):
    data: dict[str, Any]
    annotations: list[_Result] = []
    predictions: list[_Result] = []


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write the list of tasks, each as it comes."""
    file.write(b"[")
    for number, annotation in enumerate(annotations):
        data = msgspec.json.format(msgspec.json.encode(_task(annotation)), indent=2)
        file.write(b",\n" * bool(number) + escape_json(data))
    file.write(b"]\n")


def _task(annotation: Annotation) -> _Task:
    regions = [_region(number, mention) for number, mention in enumerate(annotation.mentions)]
    regions += [
        _Region("relation", from_id=f"m{one}", to_id=f"m{other}", direction="right", labels=[SAME])
        for one, other in joins(annotation)
    ]
    document = annotation.document
    data = {"text": document.text, **metadata(document), "entities": describe(annotation)}
    states = {mention.state for mention in annotation.mentions}
    if states == {"confirmed"}:
        return _Task(data, annotations=[_Result(regions)])
    made = annotation.pipeline
    return _Task(data, predictions=[_Result(regions, f"{made.model} {made.model_version}".strip() or "aka")])


def _region(number: int, mention: Mention) -> _Region:
    said = {"state": mention.state, "when": mention.when}
    return _Region(
        "labels",
        f"m{number}",
        "label",
        "text",
        _Value(mention.start, mention.end, mention.text, [mention.label]),
        mention.score,
        _BY_HAND if mention.by == "reader" else "prediction",
        said if said != _NOT_SAID else None,
    )


def read(file: Input) -> list[Annotation]:
    """Read the tasks: of each the annotation that is the ground truth, else the last one, else the last prediction.

    Raises BadAnnotation with the number of the task.
    """
    return read_each(file, read_objects(file, _Task), _annotation)


def _annotation(task: _Task, name: str) -> Annotation:
    text = _text(task.data)
    finished = [result for result in task.annotations if not result.was_cancelled]
    result = next(
        (result for result in finished if result.ground_truth),
        (finished or task.predictions or [_Result([])])[-1],
    )
    units = Units(text, "utf-16")
    spans = {
        (region.id or number): _mark(region, region.value, text, units, by_hand=bool(finished))
        for number, region in enumerate(result.result)
        if region.value and region.value.labels and region.value.start is not None
    }
    pairs = [
        (region.from_id, region.to_id)
        for region in result.result
        if region.type == "relation" and any(map(is_same, region.labels or ()))
    ]
    grouped, known = gathered(spans, pairs, told(task.data.get("entities")))
    return build(document_of(text, name, task.data), grouped, known)


def _text(data: dict[str, Any]) -> str:
    """The text of a task: it is called as the labelling interface says, which is not in the file."""
    named = data.get("text")
    if isinstance(named, str):
        return named
    texts = [value for value in data.values() if isinstance(value, str)]
    if not texts:
        raise BadAnnotation("it has no text, only other data")
    return max(texts, key=len)


def _mark(region: _Region, value: _Value, text: str, units: Units, *, by_hand: bool) -> Mark:
    start, end = _place(value, text, units)
    said = region.meta or {}
    state = "confirmed" if by_hand or said.get("state") == "confirmed" else "suggested"
    when = said.get("when")
    return Mark(
        start,
        end,
        value.labels[0],
        by="reader" if region.origin == _BY_HAND else "model",
        state=state,  # type: ignore[arg-type]
        score=region.score,
        when=when if isinstance(when, str) else "",
    )


def _place(value: _Value, text: str, units: Units) -> tuple[int, int]:
    """Where a span stands, in code points; raises BadAnnotation where the text is another there."""
    start, end = value.start or 0, value.end or 0
    says = value.text if isinstance(value.text, str) else ""
    if not says or _alike(text[start:end], says):
        return start, end
    try:
        places = units.point(start), units.point(end)
    except ValueError:
        places = (0, 0)
    if _alike(text[slice(*places)], says):
        return places
    raise BadAnnotation(
        f"a span says that “{says}” stands at {start}-{end}, where the text has “{text[start:end]}”"
    )


def _alike(one: str, other: str) -> bool:
    """Whether two texts are the same but for white space, which Label Studio writes in ways of its own."""
    return "".join(one.split()) == "".join(other.replace("\\n", " ").split())
