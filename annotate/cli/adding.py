"""``aka library add``: many sources into the library."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from functools import partial
from typing import NoReturn

from annotate.annotation import Annotation, Document
from annotate.batch import Outcome, There, annotate_sources
from annotate.cli.decided import decided
from annotate.cli.elsewhere import connect
from annotate.cli.opened import gather, opened
from annotate.cli.running import Run
from annotate.cli.terminal import say
from annotate.cli.watching import open_watch, watched
from annotate.decisions import Decision
from annotate.errors import AkaError, BadAnnotation
from annotate.formats.opening import OpenAs, SeveralAnnotated
from annotate.library import Library, fingerprint
from annotate.recognize import machine
from annotate.recognize.client import Recogniser
from annotate.recognize.provenance import Plans
from annotate.sources import expand
from annotate.sources.choices import Several

_FEW = 10  # texts whose names are found among those of the others one by one: of more all together


def add(
    sources: Iterable[str],
    recogniser: Recogniser,
    *,
    jobs: int | None,
    cluster: str | None,
    opening: OpenAs,
) -> NoReturn:
    """Add sources, and exit: with 1 where one could not be added. Raises NoLibrary when the library cannot be written;
    what was added before stays."""
    sources, left_out = expand(sources)
    for notice in left_out:
        say(notice)
    run = Run(sources)
    with opened() as library, ExitStack() as stack:
        elsewhere = stack.enter_context(connect(cluster, recogniser)) if cluster else None
        watch = open_watch(recogniser)
        shelf = _Shelf(library, run, recogniser, watch.described if watch else ())
        annotated = partial(
            annotate_sources,
            recogniser=recogniser,
            hire=elsewhere.annotator if elsewhere else None,
            jobs=jobs or (elsewhere.jobs() if elsewhere else machine.processes()),
            again=False,
            opening=opening,
            is_there=shelf.is_there,
            on_progress=run.bar.share,
        )
        try:
            for some in (sources, shelf.in_feeds):  # what stands in a feed is known once that was read
                if some:
                    with closing(watched(annotated(some), watch)) as outcomes:
                        shelf.put(outcomes)
        except (KeyboardInterrupt, AkaError):
            say(
                f"Stopped: {run.done} of {run.total} are in the library, and the same command goes on from there."
            )
            raise
        if not library.is_gathered():
            gather(library, elsewhere.judge if elsewhere else None)
    there = f"{shelf.same} {_were(shelf.same)} there already"
    new = run.done - shelf.same
    say(f"{new} text{'' if new == 1 else 's'} {_were(new)} put into the library; {there}.")
    run.end()


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


class _Shelf:
    """The library, for the threads that annotate and the one that adds; and what came of it."""

    def __init__(self, library: Library, run: Run, recogniser: Recogniser, lists: tuple[str, ...]) -> None:
        self.same = 0
        self.in_feeds: list[str] = []
        self._library, self._run = library, run
        self._plans = Plans(recogniser, lists)
        self._using = threading.Lock()
        self._seen: set[str] = set()

    def is_there(self, document: Document, decisions: Sequence[Decision]) -> str | None:
        """See :data:`annotate.batch.IsThere`."""
        made = fingerprint(*self._plans.of(document), decisions)
        with self._using:
            return document.sha256 if self._library.has(document.sha256, made) else None

    def put(self, outcomes: Iterable[Outcome]) -> None:
        """Add what was annotated; of several sources with one text the first."""
        for source, result in self._run.annotated(self._single(outcomes)):
            sha256 = result.made if isinstance(result, There) else result.document.sha256
            if isinstance(result, There) or sha256 in self._seen:
                self.same += 1
            else:
                self._add(source, result)
            self._seen.add(sha256)

    def _add(self, source: str, annotation: Annotation) -> None:
        try:
            with self._using:
                self.same += not self._library.add(annotation, gather=self._run.total <= _FEW)
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
