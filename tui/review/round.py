"""Going through the queue: which question is next, and which were passed over. Without a widget."""

from __future__ import annotations

from annotate.query import Index
from annotate.review import Item, Progress, progress, queue


class Round:
    """The queue of an index, and the question that stands now (None when nothing is left)."""

    def __init__(self, index: Index) -> None:
        self._skipped: set[tuple[object, ...]] = set()
        self.index = index
        self.items: tuple[Item, ...] = ()
        self.item: Item | None = None
        self.progress = Progress(0, 0)
        self.renew(index)

    @property
    def place(self) -> int:
        """The number of the question among those that are open, from 1 on."""
        keys = [item.key for item in self.items]
        return keys.index(self.item.key) + 1 if self.item else 0

    def renew(self, index: Index) -> bool:
        """The annotation is another one; whether the question that stood is still open, else the next one stands."""
        same = self.item.key if self.item else None
        self._make(index)
        self.item = next((item for item in self.items if item.key == same), None)
        if self.item is not None:
            return True
        self._go_on()
        return False

    def reopen(self, index: Index) -> None:
        """A decision was undone: the question that it had answered stands again."""
        before = {item.key for item in self.items}
        self._make(index)
        again = next((item for item in self.items if item.key not in before), None)
        if again is None:
            self._go_on()
        else:
            self.item = again

    def skip(self) -> bool:
        """Pass over the question; whether it was the last one, and those that were passed over come again."""
        if self.item is not None:
            self._skipped.add(self.item.key)
        return self._go_on()

    def _make(self, index: Index) -> None:
        self.index, self.items = index, queue(index)
        self.progress = progress(index.annotation, self.items)

    def _go_on(self) -> bool:
        open_ones = [item for item in self.items if item.key not in self._skipped]
        anew = not open_ones and bool(self.items)
        if anew:
            self._skipped.clear()
            open_ones = list(self.items)
        self.item = open_ones[0] if open_ones else None
        return anew
