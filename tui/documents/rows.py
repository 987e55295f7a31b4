"""The rows of the list of documents: what is open under one heading, what there is under another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from annotate.catalogue import Entry, Order, find_entries, sort_entries


class HeadingRow(NamedTuple):
    """A heading."""

    name: str


class EntryRow(NamedTuple):
    """A document; ``is_open`` where it lies on the desk."""

    entry: Entry
    is_open: bool


Row = HeadingRow | EntryRow


def rows_of(opened: Sequence[Entry], entries: Iterable[Entry], *, order: Order, query: str) -> list[Row]:
    """The rows of the list: those that are open, the last first, and all in order.

    For what was typed, one list without headings, in which what is open comes first.
    """
    sources = {entry.source for entry in opened}
    ordered = sort_entries(entries, order)
    if query.strip():
        others = [entry for entry in ordered if entry.source not in sources]
        return [EntryRow(entry, entry.source in sources) for entry in find_entries([*opened, *others], query)]
    rows: list[Row] = [HeadingRow("open"), *(EntryRow(entry, True) for entry in opened)] if opened else []
    if ordered:
        rows += [HeadingRow("all")] if opened else []
        rows += [EntryRow(entry, entry.source in sources) for entry in ordered]
    return rows


def row_of(rows: Sequence[Row], source: str, *, after: int = 0) -> int | None:
    """The place of a source's row, from a place on."""
    for at in range(after, len(rows)):
        row = rows[at]
        if isinstance(row, EntryRow) and row.entry.source == source:
            return at
    return None


def sources_in(rows: Sequence[Row], places: Collection[int]) -> list[str]:
    """The sources of the rows at some places."""
    return [row.entry.source for place in places if isinstance(row := rows[place], EntryRow)]
