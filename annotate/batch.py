"""Many sources -> their annotations, in the order given, by any number of worker processes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from queue import SimpleQueue
from typing import NamedTuple

from annotate.annotation import Annotation, Document
from annotate.corrected import corrected
from annotate.decisions import Decision
from annotate.errors import AkaError, NoModel
from annotate.formats import open_source
from annotate.recognize.client import Recogniser, Worker
from annotate.recognize.protocol import Failed, Progress, Ready, Reply, Result
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
"""How many sources for each process may be done before an earlier one is: more would pile up behind a long text."""

OnProgress = Callable[[str, int, int], None]
"""Called, in any thread, with the source that is worked on, how many pieces of it are done, and of how
many."""

_DECIDED = (
    "{} holds what a person decided, but not as decisions that could be made again: to annotate it anew would lose "
    "that. Export it with `aka convert`, or leave out what was decided with --fresh."
)


def annotate_sources(
    sources: Sequence[str],
    recogniser: Recogniser,
    *,
    jobs: int = 1,
    again: bool = True,
    fresh: bool = False,
    opening: Opening = open_source,
    is_there: IsThere | None = None,
    on_progress: OnProgress | None = None,
) -> Generator[Outcome, None, None]:
    """Annotate sources (paths, "-") with ``jobs`` processes; an outcome for each, in their order.

    ``opening`` opens a source. One that is an annotation already is made anew, with its decisions made again,
    unless ``again`` is false: then it is its own outcome. One in which a person decided something that is not
    among its decisions is not made anew: that would be lost. On each the decisions are made that are kept for
    the document. ``fresh`` makes it without either; an annotation that is its own outcome stays as it is. What
    ``is_there`` is not made again: its outcome is There.

    A source that cannot be read, or at which the recogniser breaks, does not end the others. Raises NoModel when
    the recogniser cannot start, BadStore where a newer aka keeps the decisions, and whatever else goes wrong in a
    thread, after the outcomes before it. Closing the iterator ends the processes.
    """
    todo: Iterator[tuple[int, str]] = iter(enumerate(sources))
    lock = threading.Lock()
    room = threading.Semaphore(AHEAD * jobs)
    done: SimpleQueue[tuple[int, Outcome | Exception]] = SimpleQueue()
    told: set[str] = set()
    desks = [
        _Desk(recogniser, again, fresh, opening, is_there, on_progress, told)
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
            room.release()
    finally:
        todo = iter(())  # for the threads that still wait
        room.release(len(desks))
        for desk in desks:
            desk.close()


class _Desk:
    """A worker process and one thread's conversation with it. A process is hired when there is something to
    annotate, and a new one after it broke.

    ``told``, which all desks share, holds what was said of the model and of what is kept: once is enough.
    """

    def __init__(
        self,
        recogniser: Recogniser,
        again: bool,
        fresh: bool,
        opening: Opening,
        is_there: IsThere | None,
        on_progress: OnProgress | None,
        told: set[str],
    ) -> None:
        self._told = told
        self._notices: set[str] = set()  # what the processes have said
        self._recogniser = recogniser
        self._again, self._fresh = again, fresh
        self._open = opening
        self._is_there = is_there
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
            result = self._annotation(job, source, opened.document)
            notices += self._untold(sorted(self._notices - {""}))
        if decisions and isinstance(result, Annotation):
            result, said = corrected(result, decisions, shown(source))
            notices += said
        return Outcome(source, result, tuple(notices))

    def _untold(self, notices: Iterable[str]) -> list[str]:
        """Those of some sentences that were not said yet, of another source."""
        fresh = [notice for notice in notices if notice not in self._told]
        self._told.update(fresh)
        return fresh

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
                    self._ready = True
                    self._notices.add(notice)
                case Progress(done=done, total=total) if self._on_progress:
                    self._on_progress(source, done, total)
                case Result(annotation=annotation, part=None, notice=notice):
                    self._notices.add(notice)
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


def _is_decided(annotation: Annotation) -> bool:
    """Whether a person has decided something in it: confirmed, rejected or made a mention, or noted something."""
    return any(
        mention.state != "suggested" or mention.by == "reader" for mention in annotation.mentions
    ) or any(entity.note for entity in annotation.entities)
