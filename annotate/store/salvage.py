"""What can still be read of a damaged database, put into a new one in its place."""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from annotate.store import pages
from annotate.store.files import claim, size
from annotate.store.schema import PAGE_SIZE, Damaged, Schema, transaction

_SHA256 = re.compile("[0-9a-f]{64}")
_LETTERS = {int: "i", bytes: "b", type(None): "n", float: "f"}


def look_into(path: Path, schema: Schema) -> sqlite3.Connection:
    """A copy in memory of the database at ``path``, of whatever can be read of it; nothing on the disk is touched.

    Raises OSError when the file cannot be read, and BadStore when it is of a newer version.
    """
    found = pages.load(path, PAGE_SIZE)
    connection = _memory()
    try:
        connection.deserialize(pages.image(found))
        schema.prepare(connection, path)
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise Damaged("malformed")
    except sqlite3.Error:
        connection.close()
        connection = _memory()
        schema.prepare(connection, path)
        _fill(connection, schema, found)
    return connection


def replace(path: Path, schema: Schema) -> str:
    """Put a new database with what can be read of the damaged one at ``path`` in its place; gives a sentence about it.

    The damaged one is kept under a dated name. Nobody else may use it meanwhile. Raises OSError or sqlite3.Error when
    it cannot be done; then the file is as it was.
    """
    aside = path.with_name(f"{path.name}.damaged-{datetime.now():%Y-%m-%dT%H%M%S.%f}")
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        claim(fresh)
        with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            schema.prepare(connection, path)
            recovered = _fill(connection, schema, pages.load(path, PAGE_SIZE))
        for end in ("", "-wal"):
            if size(Path(f"{path}{end}")):
                shutil.copy2(f"{path}{end}", f"{aside}{end}")
        for end in ("-wal", "-shm"):  # or SQLite would take them for the new one's
            Path(f"{path}{end}").unlink(missing_ok=True)
        fresh.replace(path)
    except BaseException:
        for left in (fresh, aside, Path(f"{aside}-wal")):
            left.unlink(missing_ok=True)
        raise
    return f"{schema.name} in {path} was damaged: it is kept as {aside.name}, and {recovered}."


def _memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def _fill(connection: sqlite3.Connection, schema: Schema, found: Mapping[int, bytes]) -> str:
    """Put the rows of a damaged database into a new one, each into the table that it looks like a row of; gives what
    there is, in words."""

    def insert(connection: sqlite3.Connection) -> str:
        shapes = {table: re.compile(shape) for table, shape in schema.rows.items()}
        for row in pages.rows(found):
            letters = "".join(map(_letter, row))
            for table, shape in shapes.items():
                if shape.fullmatch(letters):
                    places = ", ".join("?" * len(row))
                    connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", row)
        return schema.recover(connection)

    return transaction(connection, insert, write=True)


def _letter(value: pages.Value) -> str:
    if isinstance(value, str):
        return "h" if _SHA256.fullmatch(value) else "t"
    return _LETTERS[type(value)]
