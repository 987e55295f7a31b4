"""The native format ``aka/1``, one document a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from annotate.annotation import Annotation, encode
from annotate.formats.input import Input
from annotate.formats.json import check_version, decoded


def write(annotations: Iterable[Annotation], file: BinaryIO) -> None:
    """Write one line for each annotation, as they come."""
    for annotation in annotations:
        file.write(encode(annotation) + b"\n")
        file.flush()


def read(file: Input) -> list[Annotation]:
    """Read all lines that are not blank; raises BadAnnotation with the number of the line."""
    check_version(file.data)
    lines = file.data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [decoded(line, f"line {number}: ") for number, line in enumerate(lines, 1) if line.strip()]
