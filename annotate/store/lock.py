"""The lock of a database file, beside SQLite's own: while it is replaced, nobody may open it or use it."""

from __future__ import annotations

import contextlib
import fcntl
import time
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

_PAUSE = 0.005  # seconds between two tries


class Lock:
    """A lock that many may share or one may have, for the file at ``path``; another stands beside it for that.

    ``patience`` is how many seconds to wait for it.
    """

    def __init__(self, path: Path, patience: float) -> None:
        self._file: FileIO | None = None
        self._path, self._patience = Path(f"{path}-lock"), patience

    @contextlib.contextmanager
    def held(self, *, alone: bool = False) -> Iterator[None]:
        """Hold it, shared or ``alone``. Raises BlockingIOError when others do for too long, and OSError."""
        if self._file is None:
            self._file = FileIO(self._path, "a")
        end = time.monotonic() + self._patience
        while True:
            try:
                fcntl.flock(self._file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise
                time.sleep(_PAUSE)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close the file; it is opened again when the lock is."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __del__(self) -> None:
        """A lock that nobody uses any more leaves no file open."""
        self.close()
