"""The database: one SQLite file that several processes share, opened when it is needed and again after a failure."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from platformdirs import user_data_path

from annotate.store import files
from annotate.store.lock import Lock
from annotate.store.schema import Damaged, Schema, transaction

T = TypeVar("T")

_PATIENCE = 5.0  # seconds to wait for another aka that is making or changing the tables
_CHECKED = 32 << 20  # bytes that are checked in about 25 ms; 40,000 corrections are as large


def default_path(name: str = "aka.db") -> Path:
    """Where a database stands: in the user's data directory."""
    return user_data_path("aka", appauthor=False) / name


# Where SQLite's own words would not tell a person what is wrong.
_WORDS = {
    sqlite3.SQLITE_BUSY: "another aka has been writing it for too long",
    sqlite3.SQLITE_CANTOPEN: "you may not write in its directory, or it cannot be opened",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk fails, or is full",
    sqlite3.SQLITE_READONLY: "you may not write there",
}


class Unusable(Exception):
    """The database cannot be used now; ``str(error)`` says why in a few words. ``busy``: another process writes."""

    def __init__(self, cause: OSError | sqlite3.Error) -> None:
        words = (cause.strerror if isinstance(cause, OSError) else str(cause)) or "no reason given"
        code = sqlite3.SQLITE_BUSY if isinstance(cause, BlockingIOError) else _code(cause)
        super().__init__(_WORDS.get(code, words))
        self.busy = code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Database:
    """A connection of one's own to the database at ``path``, which is made after the ``schema`` when it is not there.

    ``careful``: each transaction is on the disk when it ends, and the file is checked when it is opened. ``patience``
    is how many seconds to wait for another process that writes. A damaged database is replaced by what can be read
    of it, and ``notices`` has a sentence that says so. One thread at a time may use it.
    """

    def __init__(self, path: Path, schema: Schema, *, careful: bool, patience: float) -> None:
        self.path, self._schema = path, schema
        self.notices: list[str] = []
        self.openings = 0  # how often it was opened: what was there before may be gone after another
        self._careful, self._patience = careful, patience
        self._lock = Lock(path, patience)
        self._connection: sqlite3.Connection | None = None
        self._inode: int | None = None

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do some work in one transaction and give what it gives; the work may be begun several times.

        Raises Unusable, and then nothing is changed; the next call tries anew. Raises BadStore, and leaves the
        file alone, when a newer version of aka has written it.
        """
        return self._run(work, write=True)

    def read(self, work: Callable[[sqlite3.Connection], T]) -> tuple[T, Unusable | None]:
        """Do some work that changes nothing; also where nothing can be written, and then it is said why.

        Raises Unusable when nothing can be read either, and BadStore.
        """
        try:
            return self._run(work, write=False), None
        except Unusable as error:
            why = error
        try:
            from annotate.store import salvage

            copy = salvage.look_into(self.path, self._schema)
        except OSError:
            raise why from None
        try:
            return work(copy), why
        finally:
            copy.close()

    def close(self) -> None:
        """Close the connection; the next work opens another."""
        with contextlib.suppress(OSError), self._lock.held():
            self._disconnect()
        self._disconnect()
        self._lock.close()

    def _run(self, work: Callable[[sqlite3.Connection], T], *, write: bool) -> T:
        for may_mend in (True, False):
            try:
                with contextlib.suppress(FileExistsError):  # a file: the next line says it better
                    self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with self._lock.held():
                    try:
                        return transaction(self._open(), work, write=write)
                    except BaseException:
                        self._disconnect()
                        raise
            except (OSError, sqlite3.Error) as error:
                if not (may_mend and _is_damage(error)):
                    raise Unusable(error) from error
                self._mend()
        raise AssertionError("the second time returns or raises")

    def _open(self) -> sqlite3.Connection:
        """The connection to the file that is at the path now; another aka may have replaced it, or a person."""
        if self._connection is not None and files.inode(self.path) != self._inode:
            self._disconnect()
        if self._connection is None:
            self._inode = files.inode(self.path)
            self._connection = self._connected()
            self._inode = files.inode(self.path)
            self.openings += 1
        return self._connection

    def _connected(self) -> sqlite3.Connection:
        if files.is_bereft(self.path):
            raise Damaged("only its log is there")
        files.claim(self.path)
        connection = sqlite3.connect(
            self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            self._schema.prepare(connection, self.path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {'FULL' if self._careful else 'NORMAL'}")
            connection.execute("PRAGMA fullfsync = ON")  # a Mac's disk else says so before it has written
            connection.execute(f"PRAGMA busy_timeout = {round(self._patience * 1000)}")
            if self._careful:
                self._check(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _check(self, connection: sqlite3.Connection) -> None:
        """Look for damage, also where nobody reads; in a large file it is found where it is read."""
        if self.path.stat().st_size <= _CHECKED:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if found != "ok":
                raise Damaged(found)

    def _mend(self) -> None:
        """Replace the damaged file, unless another aka has done so."""
        try:
            with self._lock.held(alone=True):
                if files.inode(self.path) == self._inode:
                    from annotate.store import salvage

                    self.notices.append(salvage.replace(self.path, self._schema))
        except (OSError, sqlite3.Error) as error:
            raise Unusable(error) from error


def _is_damage(error: OSError | sqlite3.Error) -> bool:
    return isinstance(error, Damaged) or _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _code(error: OSError | sqlite3.Error) -> int:
    """SQLite's primary result code."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
