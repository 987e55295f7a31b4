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
    left_out = tuple(sorted(without))
    digest = "" if BOOK in left_out else _digest(books)
    return Pipeline(model.name, model.version, __version__, digest, left_out)


def _digest(books: Sequence[Path]) -> str:
    """A name for what the books hold, empty where there are none; one that cannot be read holds nothing."""
    whole = hashlib.sha256()
    for book in books:
        with contextlib.suppress(OSError):
            whole.update(hashlib.sha256(book.read_bytes()).digest())
    return whole.hexdigest()[:32] if books else ""
