"""The native format ``aka/1``: one document as indented JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from annotate.annotation import Annotation, decode, encode

KEEPS = "Everything: the text, every mention, entity and alias with its evidence, and what was decided, when."


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write one annotation (a second would make the file unreadable: ValueError)."""
    (annotation,) = annotations
    file.write(encode(annotation, indent=2) + b"\n")


def read(data: bytes) -> list[Annotation]:
    """Read one annotation; raises BadAnnotation."""
    return [decode(data)]
