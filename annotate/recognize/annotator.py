"""One document after another to its annotation, whoever makes it: a process of this machine here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import count
from typing import Protocol

from annotate.annotation import Annotation, Document
from annotate.errors import AkaError, NoModel
from annotate.recognize.client import Recogniser, Worker
from annotate.recognize.protocol import Failed, Progress, Ready, Reply, Result

OnProgress = Callable[[str, int, int], None]
"""Called, in any thread, with the source that is worked on, how many pieces of it are done, and of how
many."""


class Annotator(Protocol):
    """Whoever annotates documents for one thread. ``notices`` are sentences about what was left out."""

    notices: set[str]

    def annotate(
        self, source: str, document: Document, on_progress: OnProgress | None
    ) -> Annotation | AkaError:
        """The document's annotation, or why there is none; raises NoModel where there will be none of any."""

    def close(self) -> None:
        """End at once, from any thread; an :meth:`annotate` that is waited for ends with an error."""


class OwnProcess:
    """An annotator in a process of its own, which is hired when there is something to annotate, and a new one after
    it broke."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.notices: set[str] = set()
        self._recogniser = recogniser
        self._jobs = count()
        self._ready = False  # whether a process of this one ever was
        self._worker: Worker | None = None
        self._replies: Iterator[Reply] = iter(())
        self._closed = False
        self._changing = threading.Lock()  # held while a process is hired or dismissed

    def annotate(
        self, source: str, document: Document, on_progress: OnProgress | None
    ) -> Annotation | AkaError:
        """See :class:`Annotator`: it raises NoModel where the process does not even start."""
        try:
            self._hire()
        except NoModel as error:
            if not self._ready:
                raise
            return AkaError(f"{source}: {error}")
        if self._worker is not None:
            self._worker.submit(next(self._jobs), document)
        for reply in self._replies:
            match reply:
                case Ready(notice=notice):
                    self._ready = True
                    self._note(notice)
                case Progress(done=done, total=total) if on_progress:
                    on_progress(source, done, total)
                case Result(annotation=annotation, part=None, notice=notice):
                    self._note(notice)
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

    def _note(self, notice: str) -> None:
        if notice:
            self.notices.add(notice)

    def _hire(self) -> None:
        """See that there is a process, unless this is closed; raises NoModel when none can be started."""
        with self._changing:
            if self._worker is None and not self._closed:
                self._worker = Worker(*self._recogniser)
                self._replies = self._worker.replies()

    def _dismiss(self) -> None:
        with self._changing:
            if self._worker is not None:
                self._worker.close()
            self._worker = None
