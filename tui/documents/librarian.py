"""The library, asked in a thread of its own: no key waits for it, and nothing of it is imported before it is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from annotate.annotation import Annotation
from annotate.errors import AkaError

if TYPE_CHECKING:
    from annotate.library import InContext, Item, Known, Library
    from tui.documents.correcting import Corrected, Make
    from tui.trail import Extent

T = TypeVar("T")
CONTEXT = 200  # code points on either side of a mention: more than any screen shows


class Elsewhere(NamedTuple):
    """What the library knows of an entity, and the date of each document that names it with how often it does."""

    known: Known
    dates: list[tuple[str, int]]


class Librarian:
    """Asks the library beside aka's ``memory``, the database that has the journals. Where it cannot be read there is
    nothing in it, and ``notice`` says why."""

    def __init__(self, memory: Path) -> None:
        self.notice = ""
        self._keeping: set[asyncio.Future[str]] = set()
        self._memory, self._path = memory, memory.with_name("library.db")
        self._thread: ThreadPoolExecutor | None = None
        self._library: Library | None = None

    async def documents(self) -> list[Item]:
        """The documents of the library."""
        return await self._ask(lambda library: library.documents(), [])

    async def annotation(self, sha256: str) -> Annotation | None:
        """What the library kept of a text, with the text."""
        return await self._ask(lambda library: library.annotation(sha256), None)

    async def keep(self, annotation: Annotation) -> None:
        """Put what was read into the library, behind what is on its way there: the last of a text stays. No end of the
        reader waits for it."""
        from annotate.library.apart import put

        loop = asyncio.get_running_loop()
        before, done = set(self._keeping), loop.create_future()
        self._keeping.add(done)
        done.add_done_callback(self._keeping.discard)
        if before:
            await asyncio.wait(before)

        def work() -> None:
            sentence = put(annotation, self._path)
            with suppress(RuntimeError):  # the reader has ended
                loop.call_soon_threadsafe(done.set_result, sentence)

        Thread(target=work, daemon=True).start()
        self.notice = await asyncio.shield(done) or self.notice

    async def source(self, sha256: str) -> str:
        """Where a text of the library was read from; empty where it is not there."""
        sources = {item.sha256: item.source for item in await self.documents()}
        return sources.get(sha256, "")

    async def known(self, sha256: str, entity: str) -> Known | None:
        """What the library knows of an entity of a text (its id there)."""
        return await self._ask(lambda library: library.whose(sha256, entity), None)

    async def elsewhere(self, sha256: str, entity: str) -> Elsewhere | None:
        """The same, and when the documents that name it are of."""

        def work(library: Library) -> Elsewhere | None:
            known = library.whose(sha256, entity)
            return Elsewhere(known, library.dates_of(known.id)) if known else None

        return await self._ask(work, None)

    async def lines(self, known: Known) -> list[InContext]:
        """All mentions of an entity of the library in their context, by the documents' dates."""

        def work(library: Library) -> list[InContext]:
            return list(library.in_context(library.mentions_of(known.id), CONTEXT))

        return await self._ask(work, [])

    async def correct(self, spans: Mapping[str, Sequence[Extent]], make: Make) -> Corrected:
        """Make a correction on the mentions at some spans of some texts (by SHA-256), as their readers would, and keep
        it in their journals."""
        from tui.documents.correcting import Corrected, correct

        done = Corrected()
        for sha256, places in spans.items():
            doing = partial(correct, memory=self._memory, sha256=sha256, spans=places, make=make)
            if count := await self._ask(doing, 0):
                done = Corrected(done.documents + 1, done.mentions + count)
        return done

    def close(self) -> None:
        """Close the library as soon as all is kept."""
        if self._thread is not None:
            self._thread.submit(self._close)
            self._thread.shutdown(wait=False)

    async def _ask(self, question: Callable[[Library], T], otherwise: T) -> T:
        """The answer to a question, once all is in the library that is on its way there; ``otherwise`` where there is
        none."""
        if self._keeping:
            await asyncio.wait(self._keeping)
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "aka-library")
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._thread, lambda: self._answer(question, otherwise)
            )
        except AkaError as error:
            self.notice = str(error)
            return otherwise

    def _answer(self, question: Callable[[Library], T], otherwise: T) -> T:
        return question(self._opened()) if self._path.exists() else otherwise

    def _opened(self) -> Library:
        if self._library is None:
            from annotate.library import Library

            self._library = Library(self._path)
        return self._library

    def _close(self) -> None:
        if self._library is not None:
            self._library.close()
