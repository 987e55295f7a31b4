"""The library, asked in a thread of its own: no key waits for it, and nothing of it is imported before it is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from annotate.annotation import Annotation
from annotate.errors import AkaError

if TYPE_CHECKING:
    from annotate.library import Item, Library

T = TypeVar("T")


class Librarian:
    """Asks the library in the file at ``path``. Where it cannot be read there is nothing in it, and ``notice`` says
    why."""

    def __init__(self, path: Path) -> None:
        self.notice = ""
        self._path = path
        self._thread: ThreadPoolExecutor | None = None
        self._library: Library | None = None

    async def documents(self) -> list[Item]:
        """The documents of the library."""
        return await self._ask(lambda library: library.documents(), [])

    async def annotation(self, sha256: str) -> Annotation | None:
        """What the library kept of a text, with the text."""
        return await self._ask(lambda library: library.annotation(sha256), None)

    async def keep(self, annotation: Annotation) -> bool:
        """Put what was read into the library; whether that changed anything."""
        return await self._ask(lambda library: library.add(annotation), False, make=True)

    def close(self) -> None:
        """Close the library as soon as all is kept."""
        if self._thread is not None:
            self._thread.submit(self._close)
            self._thread.shutdown(wait=False)

    async def _ask(self, question: Callable[[Library], T], otherwise: T, *, make: bool = False) -> T:
        """The answer to a question; ``otherwise`` where there is no library, unless one is to be made."""
        if not make and not self._path.exists():
            return otherwise
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "aka-library")
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._thread, lambda: question(self._opened())
            )
        except AkaError as error:
            self.notice = str(error)
            return otherwise

    def _opened(self) -> Library:
        if self._library is None:
            from annotate.library import Library

            self._library = Library(self._path)
        return self._library

    def _close(self) -> None:
        if self._library is not None:
            self._library.close()
