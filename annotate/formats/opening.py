"""What a person names on the command line -> a text to read, or an annotation made before."""

from __future__ import annotations

from collections.abc import Callable

from annotate.annotation import Annotation
from annotate.errors import BadSource
from annotate.formats.reading import looks_annotated, read_annotations
from annotate.sources.reading import Reading, from_bytes, shown, source_bytes


def open_source(
    source: str, *, read: Callable[[bytes, str], list[Annotation]] = read_annotations
) -> Reading | Annotation:
    """Open a path, or standard input for "-": a file in a format for annotations as the one that it holds, which is
    ``read`` from its bytes and its name.

    Raises BadSource for what cannot be read or is no text, and BadAnnotation for a damaged annotation.
    """
    data = source_bytes(source)
    if not looks_annotated(data, source):
        return from_bytes(data, source)
    annotations = read(data, shown(source))
    if len(annotations) != 1:
        raise BadSource(
            f"{shown(source)} holds {len(annotations)} annotated documents, and one is read at a time: "
            "put one of them into a file of its own."
        )
    return annotations[0]
