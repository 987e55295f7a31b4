"""Where the reader is in the document, and the marks that letters name: kept for the next time."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.annotation import Document
from annotate.store import Store


class Places:
    """The reading position and the marks of a document, as offsets of the lines at the top of the screen."""

    def __init__(self, document: Document, store: Store) -> None:
        self._document, self._store = document, store
        self._place = self._saved = store.place(document.sha256)

    @property
    def offset(self) -> int:
        """Where the reader stopped the last time."""
        return self._place.offset

    @property
    def marks(self) -> Mapping[str, int]:
        """The marks by letter."""
        return self._place.marks

    def mark(self, letter: str, offset: int) -> None:
        """Set a mark."""
        self._place = self._place.marked(letter, offset)

    def save(self, offset: int) -> str:
        """Keep the position and the marks, and give what a person should know of that; where it cannot be done
        now, it is tried again."""
        self._place = self._place.at(offset)
        if self._place != self._saved and self._store.remember(self._document, self._place):
            self._saved = self._place
        return self._store.notices.pop() if self._store.notices else ""
