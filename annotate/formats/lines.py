"""JSON objects, one a line or several in a list: how the formats of annotation tools that have them are read and
written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, TypeVar

import msgspec

from annotate.annotation import Annotation
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


def read_objects(file: Input, kind: type[T]) -> Iterator[tuple[str, T]]:
    """The same where the file may as well be a list of objects, or one object over several lines."""
    data = file.data.removeprefix(b"\xef\xbb\xbf").strip()
    if data.startswith(b"{") and data.split(b"\n", 1)[0].rstrip().endswith(b"}"):
        yield from read_lines(file, kind)
        return
    try:
        found = msgspec.json.decode(data, type=list[kind] if data.startswith(b"[") else kind)  # type: ignore[valid-type]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadAnnotation(str(error)) from None
    for number, each in enumerate(found if isinstance(found, list) else [found], 1):
        yield f"document {number}", each


def read_each(
    file: Input, placed: Iterable[tuple[str, T]], make: Callable[[T, str], Annotation]
) -> list[Annotation]:
    """What ``make`` makes of each object and the name of its document; raises BadAnnotation with the object's place."""
    objects = list(placed)
    made = []
    for (place, each), name in zip(objects, file.names(len(objects)), strict=True):
        try:
            made.append(make(each, name))
        except (BadAnnotation, msgspec.ValidationError) as error:
            raise BadAnnotation(f"{place}: {error}") from None
    return made


def write_line(value: object, file: BinaryIO) -> None:
    """Write an object as a line, with every character that would act on a terminal as an escape."""
    file.write(escape_json(msgspec.json.encode(value)) + b"\n")
