"""The rows of a table in a text file, such that one broken row spoils no other."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from annotate.watchlists.entry import Fault
from annotate.watchlists.reading.file import LONGEST, ListFile

_MOST_LINES = 50  # of one row; after so many a quotation mark was not closed


def rows(file: ListFile, delimiter: str = ",") -> Iterator[tuple[int, list[str]] | Fault]:
    """Each row that is not blank, with the number of its first line. A cell in quotation marks may have line ends in
    it."""
    csv.field_size_limit(LONGEST)
    lines = file.texts()
    waiting: list[tuple[int, str]] = []  # lines that stand behind a row that was broken
    while True:
        first = waiting.pop(0) if waiting else next(lines, None)
        if first is None:
            return
        number, text = first
        taken: list[tuple[int, str]] = []
        while _is_open(text, delimiter) and len(taken) < _MOST_LINES:
            more = waiting.pop(0) if waiting else next(lines, None)
            if more is None:
                break
            taken.append(more)
            text += f"\n{more[1]}"
        if _is_open(text, delimiter):
            waiting = taken + waiting
            yield Fault(file.name, number, "a quotation mark is not closed")
            continue
        try:
            cells = [cell.strip() for cell in next(csv.reader([text], delimiter=delimiter), [])]
        except csv.Error as error:
            yield Fault(file.name, number, f"it is no row of a table ({error})")
            continue
        if any(cells):
            yield number, cells


def cells_of(line: str, delimiter: str = ",") -> list[str]:
    """The cells of one line; none where it is no row."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _is_open(text: str, delimiter: str) -> bool:
    """Whether a row goes on in the next line: a cell that begins with a quotation mark has no other at its end."""
    if text.count('"') % 2 == 0:
        return False
    return text.startswith('"') or f'{delimiter}"' in text
