"""The journal of the document that is read, in a thread of its own: the reader never waits for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Literal, TypeVar

from annotate.annotation import Document
from annotate.decisions import Decision
from annotate.errors import BadStore
from annotate.store import Entry, Journal

T = TypeVar("T")
Verb = Literal["do", "undo", "redo"]

PATIENCE = 0.5  # seconds that the first frame waits for the journal, which takes some milliseconds


class Keeper:
    """Keeps what is decided. Entries come in the journal's order, whichever of the methods gives them.

    What was decided before is read from the beginning, while the screen is made.
    """

    def __init__(self, document: Document, path: Path) -> None:
        self._journal = Journal(document, path)
        self._thread = ThreadPoolExecutor(1, "aka-journal")
        self._refused = ""  # why the journal cannot be used at all
        self._told: set[str] = set()
        self._first: Future[list[Entry]] | None = self._thread.submit(self._journal.read)

    def before(self) -> list[Entry] | None:
        """What was decided before; None, and it comes with the first :meth:`read`, where that takes too long."""
        if self._first is not None and wait([self._first], PATIENCE).not_done:
            return None
        return self._before()

    async def append(self, verb: Verb, decision: Decision | None = None) -> list[Entry]:
        """Write an entry, which is on the disk when this returns; gives what :meth:`read` would, and it as the last.

        Raises an AkaError, and nothing is written, when that cannot be done.
        """
        before = [] if self._first is None else await self.read()
        return before + await self._run(lambda: self._journal.append(verb, decision))

    async def read(self) -> list[Entry]:
        """What has been written since the last time; nothing where it cannot be read."""
        if self._first is not None:
            await asyncio.wait([asyncio.wrap_future(self._first)])
            return self._before()
        try:
            return await self._run(self._journal.read)
        except BadStore as error:
            self._refused = str(error)
            return []

    def notices(self) -> list[str]:
        """The sentences that a person should read and that were not given before."""
        fresh = [
            notice
            for notice in (*self._journal.notices, self._refused)
            if notice and notice not in self._told
        ]
        self._told.update(fresh)
        return fresh

    def close(self) -> None:
        """Close the journal as soon as all is written."""
        self._thread.submit(self._journal.close)
        self._thread.shutdown(wait=False)

    def _before(self) -> list[Entry]:
        """What the first reading gave, to the first of those who waited for it."""
        first, self._first = self._first, None
        try:
            return first.result() if first else []
        except BadStore as error:
            self._refused = str(error)
            return []

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
