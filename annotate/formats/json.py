"""The native format ``aka/1``: one document as indented JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from annotate.annotation import FORMAT, Annotation, decode, encode
from annotate.errors import BadAnnotation
from annotate.formats.input import Input

_version = re.compile(rb'"format"\s*:\s*"(aka/[^"]*)"').search


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write one annotation (a second would make the file unreadable: ValueError)."""
    (annotation,) = annotations
    file.write(encode(annotation, indent=2) + b"\n")


def read(file: Input) -> list[Annotation]:
    """Read one annotation; raises BadAnnotation."""
    check_version(file.data)
    return [decoded(file.data.removeprefix(b"\xef\xbb\xbf"))]


def check_version(data: bytes) -> None:
    """Raise BadAnnotation for a file of another version."""
    found = _version(data)
    if found and (version := found[1].decode("utf-8", "replace")) != FORMAT:
        raise BadAnnotation(f"it is in the format {version}, and this aka reads {FORMAT}: use a newer aka")


def decoded(data: bytes, where: str = "") -> Annotation:
    """One annotation; raises BadAnnotation with the place in the file, where it is given, and the reason."""
    try:
        return decode(data)
    except BadAnnotation as error:
        raise BadAnnotation(f"it is a damaged annotation: {where}{error}") from None
