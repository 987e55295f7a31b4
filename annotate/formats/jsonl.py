"""The native format ``aka/1``, one document a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from annotate.annotation import Annotation, decode, encode
from annotate.errors import BadAnnotation

KEEPS = "Everything, as json does: what is named, why, and what was decided; one document a line."


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write one line for each annotation, as they come."""
    for annotation in annotations:
        file.write(encode(annotation) + b"\n")
        file.flush()


def read(data: bytes) -> list[Annotation]:
    """Read all lines that are not blank; raises BadAnnotation with the number of the line."""
    annotations = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            try:
                annotations.append(decode(line))
            except BadAnnotation as error:
                raise BadAnnotation(f"line {number}: {error}") from None
    return annotations
