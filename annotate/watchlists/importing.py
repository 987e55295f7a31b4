"""From the files that people have to a list that is kept, wholly or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from annotate.errors import AkaError, BadSource
from annotate.names import surface
from annotate.watchlists import forms, judging
from annotate.watchlists.entry import Fault, Found, Listed, More
from annotate.watchlists.keeping import SHAPE, KeptList, folder, kept_at, path_of
from annotate.watchlists.reading import kind_of
from annotate.watchlists.reading.file import ListFile

_LONGEST = 300  # code points of a name
_AT_ONCE = 50_000  # forms that are kept in memory
_SCHEMA = """
CREATE TABLE about (name TEXT, kind TEXT, source TEXT, imported TEXT, digest TEXT, entries INTEGER, names INTEGER);
CREATE TABLE entry (number INTEGER PRIMARY KEY, id TEXT, label TEXT, called TEXT, digest BLOB);
CREATE TABLE name (number INTEGER PRIMARY KEY, entry INTEGER, text TEXT, weak INTEGER, part INTEGER);
CREATE TABLE form (form INTEGER, name INTEGER, PRIMARY KEY (form, name)) WITHOUT ROWID;
CREATE TEMP TABLE taken (id TEXT UNIQUE, label TEXT, called TEXT);
CREATE TEMP TABLE taken_name (id TEXT, text TEXT, weak INTEGER);
CREATE TEMP TABLE found (form INTEGER, name INTEGER);
"""


class Imported(NamedTuple):
    """What came of an import: the list, and how many entries are new, gone and changed beside the list of that name
    before; ``before`` is None where there was none."""

    kept: KeptList
    before: KeptList | None
    new: int
    gone: int
    changed: int


def name_of(path: Path) -> str:
    """What a list from a file is called where nobody says it: the file's name without its endings.

    >>> name_of(Path("OFAC/SDN.CSV")), name_of(Path("entities.ftm.json"))
    ('sdn', 'entities')
    """
    return re.sub(r"[^\w-]+", "-", path.name.split(".")[0].lower()).strip("-_") or "list"


def keep_list(
    paths: Sequence[Path],
    name: str,
    *,
    on_fault: Callable[[Fault], None],
    tell: Callable[[str], None] = lambda progress: None,
) -> Imported:
    """Read the files of a list and keep it under a name, in the place of what was kept under that before.

    ``on_fault`` gets each place in a file that cannot be used; the rest is kept. ``tell`` gets how far it is, in words,
    now and then. Raises AkaError, and then all is as
    it was, where a file cannot be used, no name is found, or the list cannot be written.
    """
    path = path_of(name)
    try:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in folder().glob(f".{name}.*.tmp"):  # of an import that was killed
            old.unlink(missing_ok=True)
        temporary = folder() / f".{name}.{uuid4().hex}.tmp"
        try:
            return _replace(paths, path, temporary, on_fault, tell)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise AkaError(f"The watch list {name} cannot be kept in {folder()}: {error.strerror}.") from None
    except sqlite3.Error as error:
        raise AkaError(f"The watch list {name} cannot be kept in {folder()}: {error}.") from None


def _replace(
    paths: Sequence[Path],
    path: Path,
    temporary: Path,
    on_fault: Callable[[Fault], None],
    tell: Callable[[str], None],
) -> Imported:
    before = kept_at(path)
    with closing(sqlite3.connect(temporary, isolation_level=None)) as connection:
        for setting in ("main.journal_mode", "temp.journal_mode", "synchronous"):
            connection.execute(
                f"PRAGMA {setting} = OFF"
            )  # a file that nobody knows yet need not outlive a crash
        connection.executescript(f"BEGIN; {_SCHEMA}")
        writer = _Writer(connection, on_fault, tell)
        kinds, digest = writer.take(paths)
        entries, names = writer.finish()
        if not entries:
            raise BadSource(
                f"{', '.join(map(str, paths))}: no name is in it, so that the watch list {path.stem} stays as it was."
                if before
                else f"{', '.join(map(str, paths))}: no name is in it, so that there is nothing to keep."
            )
        source = ", ".join(str(each.absolute()) for each in paths)
        about = (path.stem, ", ".join(kinds), source, datetime.now(UTC).isoformat(timespec="seconds"), digest)
        connection.execute("INSERT INTO about VALUES (?, ?, ?, ?, ?, ?, ?)", (*about, entries, names))
        connection.execute(f"PRAGMA user_version = {SHAPE}")
        connection.execute("COMMIT")
        differences = _differences(connection, path) if before else (entries, 0, 0)
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
    return Imported(KeptList(*about, entries, names, path), before, *differences)


def _differences(connection: sqlite3.Connection, path: Path) -> tuple[int, int, int]:
    """How many entries are new, gone, and other than before."""
    connection.execute("ATTACH ? AS before", (str(path),))
    return (
        _count(connection, "main.entry WHERE id NOT IN (SELECT id FROM before.entry)"),
        _count(connection, "before.entry WHERE id NOT IN (SELECT id FROM main.entry)"),
        _count(
            connection,
            "main.entry AS now, before.entry AS old ON old.id = now.id AND old.digest != now.digest",
        ),
    )


def _count(connection: sqlite3.Connection, rows: str) -> int:
    count: int
    (count,) = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()
    return count


class _Writer:
    """Puts what is found in files into the tables of a new list."""

    def __init__(
        self, connection: sqlite3.Connection, on_fault: Callable[[Fault], None], tell: Callable[[str], None]
    ) -> None:
        self._connection, self._on_fault, self._tell = connection, on_fault, tell

    def take(self, paths: Sequence[Path]) -> tuple[list[str], str]:
        """Read files; gives the kinds of them, and a digest of all their bytes."""
        whole = hashlib.sha256()
        kinds: dict[str, None] = {}
        for path in paths:
            with ListFile(path, whole, self._tell) as file:
                kind = kind_of(file)
                kinds[kind.name] = None
                for found in kind.read(file):
                    self._take(found, file.name)
        return list(kinds), whole.hexdigest()

    def _take(self, found: Found, file: str) -> None:
        match found:
            case Fault():
                self._on_fault(found)
            case More(line, id_, names):
                self._names(id_, names, 0, line, file)
            case Listed(line, id_, label, names, weak):
                called = next((name for each in names if (name := _name(each))), "")
                if not called or len(called) > _LONGEST:
                    self._on_fault(Fault(file, line, f"{id_} has no name that could stand in a text"))
                    return
                row = (id_, label, called)
                there = self._do("INSERT OR IGNORE INTO taken (id, label, called) VALUES (?, ?, ?)", row)
                if not there.rowcount:
                    reason = f"the id {id_} is there already, and its names are put together"
                    self._on_fault(Fault(file, line, reason, lost=False))
                self._names(id_, names, 0, line, file)
                self._names(id_, weak, 1, line, file)

    def _names(self, id_: str, names: Sequence[str], weak: int, line: int, file: str) -> None:
        for name in filter(None, map(_name, names)):
            if len(name) > _LONGEST:
                self._on_fault(
                    Fault(file, line, f"a name has more than {_LONGEST} characters and is left out")
                )
            else:
                self._do("INSERT INTO taken_name VALUES (?, ?, ?)", (id_, name, weak))

    def finish(self) -> tuple[int, int]:
        """Index the names; gives how many entries and names there are."""
        query = """
            SELECT taken.rowid, taken.id, label, called, text, weak FROM taken JOIN taken_name USING (id)
            ORDER BY taken.rowid, weak, taken_name.rowid
        """
        entries = names = 0
        found: list[tuple[int, int]] = []
        for (number, *entry), rows in groupby(self._do(query), key=lambda row: row[:4]):
            texts: dict[str, int] = {}
            for *_, text, weak in rows:
                texts.setdefault(text, weak)
            self._do("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", (number, *entry, _digest(entry[1], texts)))
            for text, weak in texts.items():
                names += 1
                row = (names, number, text, weak, judging.is_part(text, list(texts)))
                self._do("INSERT INTO name VALUES (?, ?, ?, ?, ?)", row)
                found += ((form, names) for form in forms.of_listed(text, entry[1], weak=bool(weak)))
            entries += 1
            if len(found) > _AT_ONCE:
                self._keep(found)
                self._tell(f"{names:,} names indexed")
        self._keep(found)
        self._do("INSERT INTO form SELECT form, name FROM found ORDER BY form, name")
        strays = "taken_name WHERE id NOT IN (SELECT id FROM taken)"
        if stray := _count(self._connection, strays):
            reason = "SDN.CSV has the entries, and belongs to ALT.CSV" if not entries else "the rest is kept"
            self._on_fault(Fault(f"{stray} names", 0, f"their entries are in none of the files: {reason}"))
        return entries, names

    def _keep(self, found: list[tuple[int, int]]) -> None:
        """Keep the forms of some names, and empty the list of them."""
        self._connection.executemany("INSERT INTO found VALUES (?, ?)", found)
        found.clear()

    def _do(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._connection.execute(statement, values)


def _name(text: str) -> str:
    """A name on one line; empty for what is none."""
    name = surface(text)
    return name if any(map(str.isalnum, name)) and name != "-0-" else ""


def _digest(label: str, texts: Mapping[str, int]) -> bytes:
    """What tells an entry from one with other names."""
    return hashlib.sha256(repr((label, sorted(texts.items()))).encode("utf-8", "replace")).digest()[:8]
