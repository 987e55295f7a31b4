"""The documents that a person chooses from: what is known of each, the orders, and what is typed to find one.

Pure, as :mod:`annotate.query` is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from annotate.filtering import similar
from annotate.names import key

Order = Literal["list", "title", "date", "progress", "count"]
ORDERS: tuple[Order, ...] = ("list", "title", "date", "progress", "count")


class Entry(NamedTuple):
    """A document of the list. ``source`` is what is opened, ``name`` how the list calls it.

    What is not known (yet) is empty or None: ``words`` of the text, ``progress`` from 0 to 1 of what was ever opened,
    how many ``entities`` and ``mentions`` the library has of it. ``trouble`` says why it cannot be read.
    """

    source: str
    name: str
    title: str = ""
    author: str = ""
    date: str = ""
    sha256: str = ""
    words: int | None = None
    length: int = 0
    progress: float | None = None
    entities: int | None = None
    mentions: int | None = None
    tags: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def heading(self) -> str:
        """What it is called: its title, or else its name."""
        return self.title or self.name


def sort_entries(entries: Iterable[Entry], order: Order) -> list[Entry]:
    """The entries by title; by date, the newest first; by progress, what was read furthest first; by how many entities
    they name, the most first; or as they are. What is not known comes last; what is equal stays in its order."""
    match order:
        case "title":
            return sorted(entries, key=lambda entry: (not entry.title, entry.heading.casefold()))
        case "date":
            return sorted(entries, key=lambda entry: entry.date, reverse=True)
        case "progress":
            return sorted(
                entries, key=lambda entry: -1 if entry.progress is None else entry.progress, reverse=True
            )
        case "count":
            return sorted(
                entries, key=lambda entry: -1 if entry.entities is None else entry.entities, reverse=True
            )
    return list(entries)


def find_entries(entries: Sequence[Entry], query: str) -> list[Entry]:
    """The entries that fit what was typed, in the order given: those that have each word of it in the title, the name,
    the author, the date or a tag; where there are none, those that look like it (see
    :func:`annotate.filtering.similar`)."""
    words = key(query).casefold().split()
    if not words:
        return list(entries)
    keys = [keys_of(entry) for entry in entries]
    fitting = [
        entry for entry, names in zip(entries, keys, strict=True) if all(word in names for word in words)
    ]
    return fitting or [entries[at] for at in similar(keys, query)]


def keys_of(entry: Entry) -> str:
    """What the filter compares with what is typed."""
    return _keys((entry.title, entry.name, entry.author, entry.date[:10], *entry.tags))


@lru_cache(maxsize=1 << 15)
def _keys(names: tuple[str, ...]) -> str:
    return "\n".join([key(name).casefold() for name in names if name])
