"""GATE's Bdoc JSON, which its Python library gatenlp and its plugin Format_Bdoc have.

Mentions are annotations of the default set with the label as type. ``matches`` lists, as in GATE, those that are of one
entity: all of them with the first, and the first with each other one, lest files grow with the square. What else is
known of them is in features, of the document too. Offsets are code points, as the file says (``offset_type`` p), or
UTF-16 units in what Java wrote (j).
https://gatenlp.github.io/python-gatenlp/annotationset.html, https://gatenlp.github.io/gateplugin-Format_Bdoc/
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, BinaryIO, Literal

import msgspec

from annotate.annotation import Annotation, By, State
from annotate.errors import BadAnnotation
from annotate.formats.building import Known, Mark, build, label_of
from annotate.formats.described import describe, gathered, told
from annotate.formats.input import Input
from annotate.formats.metadata import document_of, metadata
from annotate.formats.units import Units
from annotate.labels import LABELS
from annotate.text import escape_json

_OF_WORDS = frozenset(["Token", "SpaceToken", "Sentence", "Split", "Lookup", "paragraph", "DEFAULT_TOKEN"])


class _Features(msgspec.Struct, omit_defaults=True):
    """What aka knows of a mention; other programs' features are passed over."""

    matches: list[int] = []
    inst: str = ""  # as GATE's own linkers call a reference
    by: By = "model"
    state: State = "suggested"
    score: float | None = None
    when: str = ""


class _Annotated(msgspec.Struct):
    id: int
    start: int
    end: int
    type: str
    features: dict[str, Any] | None = None


class _Set(msgspec.Struct):
    name: str = ""
    annotations: list[_Annotated] = []
    next_annid: int = 0


class _Document(msgspec.Struct):
    text: str
    annotation_sets: dict[str, _Set]
    features: dict[str, Any] | None = None
    offset_type: Literal["p", "j"] = "p"
    name: str | None = ""


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write one annotation (a second would make the file unreadable: ValueError)."""
    (annotation,) = annotations
    of: dict[str, list[int]] = {}
    for number, mention in enumerate(annotation.mentions):
        of.setdefault(mention.entity, []).append(number)
    references = {entity.id: entity.reference or "" for entity in annotation.entities}
    found = []
    for number, each in enumerate(annotation.mentions):
        matches = _matches(number, of[each.entity])
        said = _Features(matches, references[each.entity], each.by, each.state, each.score, each.when)
        found.append(_Annotated(number, each.start, each.end, each.label, msgspec.to_builtins(said)))
    made = annotation.document
    features = {**metadata(made), "entities": describe(annotation)}
    data = _Document(made.text, {"": _Set("", found, len(found))}, features, name=made.source)
    file.write(escape_json(msgspec.json.encode(data)) + b"\n")


def _matches(number: int, all_: list[int]) -> list[int]:
    if len(all_) == 1:
        return []
    return all_ if number == all_[0] else [all_[0], number]


def read(file: Input) -> list[Annotation]:
    """Read one document: the names of its default set, or those of all sets where that has none; raises
    BadAnnotation."""
    try:
        data = msgspec.json.decode(file.data.removeprefix(b"\xef\xbb\xbf"), type=_Document)
        features = data.features or {}
        entities = told(features.get("entities"))
        marks, pairs, references = _marks(data, own=entities is not None)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadAnnotation(str(error)) from None
    grouped, known = gathered(marks, pairs, entities)
    for mark, id_ in zip(grouped, marks, strict=True):
        if id_ in references:
            known.setdefault(mark.group, Known(reference=references[id_]))
    return [build(document_of(data.text, data.name or file.name, features), grouped, known)]


_Key = tuple[str, int]


def _marks(
    data: _Document, *, own: bool
) -> tuple[dict[_Key, Mark], list[tuple[_Key, _Key]], dict[_Key, str]]:
    """The mentions by set and id, the pairs that are one, and the references of those that have one."""
    marks: dict[_Key, Mark] = {}
    pairs: list[tuple[_Key, _Key]] = []
    references: dict[_Key, str] = {}
    first: dict[str, _Key] = {}
    units = Units(data.text, "utf-16") if data.offset_type == "j" else None
    for name, set_ in _sets(data, own=own).items():
        for each in set_:
            key = name, each.id
            said = each.features or {}
            ours = {field: said[field] for field in _Features.__struct_fields__ if own and field in said}
            known = msgspec.convert(ours, _Features)
            start, end = _place(each, units)
            marks[key] = Mark(start, end, each.type, None, known.by, known.state, known.score, known.when)
            matches = said.get("matches")
            ids = [one for one in matches if isinstance(one, int)] if isinstance(matches, list) else []
            pairs += pairwise((name, one) for one in (each.id, *ids))
            if isinstance(reference := said.get("inst") or said.get("kb_id"), str):
                references[key] = reference
                if not own:  # the same reference is the same thing
                    pairs.append((key, first.setdefault(reference, key)))
    return marks, pairs, references


def _place(each: _Annotated, units: Units | None) -> tuple[int, int]:
    try:
        return (units.point(each.start), units.point(each.end)) if units else (each.start, each.end)
    except ValueError:
        raise BadAnnotation(
            f"a span at {each.start}-{each.end} (in UTF-16 units) does not fit the text"
        ) from None


def _sets(data: _Document, *, own: bool) -> dict[str, list[_Annotated]]:
    """The annotations that name something, by set."""
    sets = {
        name: [each for each in set_.annotations if own or _is_name(each)]
        for name, set_ in data.annotation_sets.items()
    }
    return {"": sets[""]} if sets.get("") else sets


def _is_name(each: _Annotated) -> bool:
    """Whether an annotation names something, as far as its type says: not words, sentences or markup."""
    known = label_of(each.type) in LABELS
    return each.start < each.end and each.type not in _OF_WORDS and (known or each.type[:1].isupper())
