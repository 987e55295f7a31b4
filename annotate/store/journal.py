"""The journal: what was decided for a document, each decision on the disk before it is shown.

It is a record that only grows, in which undo and redo are entries too. Several processes may write it at once, and all
read it in one and the same order.
"""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from annotate.annotation import Document
from annotate.decisions import Decision
from annotate.edits.anchors import Places
from annotate.errors import CannotKeep
from annotate.store import corrections, lineage
from annotate.store.corrections import Row, Verb
from annotate.store.database import Database, Unusable, default_path
from annotate.store.entries import Entry, Understanding, active
from annotate.store.memory import MEMORY
from annotate.text import one_line

_PATIENCE = 5.0  # seconds to wait for another process that writes; afterwards the person is told


class Journal:
    """The journal of one document, which is found by its text, or else by its file, as an edited version of it.

    ``path`` is the database's file, by default the user's. One thread at a time may use a journal. ``notices`` has a
    sentence for each thing that a person should know; more may come with each call.
    """

    def __init__(self, document: Document, path: Path | None = None) -> None:
        self._document, self._file = document, lineage.real_path(document.source)
        self._database = Database(path or default_path(), MEMORY, careful=True, patience=_PATIENCE)
        self.notices = self._database.notices
        self._lineage: str | None = None
        self._strange: str | None = None  # the lineage of a text at the same path that is not this one's
        self._rows: list[Row] = []
        self._openings = 0
        self._meaning = Understanding()
        self._unread: list[Entry] = []

    def read(self) -> list[Entry]:
        """The entries since the last that were read or appended, by whatever process; at first all.

        Where the database cannot be read, none and a notice. Raises BadStore for that of a newer version.
        """
        try:
            known, trouble = self._database.read(self._catch_up)
            if trouble and not trouble.busy:
                self._say(f"{self._database.path} cannot be written ({trouble}): no corrections can be kept.")
            elif not (known or trouble):
                with contextlib.suppress(Unusable):  # or else with the next correction
                    self._database.write(self._join)
        except Unusable as error:
            self._say(f"{self._database.path} cannot be read ({error}): earlier corrections are not shown.")
        return self._take()

    def append(self, verb: Verb, decision: Decision | None = None) -> list[Entry]:
        """Write an entry, which is on the disk when this returns; gives what :meth:`read` would, with it as the last.

        ``decision`` is what is done, and None for an undo or a redo. Raises CannotKeep, and then nothing is
        written; once the cause is gone, the next call succeeds. Raises BadStore as :meth:`read` does.
        """
        made = datetime.now(UTC).isoformat(timespec="microseconds")
        packed = None if decision is None else _packed(decision)

        def write(connection: sqlite3.Connection) -> Row:
            self._catch_up(connection)
            owner = self._join(connection)
            if self._openings != self._database.openings:  # another file may have taken the place of ours
                corrections.restore(connection, self._rows)
            row = Row(
                owner, self._last + 1, self._document.sha256, made, verb, self._meaning.about(verb), packed
            )
            corrections.add(connection, row)
            return row

        try:
            row = self._database.write(write)
        except Unusable as error:
            raise CannotKeep(
                f"The correction is not kept, for {self._database.path} cannot be written ({error}). "
                "Once it can, make it again."
            ) from None
        self._openings, self._lineage = self._database.openings, row.lineage
        self._accept(row)
        return self._take()

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    @property
    def _last(self) -> int:
        return self._rows[-1].number if self._rows else 0

    def _catch_up(self, connection: sqlite3.Connection) -> bool:
        """Accept what has come since the last time; whether the database knows all of this document."""
        if not self._rows:
            self._openings = self._database.openings
        if self._lineage is None:
            self._lineage = self._find(connection)
        if self._lineage is None:
            return True
        lost = self._meaning.lost
        for row in corrections.since(connection, self._lineage, self._last):
            self._accept(row)
        if lost := self._meaning.lost - lost:
            self._say(f"{lost} of this text's corrections in {self._database.path} cannot be read: left out.")
        return lineage.is_known(connection, self._document.sha256, self._file)

    def _find(self, connection: sqlite3.Connection) -> str | None:
        """The lineage of the document, if it has any."""
        found = lineage.by_text(connection, self._document.sha256)
        if found or self._file is None:
            return found
        found = lineage.by_path(connection, self._file)
        if found is None or found == self._strange:
            return None
        meaning = Understanding()
        entries = [meaning.entry(row) for row in corrections.since(connection, found, 0)]
        decisions, _ = active(entry for entry in entries if entry)
        places = Places(self._document.text)
        if any(places.refit(decision) for decision in decisions):
            return found
        self._strange = found
        if decisions:
            self._say(
                f"{one_line(self._document.source)} has another text now: none of the {len(decisions)} corrections "
                "of its former text fits, and they are left out."
            )
        return None

    def _join(self, connection: sqlite3.Connection) -> str:
        """Have the database know this document, as a new lineage if it is of none; gives the lineage."""
        owner = self._lineage or self._document.sha256
        lineage.join(connection, owner, self._document.sha256, self._file)
        return owner

    def _accept(self, row: Row) -> None:
        self._rows.append(row)
        entry = self._meaning.entry(row)
        if entry is not None:
            self._unread.append(entry)

    def _take(self) -> list[Entry]:
        taken, self._unread = self._unread, []
        return taken

    def _say(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


def kept_decisions(
    document: Document, path: Path | None = None
) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """The decisions that hold for a document, and sentences about what could not be read.

    Where there is no database, there are no decisions, and none is made.
    """
    if not (path or default_path()).exists():
        return (), ()
    journal = Journal(document, path)
    try:
        decisions, _ = active(journal.read())
    finally:
        journal.close()
    return decisions, tuple(journal.notices)


def _packed(decision: Decision) -> bytes:
    try:
        return msgspec.json.encode(decision)
    except UnicodeEncodeError:
        raise CannotKeep(
            "The text there has half of a character (a lone surrogate) in it: the correction is not kept."
        ) from None
