"""The lists of the US Office of Foreign Assets Control as comma-separated values: SDN.CSV, and ALT.CSV with the
alternate names. Neither has a header; ``-0-`` stands for nothing.

What OFAC calls weak aliases, which are too common to be told by, are in the remarks: ``a.k.a. 'PACHO'``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.watchlists.entry import Fault, Found, Listed, More
from annotate.watchlists.reading.file import ListFile
from annotate.watchlists.reading.rows import cells_of, rows

_MAIN, _ALTERNATE = 12, 5  # columns
_LABELS = {"individual": "PERSON", "vessel": "PRODUCT", "aircraft": "PRODUCT"}
_NOTHING = "-0-"
_weak = re.compile(r"""a\.k\.a\. ['"‘“](.+?)['"’”](?=[.;]|$)""").findall
_TYPES = ("aka", "fka", "nka")


def begins_main(data: bytes) -> bool:
    """Whether a file begins as SDN.CSV does."""
    cells = _first(data)
    return len(cells) == _MAIN and cells[0].isdigit() and not cells[1].isdigit()


def begins_alternate(data: bytes) -> bool:
    """Whether a file begins as ALT.CSV does."""
    cells = _first(data)
    return len(cells) == _ALTERNATE and cells[0].isdigit() and cells[2].rstrip(".").lower() in _TYPES


def _first(data: bytes) -> list[str]:
    return cells_of(data.split(b"\n", 1)[0].decode("latin-1").rstrip("\r"))


def read_main(file: ListFile) -> Iterator[Found]:
    """The entries, each with its name and its weak aliases."""
    for row in _rows(file, _MAIN):
        if isinstance(row, Fault):
            yield row
            continue
        line, (id_, name, kind, *_, remarks) = row
        kind = kind.lower()
        label = "ORG" if kind == _NOTHING else _LABELS.get(kind, "")
        yield Listed(line, id_, label, (name,), tuple(_weak(remarks)))


def read_alternate(file: ListFile) -> Iterator[Found]:
    """The alternate names of the entries in the other file."""
    for row in _rows(file, _ALTERNATE):
        yield row if isinstance(row, Fault) else More(row[0], row[1][0], (row[1][3],))


def _rows(file: ListFile, columns: int) -> Iterator[tuple[int, list[str]] | Fault]:
    for row in rows(file):
        if isinstance(row, Fault):
            yield row
        elif row[1] == ["\x1a"]:  # the end of a file, as old systems mark it
            return
        elif len(row[1]) != columns or not row[1][0].isdigit():
            yield Fault(
                file.name,
                row[0],
                f"it has {len(row[1])} columns instead of {columns}, or begins with no number",
            )
        else:
            yield row
