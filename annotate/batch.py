"""Many sources -> their annotations, in the order given, by any number of worker processes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from annotate.annotation import Annotation, Document, has_decisions
from annotate.errors import AkaError, NoModel
from annotate.formats import open_source
from annotate.recognize.client import Worker
from annotate.recognize.protocol import Failed, Progress, Ready, Reply, Result
from annotate.sources.reading import Reading, shown


class Recogniser(NamedTuple):
    """Which names are found and linked: the arguments of :class:`annotate.recognize.client.Worker`."""

    model: str | None = None
    books: tuple[Path, ...] = ()
    without: frozenset[str] = frozenset()


class Outcome(NamedTuple):
    """What became of a source: an annotation or why there is none, and what a person should know."""

    source: str
    result: Annotation | AkaError
    notices: tuple[str, ...] = ()


Opening = Callable[[str], Reading | Annotation]
"""Opens a source; raises AkaError where it cannot."""

OnProgress = Callable[[str, int, int], None]
"""Called, in any thread, with the source that is worked on, how many pieces of it are done, and of how
many."""

_DECIDED = "{} holds decisions of a person, which annotating anew would lose; export it with `aka convert`."


def annotate_sources(
    sources: Sequence[str],
    recogniser: Recogniser,
    *,
    jobs: int = 1,
    again: bool = True,
    opening: Opening = open_source,
    on_progress: OnProgress | None = None,
) -> Iterator[Outcome]:
    """Annotate sources (paths, "-") with ``jobs`` processes; an outcome for each, in their order.

    ``opening`` opens a source. One that is an annotation already is made anew, unless ``again`` is false: then
    it is its own outcome. One that holds a person's decisions is not made anew: they would be lost. A source
    that cannot be read, or at which the recogniser breaks, does not end the others. Raises NoModel when the
    recogniser cannot start, and whatever else goes wrong in a thread, after the outcomes before it. Closing the
    iterator ends the processes.
    """
    todo = iter(enumerate(sources))
    lock = threading.Lock()
    done: SimpleQueue[tuple[int, Outcome | Exception]] = SimpleQueue()
    told: set[str] = set()
    desks = [_Desk(recogniser, again, opening, on_progress, told) for _ in range(min(jobs, len(sources)))]

    def work(desk: _Desk) -> None:
        while True:
            with lock:
                job = next(todo, None)
            if job is None:
                return
            try:
                done.put((job[0], desk.outcome(*job)))
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
    finally:
        for desk in desks:
            desk.close()


class _Desk:
    """A worker process and one thread's conversation with it. A process is hired when there is something to
    annotate, and a new one after it broke.

    ``told``, which all desks share, holds what was said about the model: once is enough.
    """

    def __init__(
        self,
        recogniser: Recogniser,
        again: bool,
        opening: Opening,
        on_progress: OnProgress | None,
        told: set[str],
    ) -> None:
        self._told = told
        self._notice = ""
        self._recogniser = recogniser
        self._again = again
        self._open = opening
        self._on_progress = on_progress
        self._ready = False  # whether a process of this desk ever was
        self._worker: Worker | None = None
        self._replies: Iterator[Reply] = iter(())
        self._closed = False
        self._changing = threading.Lock()  # held while a process is hired or dismissed

    def _hire(self) -> None:
        """See that there is a process, unless the desk is closed; raises NoModel when none can be started."""
        with self._changing:
            if self._worker is None and not self._closed:
                self._worker = Worker(*self._recogniser)
                self._replies = self._worker.replies()

    def outcome(self, job: int, source: str) -> Outcome:
        """Read and annotate one source; raises NoModel when the recogniser does not even start."""
        try:
            opened = self._open(source)
        except AkaError as error:
            return Outcome(source, error)
        notices: tuple[str, ...] = ()
        if isinstance(opened, Reading):
            notices = opened.notices
        elif not self._again:
            return Outcome(source, opened)
        elif has_decisions(opened):
            return Outcome(source, AkaError(_DECIDED.format(shown(source))))
        result = self._annotation(job, source, opened.document)
        if self._notice and self._notice not in self._told:
            self._told.add(self._notice)
            notices = (self._notice, *notices)
        return Outcome(source, result, notices)

    def _annotation(self, job: int, source: str, document: Document) -> Annotation | AkaError:
        try:
            self._hire()
        except NoModel as error:
            if not self._ready:
                raise
            return AkaError(f"{source}: {error}")
        if self._worker is not None:
            self._worker.submit(job, document)
        for reply in self._replies:
            match reply:
                case Ready(notice=notice):
                    self._ready, self._notice = True, notice
                case Progress(done=done, total=total) if self._on_progress:
                    self._on_progress(source, done, total)
                case Result(annotation=annotation, final=True):
                    return annotation
                case Failed(job=None, sentence=sentence):
                    self._dismiss()
                    if not self._ready:
                        raise NoModel(sentence)
                    return AkaError(f"{source}: {sentence}")
                case Failed(sentence=sentence):
                    return AkaError(sentence)
        return AkaError(f"{source}: the recogniser was stopped.")

    def close(self) -> None:
        """End the process, and hire no other."""
        self._closed = True
        self._dismiss()

    def _dismiss(self) -> None:
        with self._changing:
            if self._worker is not None:
                self._worker.close()
            self._worker = None
