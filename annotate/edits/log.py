"""The undo log: what stood in a table before each change of it."""

from __future__ import annotations

from typing import Any, TypeAlias

Changes: TypeAlias = list[Any]
"""Table, key and value before, one after the other. (A tuple for each change would be one more object for Python's
garbage collector to look through, and there are a hundred thousand.)"""

_NOTHING: Any = object()


class Log:
    """Writes into tables (dictionaries) and remembers the value before, so that all can be written back.

    A key that is taken out and written back stands last in its table: nothing may depend on the order of a table out
    of which keys are taken.
    """

    def __init__(self) -> None:
        self._changes: Changes = []

    def put(self, table: dict[Any, Any], key: Any, value: Any) -> None:
        """Set ``table[key]``."""
        self._changes += (table, key, table.get(key, _NOTHING))
        table[key] = value

    def drop(self, table: dict[Any, Any], key: Any) -> None:
        """Delete ``table[key]``."""
        self._changes += (table, key, table.pop(key))

    def cut(self) -> Changes:
        """The changes since the last cut."""
        changes, self._changes = self._changes, []
        return changes


def write_back(changes: Changes, ordered: dict[Any, Any]) -> bool:
    """Undo changes, which are the last that were made. Returns whether a key has come back into ``ordered``."""
    come_back = False
    backwards = reversed(changes)
    for value, key, table in zip(backwards, backwards, backwards, strict=True):
        if value is _NOTHING:
            del table[key]
            continue
        come_back = come_back or (table is ordered and key not in table)
        table[key] = value
    return come_back
