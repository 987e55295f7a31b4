"""What a person has decided on a document: the journal's order of it, and the annotation that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotate.annotation import Annotation
from annotate.decisions import Decision
from annotate.edits import History
from annotate.store import Entry, active


class Change(NamedTuple):
    """What an entry did: a decision, which it made (again) or undid."""

    decision: Decision
    undone: bool


class Record:
    """The entries of the journal, made on a machine's annotation.

    The journal may hold what the annotation carries already (a copy that was saved after it). That is in its order of
    undoing, but not in the ``history``, which cannot undo it.
    """

    def __init__(self, base: Annotation) -> None:
        self.history = History(base)
        self._done: list[Decision] = []
        self._undone: list[Decision] = []

    @property
    def can_undo(self) -> bool:
        """Whether the last correction can be undone: the annotation that was opened does not carry it."""
        return bool(self._done) and self.history.done[-1:] == (self._done[-1],)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone correction to be made again."""
        return bool(self._undone)

    def replay(self, entries: Sequence[Entry]) -> list[Change]:
        """Take in entries, oldest first, and tell what they did."""
        if self._done or self._undone:
            said = [self._replay(entry) for entry in entries]
        else:  # at first only what still holds is made
            done, undone = active(entries)
            said = [self._replay(Entry(0, "do", decision)) for decision in (*done, *reversed(undone))]
            said += [self._replay(Entry(0, "undo", None)) for _ in undone]
        return [change for change in said if change is not None]

    def _replay(self, entry: Entry) -> Change | None:
        match entry.verb:
            case "do" if entry.decision is not None:
                self.history.do(entry.decision)
                self._done.append(entry.decision)
                self._undone.clear()
                return Change(entry.decision, False)
            case "undo" if self._done:
                decision = self._done.pop()
                if self.history.done[-1:] == (decision,):
                    self.history.undo()
                self._undone.append(decision)
                return Change(decision, True)
            case "redo" if self._undone:
                decision = self._undone.pop()
                if self.history.undone[-1:] == (decision,):
                    self.history.redo()
                self._done.append(decision)
                return Change(decision, False)
        return None
