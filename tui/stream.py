"""What the worker finds, on its way to the screen: a thread reads its replies, the screen fetches them."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from annotate.annotation import Annotation
from annotate.recognize.client import Worker
from annotate.recognize.protocol import Failed, Reply, Result


class Stream:
    """The replies of a worker, without ever waiting for one. The finished annotation is also handed to ``keep``."""

    def __init__(self, worker: Worker, keep: Callable[[Annotation], None]) -> None:
        self._worker, self._keep = worker, keep
        self._replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._read, name="aka-names", daemon=True)
        self._thread.start()

    def fetch(self) -> list[Reply]:
        """The replies that have come since the last call, oldest first."""
        replies: list[Reply] = []
        while not self._replies.empty():
            replies.append(self._replies.get_nowait())
        return replies

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

    def _read(self) -> None:
        try:
            for reply in self._worker.replies():
                self._replies.put(reply)
                if isinstance(reply, Result) and reply.final:
                    self._keep(reply.annotation)
        except Exception as error:  # else the reader would wait for names for ever
            self._replies.put(
                Failed(None, f"The names cannot be read ({error}); the text can still be read.")
            )
