"""One JSON object a line: how the formats of annotation tools that have it are read and written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, TypeVar

import msgspec

from annotate.errors import BadAnnotation
from annotate.formats.input import Input
from annotate.text import escape_json

T = TypeVar("T")


def read_lines(file: Input, kind: type[T]) -> Iterator[tuple[str, T]]:
    """The objects on the lines that are not blank, each with its place ("line 3"); raises BadAnnotation with that
    place for one that is not of the kind."""
    for number, line in enumerate(file.data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            try:
                yield f"line {number}", msgspec.json.decode(line, type=kind)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                raise BadAnnotation(f"line {number}: {error}") from None


def write_line(value: object, file: BinaryIO) -> None:
    """Write an object as a line, with every character that would act on a terminal as an escape."""
    file.write(escape_json(msgspec.json.encode(value)) + b"\n")
