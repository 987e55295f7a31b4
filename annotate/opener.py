"""Opening texts to read them, each as a person asked for it when aka was started."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from annotate.annotation import Annotation, Document
from annotate.errors import NoModel
from annotate.formats.opening import AS_IT_IS, OpenAs
from annotate.known import Recipe
from annotate.languages.codes import ENGLISH
from annotate.recognize import models
from annotate.recognize.client import Recogniser, Worker
from annotate.sources.choices import Choice, Several
from annotate.sources.loading import as_text, shown
from annotate.sources.reading import Reading, sample
from annotate.sources.several import several


class Opened(NamedTuple):
    """A text to be read, and sentences about how it was read. Without an annotation its names are still to be found."""

    document: Document
    annotation: Annotation | None
    notices: tuple[str, ...] = ()


class Opener:
    """Opens texts: ``recogniser`` says which names are found in them, ``opening`` how each is read."""

    def __init__(self, recogniser: Recogniser, opening: OpenAs = AS_IT_IS) -> None:
        self.recogniser = recogniser
        self._opening = opening

    def open(self, source: str | None) -> Opened:
        """Open a source, or the sample for none. Raises Several where there is something to be chosen, and AkaError
        for what cannot be read."""
        if source is None:
            return self._opened(sample())
        if files := several(source):
            name, inner = shown(source), len(source.rstrip("/")) + 1
            choices = tuple([Choice(file, as_text(file[inner:])) for file in files])
            raise Several(f"{name} holds several files, and one is read at a time.", name, choices)
        return self._opened(self._opening(source))

    def worker(self, document: Document, first: int) -> Worker:
        """A worker that finds the names of a document, beginning at an offset (code points)."""
        worker = Worker(*self.recogniser)
        worker.submit(0, document, stream=True, first=first)
        return worker

    def keep(self, annotation: Annotation) -> None:
        """Keep what was found in a text, which is known then."""
        self._recipe.keep(annotation)

    def _opened(self, found: Reading | Annotation) -> Opened:
        if isinstance(found, Annotation):
            return Opened(found.document, found)
        annotation = self._recipe.find(found.document)
        notices = found.notices
        if annotation is not None and (notice := self._unfit(annotation)):
            notices = (*notices, notice)
        return Opened(found.document, annotation, notices)

    def _unfit(self, annotation: Annotation) -> str:
        """What should be known of the names that were found in a text before: that nothing here is made for its
        language. Empty where that is not so, and where a person wants that model."""
        language = annotation.document.language
        if language == ENGLISH or self.recogniser.model is not None:
            return ""
        try:
            return models.suited(None, language).notice
        except NoModel:  # nothing is looked for now
            return ""

    @cached_property
    def _recipe(self) -> Recipe:
        return Recipe(*self.recogniser)
