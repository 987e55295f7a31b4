"""The journal: what was decided for a document, each decision kept before it is shown.

It is an append-only record, in which undo and redo are entries too; several processes may write it at once, and all
read it in one and the same order.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from annotate.annotation import Document
from annotate.decisions import Decision
from annotate.errors import CannotKeep
from annotate.store.database import Database, Unusable, default_path
from annotate.store.lineage import find, join, real_path

Verb: TypeAlias = Literal["do", "undo", "redo"]
_Row: TypeAlias = tuple[int, Verb, int | None, bytes | None]

_PATIENCE = 5.0  # seconds to wait for another process that writes; afterwards the person is told


class Entry(NamedTuple):
    """One line of the journal: its number, and the decision where something was decided."""

    number: int
    verb: Verb
    decision: Decision | None


def active(entries: Iterable[Entry]) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    """The decisions that hold after these entries, in order, and those undone, the last one to be redone first.

    Each undo is of the last decision that holds, each redo of the last undone; a new decision ends the redoing.
    """
    done: list[Decision] = []
    undone: list[Decision] = []
    for entry in entries:
        if entry.verb == "do" and entry.decision is not None:
            done.append(entry.decision)
            undone.clear()
        elif entry.verb == "undo" and done:
            undone.append(done.pop())
        elif entry.verb == "redo" and undone:
            done.append(undone.pop())
    return tuple(done), tuple(undone)


class Journal:
    """The journal of one document, which is found by its text, or else by its file, as an edited version of it.

    ``path`` is the database's file, by default the user's. One thread at a time may use a journal.
    ``notices`` has a sentence for each thing that a person should know; more may come with each call.
    """

    def __init__(self, document: Document, path: Path | None = None) -> None:
        self._document, self._file = document, real_path(document.source)
        self._database = Database(path or default_path(), synchronous="FULL", patience=_PATIENCE)
        self.notices = self._database.notices
        self._lineage: str | None = None
        self._last = 0
        self._done: list[int] = []
        self._undone: list[int] = []
        self._unread: list[Entry] = []

    def read(self) -> list[Entry]:
        """The entries since the last that were read, by this process or another; at first all.

        Where the database cannot be read, none and a notice. Raises BadStore for the one of a newer version.
        """
        try:
            self._database.run(self._catch_up, write=False)
        except Unusable as error:
            self._say(f"Earlier corrections in {self._database.path} cannot be read now ({error}).")
        return self._take()

    def append(self, verb: Verb, decision: Decision | None = None) -> list[Entry]:
        """Write an entry, which is on the disk when this returns; gives what :meth:`read` would, with it as the last.

        ``decision`` is what is done, and None for an undo or a redo. Raises CannotKeep, and then nothing is
        written; once the cause is gone, the next call succeeds. Raises BadStore as :meth:`read` does.
        """
        made = datetime.now(UTC).isoformat(timespec="microseconds")
        packed = None if decision is None else self._packed(decision)

        def write(connection: sqlite3.Connection) -> _Row:
            self._catch_up(connection)
            lineage = join(connection, self._document.sha256, self._file, self._lineage)
            row = self._last + 1, verb, self._about(verb), packed
            connection.execute(
                "INSERT INTO correction (number, verb, about, decision, lineage, sha256, made)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*row, lineage, self._document.sha256, made),
            )
            return row

        try:
            row = self._database.run(write, write=True)
        except Unusable as error:
            raise CannotKeep(f"{self._database.path} {_mend(error)}: the correction is not kept.") from None
        self._lineage = self._lineage or self._document.sha256
        self._accept([row])
        return self._take()

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        """Accept what has come since the last time."""
        if self._lineage is None:
            self._lineage = find(connection, self._document.sha256, self._file)
        self._accept(
            connection.execute(
                "SELECT number, verb, about, decision FROM correction WHERE lineage = ? AND number > ?"
                " ORDER BY number",
                (self._lineage, self._last),
            ).fetchall()
        )

    def _accept(self, rows: Sequence[_Row]) -> None:
        """Understand rows, leaving out those that cannot be read, and any undo and redo of them."""
        lost = 0
        for number, verb, about, packed in rows:
            self._last = number
            decision = None
            if verb == "do":
                try:
                    decision = msgspec.json.decode(packed or b"", type=Decision)
                except (msgspec.DecodeError, UnicodeDecodeError):
                    lost += 1
                    continue
                self._done.append(number)
                self._undone.clear()
            elif about is not None:
                source, target = (self._done, self._undone) if verb == "undo" else (self._undone, self._done)
                if source[-1:] != [about]:
                    continue
                target.append(source.pop())
            self._unread.append(Entry(number, verb, decision))
        if lost:
            self._say(f"{lost} of the corrections in {self._database.path} cannot be read and are left out.")

    def _about(self, verb: Verb) -> int | None:
        """The number of the correction that is undone or redone by the next entry."""
        numbers = {"do": [], "undo": self._done, "redo": self._undone}[verb]
        return numbers[-1] if numbers else None

    def _take(self) -> list[Entry]:
        taken, self._unread = self._unread, []
        return taken

    def _packed(self, decision: Decision) -> bytes:
        try:
            return msgspec.json.encode(decision)
        except UnicodeEncodeError:
            raise CannotKeep(
                "The text there has half of a character (a lone surrogate) in it: the correction is not kept."
            ) from None

    def _say(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


def _mend(error: Unusable) -> str:
    if error.busy:
        return "is being written by another aka for too long (try again)"
    return f"cannot be written ({error})"


def kept_decisions(
    document: Document, path: Path | None = None
) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """The decisions that hold for a document, and sentences about what could not be read.

    Nothing is written; where there is no database, there are no decisions.
    """
    if not (path or default_path()).exists():
        return (), ()
    journal = Journal(document, path)
    entries = journal.read()
    journal.close()
    return active(entries)[0], tuple(journal.notices)
