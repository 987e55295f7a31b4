"""What an annotation is going to be made by, as it is written into it; known before anything is loaded."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from annotate import __version__
from annotate.annotation import Document, Pipeline
from annotate.languages.codes import ENGLISH
from annotate.languages.detecting import language_of
from annotate.recognize import models
from annotate.recognize.client import Recogniser
from annotate.recognize.models import Model
from annotate.recognize.protocol import BOOK


class Plans:
    """What the annotations of documents are going to be made by, each of them by what suits its language; ``lists`` are
    the watch lists that its names will be looked up in.

    Raises NoModel where there is no such model.
    """

    def __init__(self, recogniser: Recogniser, lists: tuple[str, ...] = ()) -> None:
        @cache
        def pipeline(language: str) -> Pipeline:
            model = models.suited(recogniser.model, language)
            made = pipeline_of(model, recogniser.books, recogniser.without)
            return replace(made, lists=lists) if lists else made

        self._pipeline = pipeline
        pipeline(ENGLISH)

    def of(self, document: Document) -> tuple[Document, Pipeline]:
        """The document with its language, as it will stand in the annotation, and the pipeline."""
        language = language_of(document)
        return replace(document, language=language), self._pipeline(language)


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
