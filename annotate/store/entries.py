"""The entries of a journal: what its lines mean, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from annotate.decisions import Decision
from annotate.store.corrections import Row, Verb

_DECISION = msgspec.json.Decoder(Decision)


class Entry(NamedTuple):
    """One line of the journal: its number, and the decision where something was decided."""

    number: int
    verb: Verb
    decision: Decision | None


def active(entries: Iterable[Entry]) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    """The decisions that hold after these entries, in order, and those undone, of which the last is redone first.

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


class Understanding:
    """What lines mean that are read one after the other. Where a decision is lost, so are its undoing and redoing.

    ``lost`` counts the lines that could not be read.
    """

    def __init__(self) -> None:
        self.lost = 0
        self._done: list[int] = []
        self._undone: list[int] = []

    def about(self, verb: Verb) -> int | None:
        """The number of the decision that the next undo or redo is of."""
        numbers = {"do": [], "undo": self._done, "redo": self._undone}[verb]
        return numbers[-1] if numbers else None

    def entry(self, row: Row) -> Entry | None:
        """The entry of the next line; None when it cannot be read, or is about one that could not."""
        match row.verb:
            case "do":
                return self._do(row)
            case "undo":
                moved = _move(row.about, self._done, self._undone)
            case "redo":
                moved = _move(row.about, self._undone, self._done)
            case _:
                self.lost += 1
                return None
        return Entry(row.number, row.verb, None) if moved else None

    def _do(self, row: Row) -> Entry | None:
        try:
            decision = _DECISION.decode(row.decision or b"")
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self.lost += 1
            return None
        self._done.append(row.number)
        self._undone.clear()
        return Entry(row.number, row.verb, decision)


def _move(number: int | None, source: list[int], target: list[int]) -> bool:
    """Move a number that is the last of one list to another; one that was about nothing stays about nothing."""
    if number is None:
        return not source
    if source[-1:] != [number]:
        return False
    target.append(source.pop())
    return True
