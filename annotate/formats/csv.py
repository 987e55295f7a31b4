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
from annotate.formats.tables import ALIASES, ENTITIES, MENTIONS, Table, harmless


def _write(table: Table, annotations: Iterable[Annotation], file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(table.columns)
    for annotation in annotations:
        rows.writerows(map(harmless, row) for row in table.rows(annotation))
    text.flush()
    text.detach()  # the file is the caller's to close


write, write_entities, write_aliases = (partial(_write, table) for table in (MENTIONS, ENTITIES, ALIASES))
