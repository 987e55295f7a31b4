"""What an annotation is going to be made by, as it is written into it; known before anything is loaded."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotate import __version__
from annotate.annotation import Pipeline
from annotate.recognize.models import Model
from annotate.recognize.protocol import BOOK


def pipeline_of(model: Model, books: Sequence[Path], without: Iterable[str]) -> Pipeline:
    """The model, a person's own alias books in their order, and the passes (or BOOK) that are left out."""
    contents = []
    for book in books:
        with contextlib.suppress(OSError):  # one that cannot be read holds nothing
            contents.append(book.read_bytes())
    return made_by(model.name, model.version, contents, without)


def made_by(model: str, version: str, books: Iterable[bytes], without: Iterable[str]) -> Pipeline:
    """The same, given the model's name and version and what is in the books."""
    left_out = tuple(sorted(without))
    digests = () if BOOK in left_out else [hashlib.sha256(book).digest() for book in books]
    digest = hashlib.sha256(b"".join(digests)).hexdigest()[:32] if digests else ""
    return Pipeline(model, version, __version__, digest, left_out)
