"""Opening what is to be checked: an annotation may contradict its text there."""

from __future__ import annotations

import msgspec

from annotate.annotation import Annotation, check
from annotate.check.stale import mend
from annotate.errors import BadAnnotation
from annotate.formats import open_source
from annotate.formats.reading import read_annotations
from annotate.sources.reading import Reading


def read(source: str) -> Reading | Annotation:
    """Open a path, or standard input for "-", as :func:`annotate.formats.open_source` does, but take an annotation
    also when offsets do not fit the text, or the text is not the one that was annotated.

    Raises BadSource, and BadAnnotation for what is wrong in another way.
    """
    return open_source(source, read=_read_loosely)


def _read_loosely(data: bytes, name: str) -> list[Annotation]:
    try:
        return read_annotations(data, name)
    except BadAnnotation:
        try:
            annotation = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Annotation)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            annotation = None
        if annotation is None:  # no annotation at all, a newer one, or several
            raise
    try:
        check(mend(annotation).annotation)
    except BadAnnotation as error:
        raise BadAnnotation(f"{name} is a damaged annotation: {error}.") from None
    return [annotation]
