"""The formats by name: what each can do, and what of an annotation it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from annotate.annotation import Annotation
from annotate.formats import csv, html, json, jsonl


class Format(NamedTuple):
    """A file format for annotations.

    ``write`` puts annotations into a binary file as they come. ``keeps`` is a sentence for people. ``several``
    says whether one file can hold several documents. What can be read back is told by what it holds, not by its
    format's name: see :func:`annotate.formats.reading.read_annotations`.
    """

    name: str
    suffixes: tuple[str, ...]
    keeps: str
    several: bool
    write: Callable[[Iterable[Annotation], BinaryIO], None]


FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format("json", (".json",), json.KEEPS, False, json.write),
        Format("jsonl", (".jsonl", ".ndjson"), jsonl.KEEPS, True, jsonl.write),
        Format("csv", (".csv",), csv.KEEPS, True, csv.write),
        Format("html", (".html", ".htm"), html.KEEPS, False, html.write),
    )
}


def for_path(path: Path) -> Format | None:
    """The format that a file's name asks for, if any."""
    suffix = path.suffix.lower()
    return next((entry for entry in FORMATS.values() if suffix in entry.suffixes), None)
