"""Many sources -> their annotations, in the order given, by any number of annotators."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from queue import SimpleQueue
from typing import NamedTuple

from annotate.annotation import Annotation, Document
from annotate.corrected import corrected
from annotate.decisions import Decision
from annotate.errors import AkaError
from annotate.formats import open_source
from annotate.recognize.annotator import Annotator, OnProgress, OwnProcess
from annotate.recognize.client import Recogniser
from annotate.sources.reading import Reading, shown
from annotate.store import kept_decisions


class There(AkaError):
    """There is an annotation already, for which nothing else would be found now; ``made`` is its name."""

    def __init__(self, source: str, made: str) -> None:
        super().__init__(f"{source} is annotated already.")
        self.made = made


class Outcome(NamedTuple):
    """What became of a source: an annotation or why there is none, and what a person should know."""

    source: str
    result: Annotation | AkaError
    notices: tuple[str, ...] = ()


IsThere = Callable[[Document, Sequence[Decision]], str | None]
"""The name of an annotation of a document with these decisions on it that need not be made again, if there is one;
called in any thread."""

Opening = Callable[[str], Reading | Annotation]
"""Opens a source; raises AkaError where it cannot."""

AHEAD = 8
"""How many sources for each annotator may be done before an earlier one is: more would pile up behind a long text."""

Hire = Callable[[], Annotator]
"""Gives an annotator for a thread of its own."""

_DECIDED = (
    "{} holds what a person decided, but not as decisions that could be made again: to annotate it anew would lose "
    "that. Export it with `aka convert`, or leave out what was decided with --fresh."
)


def annotate_sources(
    sources: Sequence[str],
    recogniser: Recogniser,
    *,
    hire: Hire | None = None,
    jobs: int = 1,
    again: bool = True,
    fresh: bool = False,
    opening: Opening = open_source,
    is_there: IsThere | None = None,
    on_progress: OnProgress | None = None,
) -> Generator[Outcome, None, None]:
    """Annotate sources (paths, "-") with ``jobs`` annotators; an outcome for each, in their order.

    ``hire`` gives the annotators; by default each is a process of this machine with the ``recogniser``.
    ``opening`` opens a source. One that is an annotation already is made anew, with its decisions made again,
    unless ``again`` is false: then it is its own outcome. One in which a person decided something that is not
    among its decisions is not made anew: that would be lost. On each the decisions are made that are kept for
    the document. ``fresh`` makes it without either; an annotation that is its own outcome stays as it is. What
    ``is_there`` is not made again: its outcome is There.

    A source that cannot be read, or at which an annotator breaks, does not end the others. Raises NoModel where an
    annotator will annotate nothing, BadStore where a newer aka keeps the decisions, and whatever else goes wrong in a
    thread, after the outcomes before it. Closing the iterator closes the annotators.
    """
    todo: Iterator[tuple[int, str]] = iter(enumerate(sources))
    lock = threading.Lock()
    room = threading.Semaphore(AHEAD * jobs)
    done: SimpleQueue[tuple[int, Outcome | Exception]] = SimpleQueue()
    told: set[str] = set()
    desks = [
        _Desk(hire() if hire else OwnProcess(recogniser), again, fresh, opening, is_there, on_progress, told)
        for _ in range(min(jobs, len(sources)))
    ]

    def work(desk: _Desk) -> None:
        while True:
            room.acquire()
            with lock:
                job = next(todo, None)
            if job is None:
                return
            try:
                done.put((job[0], desk.outcome(job[1])))
            except Exception as error:  # else the caller would wait for this outcome for ever
                done.put((job[0], error))
                return

    for desk in desks:
        threading.Thread(target=work, args=(desk,), daemon=True).start()
    early: dict[int, Outcome | Exception] = {}
    try:
        for index in range(len(sources)):
            while index not in early:
                place, item = done.get()
                early[place] = item
            next_one = early.pop(index)
            if isinstance(next_one, Exception):
                raise next_one
            yield next_one
            room.release()
    finally:
        todo = iter(())  # for the threads that still wait
        room.release(len(desks))
        for desk in desks:
            desk.annotator.close()


class _Desk:
    """An annotator, and what is done with a source before and after it.

    ``told``, which all desks share, holds what was said of the model and of what is kept: once is enough.
    """

    def __init__(
        self,
        annotator: Annotator,
        again: bool,
        fresh: bool,
        opening: Opening,
        is_there: IsThere | None,
        on_progress: OnProgress | None,
        told: set[str],
    ) -> None:
        self.annotator = annotator
        self._told = told
        self._again, self._fresh = again, fresh
        self._open = opening
        self._is_there = is_there
        self._on_progress = on_progress

    def outcome(self, source: str) -> Outcome:
        """Read and annotate one source; raises NoModel where the annotator does."""
        try:
            opened = self._open(source)
        except AkaError as error:
            return Outcome(source, error)
        notices: list[str] = []
        decisions: list[Decision] = []
        result: Annotation | AkaError | None = None
        if isinstance(opened, Reading):
            notices += opened.notices
        elif not self._again:
            result = opened
        elif not self._fresh:
            if not opened.decisions and _is_decided(opened):
                return Outcome(source, AkaError(_DECIDED.format(shown(source))))
            decisions += opened.decisions
        if not self._fresh:
            kept, said = kept_decisions(opened.document)
            decisions += kept
            notices += self._untold(said)
        if self._is_there and (made := self._is_there(opened.document, decisions)):
            return Outcome(source, There(source, made), tuple(notices))
        if result is None:
            result = self.annotator.annotate(source, opened.document, self._on_progress)
            notices += self._untold(sorted(self.annotator.notices))
        if decisions and isinstance(result, Annotation):
            result, said = corrected(result, decisions, shown(source))
            notices += said
        return Outcome(source, result, tuple(notices))

    def _untold(self, notices: Iterable[str]) -> list[str]:
        """Those of some sentences that were not said yet, of another source."""
        fresh = [notice for notice in notices if notice not in self._told]
        self._told.update(fresh)
        return fresh


def _is_decided(annotation: Annotation) -> bool:
    """Whether a person has decided something in it: confirmed, rejected or made a mention, or noted something."""
    return any(
        mention.state != "suggested" or mention.by == "reader" for mention in annotation.mentions
    ) or any(entity.note for entity in annotation.entities)
