"""The desk: the documents that are open in this session, the last first, and the opening of others."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from annotate import config
from annotate.errors import AkaError
from annotate.labels import GROUPS_OF_NAMES
from annotate.opener import Opened, Opener
from annotate.recognize.client import Worker
from annotate.sources.blocks import LONG, blocks_near, blocks_of
from annotate.sources.choices import Several
from annotate.sources.loading import shown
from annotate.store import Store
from tui.documents.librarian import Librarian
from tui.screens.reader import ReaderScreen
from tui.session import Session
from tui.stream import Stream

MOST_OPEN = 12  # documents are kept as they stand; of those that were left before, place and corrections are
MOST_FINDING = 2  # at once: a worker is a process with a model in it


class Lying(NamedTuple):
    """A document on the desk: the source that it was opened as, and its reader."""

    source: str
    reader: ReaderScreen


class Desk:
    """What lies open, with the ``store``, the ``librarian`` and the ``choices`` that the reader was started on.

    ``opener`` opens other documents; without one there are no others.
    """

    def __init__(self, store: Store, opener: Opener | None = None, choices: Several | None = None) -> None:
        self.store, self.choices = store, choices
        self.librarian = Librarian(store.path)
        self.open: list[Lying] = []
        self._opener = opener

    def lay(
        self, source: str, opened: Opened, worker: Worker | None = None, notices: tuple[str, ...] = ()
    ) -> ReaderScreen:
        """A reader on a document, on top of the desk; ``worker`` is one that finds its names."""
        document = opened.document
        partly = not document.blocks and len(document.text) > LONG
        place = self.store.place(document.sha256).offset
        stream = self._stream(worker) if worker is not None else None
        books = self._opener.recogniser.books if self._opener is not None else ()
        reader = ReaderScreen(
            Session(document, opened.annotation, config.load().get("labels", GROUPS_OF_NAMES)),
            blocks_near(document.text, place) if partly else blocks_of(document),
            self.store,
            partly=partly,
            stream=stream,
            books=books,
            notices=notices,
        )
        self.put(source, reader)
        return reader

    def put(self, source: str, reader: ReaderScreen) -> None:
        """Put a reader on top of the desk."""
        self.open = [Lying(source, reader), *(lying for lying in self.open if lying.reader is not reader)]

    def find(self, source: str, sha256: str = "") -> ReaderScreen | None:
        """The reader that is open on a source, or on a text."""
        for lying in self.open:
            if lying.source == source or lying.reader.session.document.sha256 == sha256:
                return lying.reader
        return None

    def _stream(self, worker: Worker) -> Stream:
        return Stream(worker, self._opener.keep if self._opener is not None else lambda annotation: None)

    def clear(self) -> list[ReaderScreen]:
        """Take off what there is no room for any more, which is given; in all but the last few the names are no longer
        looked for until they are read again."""
        finding = [lying.reader for lying in self.open if lying.reader.is_finding]
        for reader in finding[MOST_FINDING:]:
            reader.stop_finding()
        self.open, off = self.open[:MOST_OPEN], self.open[MOST_OPEN:]
        return [lying.reader for lying in off]

    async def fetch(self, source: str, sha256: str = "") -> ReaderScreen:
        """The reader of a source, as it stands, or a new one; of a source that cannot be read any more, or has another
        text than that of the SHA-256, what the library kept of it.

        Raises Several where there is something to be chosen, and AkaError.
        """
        reader = self.find(source, sha256)
        if reader is not None:
            self.put(source, reader)
            if reader.session.finding and not reader.is_finding and self._opener is not None:
                document = reader.session.document
                reader.find_names(self._stream(self._opener.worker(document, reader.article.top_offset)))
            return reader
        if self._opener is None:
            raise AkaError("There is no other document here.")
        try:
            opened = await asyncio.to_thread(self._opener.open, source)
        except Several:
            raise
        except AkaError as error:
            kept = await self._kept(sha256, str(error))
            if kept is None:
                raise
            opened = kept
        if sha256 not in ("", opened.document.sha256):
            opened = await self._kept(sha256, f"{shown(source)} has another text now.") or opened
        if opened.annotation is None:
            first = self.store.place(opened.document.sha256).offset
            return self.lay(source, opened, self._opener.worker(opened.document, first), opened.notices)
        return self.lay(source, opened, None, opened.notices)

    async def _kept(self, sha256: str, why: str) -> Opened | None:
        """What the library kept of a text, and why that is read."""
        kept = await self.librarian.annotation(sha256) if sha256 else None
        if kept is None:
            return None
        return Opened(kept.document, kept, (f"{why} This is what the library kept.",))
