"""Tables for spreadsheets: one row a mention, with its entity and the evidence for its name; beside them the entities
and the aliases.

As UTF-8, with ``\\n`` after each row, and no cell that a spreadsheet would run.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import partial
from typing import BinaryIO

from annotate.annotation import Annotation
from annotate.formats.tables import ALIASES, ENTITIES, MENTIONS, Row, Table, harmless


def write_rows(columns: Iterable[str], rows: Iterable[Row], file: BinaryIO) -> None:
    """Write a table: the names of its columns, then its rows."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    written = csv.writer(text, lineterminator="\n")
    written.writerow(columns)
    written.writerows(map(harmless, row) for row in rows)
    text.flush()
    text.detach()  # the file is the caller's to close


def _write(table: Table, annotations: Iterable[Annotation], file: BinaryIO) -> None:
    rows = (row for annotation in annotations for row in table.rows(annotation))
    write_rows(table.columns, rows, file)


write, write_entities, write_aliases = (partial(_write, table) for table in (MENTIONS, ENTITIES, ALIASES))
