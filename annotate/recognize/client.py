"""The client of the recognition worker: what the reader and the command line use. It imports no spaCy."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import BinaryIO, NamedTuple, cast

import msgspec
from msgspec.structs import replace

from annotate.annotation import Document
from annotate.errors import NoModel
from annotate.recognize import protocol
from annotate.recognize.protocol import Failed, Look, Reply, Result, Start, Submit

_STOPPED = "The recogniser stopped unexpectedly ({}); the text can still be read."


class _Job(NamedTuple):
    """What was submitted, and what was ``sent`` of it; ``first`` is where the reader is now."""

    document: Document
    sent: Document
    stream: bool
    first: int


class Recogniser(NamedTuple):
    """Which names are found and linked: the arguments of :class:`Worker`."""

    model: str | None = None
    books: tuple[Path, ...] = ()
    without: frozenset[str] = frozenset()


class Worker:
    """A recognition process and the conversation with it.

    ``model`` is the name of an installed pipeline (None: the preferred one), ``books`` are alias books
    beside the shipped one, ``without`` names passes to leave out. The process starts at once and loads while
    it is waited for; it ends with :meth:`close`, with this process, or at the end of a ``with`` block. Raises
    NoModel when the system starts no process.
    """

    def __init__(
        self,
        model: str | None = None,
        books: tuple[Path, ...] = (),
        without: frozenset[str] = frozenset(),
    ) -> None:
        self.broken = False
        """Whether the process has ended by itself; the reply that says so is the last."""
        self._recogniser = model, books, without
        self._jobs: dict[int, _Job] = {}
        self._closed = False
        self._listening = threading.Lock()  # held while something is read from the worker
        try:
            self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - read when the worker has died
            self._process = subprocess.Popen(
                # -P: no module of the folder we stand in, which may hold anything, is taken for one of ours.
                [sys.executable, "-P", "-m", "annotate.recognize.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
                start_new_session=True,  # ctrl+c is for us to handle, not for the worker to die of
            )
        except OSError as error:  # no more processes, no more files, no place for a temporary one
            raise NoModel(f"The recogniser cannot be started: {error.strerror}.") from None
        self._outbox: SimpleQueue[msgspec.Struct | None] = SimpleQueue()
        self._outbox.put(Start(model, tuple(str(path.absolute()) for path in books), without))
        self._sender = threading.Thread(target=self._send, daemon=True)
        self._sender.start()

    def submit(self, job: int, document: Document, *, stream: bool = False, first: int = 0) -> None:
        """Ask for a document's annotation, under a number that is used once. Returns at once.

        ``stream`` asks for Found and partial Results on the way, beginning at the offset ``first`` (code
        points).
        """
        sent = protocol.clean(document)
        self._jobs[job] = _Job(document, sent, stream, first)
        self._outbox.put(Submit(job, sent, stream, first))

    def look(self, job: int, offset: int) -> None:
        """Tell where the reader is now in a job's document (code points): the next names are found from there on.
        Returns at once."""
        if job in self._jobs:
            self._jobs[job] = self._jobs[job]._replace(first=offset)
            self._outbox.put(Look(job, offset))

    def again(self) -> Worker:
        """Another worker in the place of this one, which it closes, with the jobs that are not done.

        Raises NoModel when the system starts no process.
        """
        self.close()
        worker = Worker(*self._recogniser)
        for number, job in self._jobs.items():
            worker.submit(number, job.document, stream=job.stream, first=job.first)
        return worker

    def replies(self) -> Iterator[Reply]:
        """The replies as they come, jobs in the order of submission; blocks, so iterate in a thread.

        Ends after :meth:`close`, and after ``Failed(None, sentence)``, which says why the worker is gone.
        """
        decoder: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)
        while (reply := self._next(decoder)) is not None:
            if isinstance(reply, Result):
                job = self._jobs[reply.job]
                if reply.final:
                    del self._jobs[reply.job]
                annotation = protocol.restored(reply.annotation, job.document, job.sent)
                reply = replace(reply, annotation=annotation)
            yield reply
            if isinstance(reply, Failed):
                if reply.job is None:
                    return
                self._jobs.pop(reply.job, None)

    def close(self) -> None:
        """End the process at once, whatever it is doing; from any thread, any number of times."""
        self._closed = True
        self._outbox.put(None)
        self._process.kill()
        self._process.wait()
        self._sender.join()
        with self._listening:  # whoever reads comes to the end, now that the process has
            cast(BinaryIO, self._process.stdout).close()
            self._complaints.close()

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _next(self, decoder: msgspec.msgpack.Decoder[Reply]) -> Reply | None:
        """The next reply, the last of which says why the worker is gone; None when it was closed."""
        with self._listening:
            if self._closed:
                return None
            try:
                reply = protocol.read(cast(BinaryIO, self._process.stdout), decoder)
            except protocol.BadMessage:
                self.broken = True
                self._process.kill()
                return Failed(None, _STOPPED.format("what it said is no message"))
            if reply is not None or self._closed:
                return reply
            self.broken = True
            return Failed(None, self._obituary())

    def _send(self) -> None:
        pipe = cast(BinaryIO, self._process.stdin)
        with contextlib.suppress(OSError), pipe:  # an OSError: the worker is gone, and replies() says so
            while (message := self._outbox.get()) is not None:
                protocol.write(pipe, message)

    def _obituary(self) -> str:
        status = self._process.wait()
        self._complaints.seek(0)
        lines = self._complaints.read().decode("utf-8", "replace").strip().splitlines()
        reason = lines[-1].strip() if lines else f"exit status {status}"
        return _STOPPED.format(reason)
