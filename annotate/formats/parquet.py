"""The tables of csv as Parquet files, with types: for pandas, DuckDB and other programs that take tables.

No program runs a cell of such a file, and so every text is as it is in the annotation.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import islice
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from annotate.annotation import Annotation
from annotate.formats.tables import ALIASES, ENTITIES, MENTIONS, Table

_TYPES = {
    **dict.fromkeys(("start", "end", "mentions", "first at", "count"), pa.int64()),
    **dict.fromkeys(("probability", "score"), pa.float64()),
}
"""The types of the columns that are no text."""


_ROWS = 50_000  # in a row group: of long tables one is in memory


def _write(table: Table, annotations: Iterable[Annotation], file: BinaryIO) -> None:
    fields = [(name.replace(" ", "_"), _TYPES.get(name, pa.string())) for name in table.columns]
    rows = (row for annotation in annotations for row in table.rows(annotation))
    with pq.ParquetWriter(file, pa.schema(fields)) as writer:
        while group := list(islice(rows, _ROWS)):
            columns = zip(*group, strict=True)
            arrays = [pa.array(column, type_) for column, (_, type_) in zip(columns, fields, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)))


write, write_entities, write_aliases = (partial(_write, table) for table in (MENTIONS, ENTITIES, ALIASES))
