"""The tables of csv for the tools of the command line: a tab between cells, no quotation marks, no line end in a
cell."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import BinaryIO

from annotate.annotation import Annotation
from annotate.formats.tables import ALIASES, ENTITIES, MENTIONS, Cell, Table, harmless
from annotate.text import one_line


def _write(table: Table, annotations: Iterable[Annotation], file: BinaryIO) -> None:
    file.write(_line(table.columns))
    for annotation in annotations:
        file.writelines(_line(row) for row in table.rows(annotation))


def _line(row: Iterable[Cell]) -> bytes:
    cells = (one_line(cell) if isinstance(cell, str) else cell for cell in row)
    return ("\t".join("" if cell is None else str(harmless(cell)) for cell in cells) + "\n").encode()


write, write_entities, write_aliases = (partial(_write, table) for table in (MENTIONS, ENTITIES, ALIASES))
