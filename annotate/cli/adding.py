"""``aka library add``: many sources into the library."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import NoReturn

from annotate.annotation import Document
from annotate.batch import Outcome, There, annotate_sources
from annotate.cli.decided import decided
from annotate.cli.running import Run
from annotate.cli.terminal import say
from annotate.decisions import Decision
from annotate.errors import AkaError, BadAnnotation
from annotate.formats import open_source
from annotate.formats.opening import SeveralAnnotated
from annotate.library import Library, fingerprint
from annotate.recognize import machine, models
from annotate.recognize.client import Recogniser
from annotate.recognize.provenance import pipeline_of
from annotate.sources import expand
from annotate.sources.choices import Several


def add(
    sources: Iterable[str], recogniser: Recogniser, *, jobs: int | None, private: bool, repair: bool
) -> NoReturn:
    """Add sources, and exit: with 1 where one could not be added. Raises NoLibrary when the library cannot be written;
    what was added before stays."""
    sources, left_out = expand(sources)
    for notice in left_out:
        say(notice)
    run = Run(sources)
    with Library() as library:
        shelf = _Shelf(library, run, recogniser)
        annotated = partial(
            annotate_sources,
            recogniser=recogniser,
            jobs=jobs or machine.processes(),
            again=False,
            opening=partial(open_source, private=private, repair=repair),
            is_there=shelf.is_there,
            on_progress=run.bar.share,
        )
        try:
            for some in (sources, shelf.in_feeds):  # what stands in a feed is known once that was read
                if some:
                    with closing(annotated(some)) as outcomes:
                        shelf.put(outcomes)
        except (KeyboardInterrupt, AkaError):
            say(
                f"Stopped: {run.done} of {run.total} are in the library, and the same command goes on from there."
            )
            raise
        for notice in library.notices:
            say(notice)
    say(f"{_texts(run.done - shelf.same)} put into the library; {shelf.same} were there already.")
    run.end()


def _texts(count: int) -> str:
    return "1 text was" if count == 1 else f"{count} texts were"


class _Shelf:
    """The library, for the threads that annotate and the one that adds; and what came of it."""

    def __init__(self, library: Library, run: Run, recogniser: Recogniser) -> None:
        self.same = 0
        self.in_feeds: list[str] = []
        self._library, self._run = library, run
        self._pipeline = pipeline_of(models.find(recogniser.model), recogniser.books, recogniser.without)
        self._using = threading.Lock()

    def is_there(self, document: Document, decisions: Sequence[Decision]) -> str | None:
        """See :data:`annotate.batch.IsThere`."""
        made = fingerprint(document, self._pipeline, decisions)
        with self._using:
            return made if self._library.has(document.sha256, made) else None

    def put(self, outcomes: Iterable[Outcome]) -> None:
        """Add what was annotated."""
        for source, result in self._run.annotated(self._single(outcomes)):
            if isinstance(result, There):
                self.same += 1
                continue
            try:
                with self._using:
                    self.same += not self._library.add(result)
            except BadAnnotation as error:  # a text that no file can hold ends no others
                self._run.fail(source, error)

    def _single(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """The outcomes, one for each text. The articles of a feed come later, those of a feed among them never."""
        later = not self.in_feeds
        for outcome in outcomes:
            match outcome.result:
                case Several(choices=choices) if later:
                    self.in_feeds += [choice.source for choice in choices]
                    self._run.extend(len(choices) - 1)
                case SeveralAnnotated(annotations=annotations):
                    self._run.extend(len(annotations) - 1)
                    for annotation in decided(annotations):
                        yield Outcome(outcome.source, annotation)
                case _:
                    yield outcome
