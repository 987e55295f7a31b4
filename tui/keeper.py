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

    def before(self) -> list[Entry]:
        """What was decided before; nothing, and it comes with :meth:`read`, where that takes too long."""
        if self._first is None or not wait([self._first], PATIENCE).done:
            return []
        return self._taken(self._first)

    async def append(self, verb: Verb, decision: Decision | None = None) -> list[Entry]:
        """Write an entry, which is on the disk when this returns; gives what :meth:`read` would, and it as the last.

        Raises an AkaError, and nothing is written, when that cannot be done.
        """
        before = await self.read() if self._first is not None else []
        return before + await self._run(lambda: self._journal.append(verb, decision))

    async def read(self) -> list[Entry]:
        """What has been written since the last time; nothing where it cannot be read."""
        reading = self._first or self._thread.submit(self._journal.read)
        await asyncio.wait([asyncio.wrap_future(reading)])
        return self._taken(reading)

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

    def _taken(self, reading: Future[list[Entry]]) -> list[Entry]:
        if reading is self._first:
            self._first = None
        try:
            return reading.result()
        except BadStore as error:
            self._refused = str(error)
            return []

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
