"""A CAS as JSON, with its type system."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from annotate.annotation import Annotation
from annotate.errors import BadAnnotation
from annotate.formats.cas.reading import annotation_of
from annotate.formats.cas.types import SOFA, TYPES, VIEW, Structure, is_reference
from annotate.formats.cas.writing import SOFA as TEXT
from annotate.formats.cas.writing import structures
from annotate.formats.input import Input
from annotate.text import escape_json


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write one annotation (a second would make the file unreadable: ValueError)."""
    (annotation,) = annotations
    text = annotation.document.text
    made = structures(annotation, text, "", str)
    sofa = {"%ID": TEXT, "%TYPE": SOFA, "sofaNum": 1, "sofaID": VIEW, "mimeType": "text", "sofaString": text}
    data = {
        "%TYPES": {name: _type(name) for name in TYPES},
        "%FEATURE_STRUCTURES": [sofa, *map(_object, made)],
        "%VIEWS": {VIEW: {"%SOFA": TEXT, "%MEMBERS": [each.id for each in made]}},
    }
    file.write(escape_json(msgspec.json.encode(data)) + b"\n")


def _type(name: str) -> dict[str, Any]:
    extends, features = TYPES[name]
    ranges = {feature: {"%NAME": feature, "%RANGE": range_} for feature, range_ in features.items()}
    return {"%NAME": name, "%SUPER_TYPE": extends, **ranges}


def _object(structure: Structure) -> dict[str, str | int | float]:
    features = {
        f"@{name}" if is_reference(structure.type, name) else name: value
        for name, value in structure.features.items()
    }
    return {"%ID": structure.id, "%TYPE": structure.type, **features}


class _File(msgspec.Struct):
    structures: list[dict[str, Any]] = msgspec.field(name="%FEATURE_STRUCTURES")


def read(file: Input) -> list[Annotation]:
    """Read one document; raises BadAnnotation."""
    try:
        data = msgspec.json.decode(file.data.removeprefix(b"\xef\xbb\xbf"), type=_File)
        found = [_structure(each) for each in data.structures]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadAnnotation(str(error)) from None
    return [annotation_of(found, file.name, lambda text, _: text, str)]


def _structure(each: dict[str, Any]) -> Structure:
    id_, type_ = each.get("%ID"), each.get("%TYPE")
    if not isinstance(id_, int) or not isinstance(type_, str):
        raise BadAnnotation("a feature structure has no %ID or no %TYPE")
    features = {
        name.lstrip("@^#"): value
        for name, value in each.items()
        if isinstance(value, str | int | float) and not name.startswith("%")
    }
    return Structure(id_, type_, features)
