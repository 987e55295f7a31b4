"""What the worker finds, on its way to the screen: a thread reads its replies, the screen fetches them."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from annotate.annotation import Annotation
from annotate.recognize.client import Worker
from annotate.recognize.protocol import Failed, Ready, Reply, Result

AGAIN = "The recogniser stopped unexpectedly and was started again."


class Stream:
    """The replies of a worker to one of its jobs, without ever waiting for one.

    The finished annotation is also handed to ``keep``. A worker that breaks is replaced once.
    """

    def __init__(self, worker: Worker, keep: Callable[[Annotation], None], job: int = 0) -> None:
        self._worker, self._keep, self._job = worker, keep, job
        self._closed = False
        self._changing = threading.Lock()  # held while the worker is replaced or closed
        self._replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._read, name="aka-names", daemon=True)
        self._thread.start()

    def fetch(self) -> list[Reply]:
        """The replies that have come since the last call, oldest first."""
        replies: list[Reply] = []
        while not self._replies.empty():
            replies.append(self._replies.get_nowait())
        return replies

    def look(self, offset: int) -> None:
        """Tell the worker where the reader is now (code points)."""
        self._worker.look(self._job, offset)

    def close(self) -> None:
        """End the worker."""
        with self._changing:
            self._closed = True
            self._worker.close()

    def _read(self) -> None:
        try:
            for reply in self._both():
                self._replies.put(reply)
                if isinstance(reply, Result) and reply.final:
                    self._keep(reply.annotation)
        except Exception as error:  # else the reader would wait for names for ever
            self._replies.put(
                Failed(None, f"The names cannot be read ({error}); the text can still be read.")
            )

    def _both(self) -> Iterator[Reply]:
        """What the worker says, and, if it breaks, what the next one says."""
        for reply in self._worker.replies():
            if self._worker.broken and self._replace():
                break
            yield reply
        else:
            return
        for reply in self._worker.replies():
            yield replace(reply, notice=f"{AGAIN} {reply.notice}") if isinstance(reply, Ready) else reply

    def _replace(self) -> bool:
        """Start another worker, unless the reader is closed."""
        with self._changing:
            if not self._closed:
                self._worker = self._worker.again()
            return not self._closed
