"""Decisions made one after the other, undone and redone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from annotate.annotation import Annotation
from annotate.decisions import Decision
from annotate.edits.anchors import Places
from annotate.edits.log import Changes

if TYPE_CHECKING:
    from annotate.edits.workbench import Workbench


class Applied(NamedTuple):
    """An annotation with decisions made on it, and those of them that do not fit its text."""

    annotation: Annotation
    unfit: tuple[Decision, ...]


def apply(annotation: Annotation, decisions: Iterable[Decision]) -> Applied:
    """Make decisions on an annotation, in their order; those that it carries already are not made again.

    Anchors that do not stand where they say are looked for (see :func:`annotate.edits.anchors.reanchor`).
    """
    history = History(annotation, decisions)
    return Applied(history.annotation, history.unfit)


class _Step(NamedTuple):
    decision: Decision
    fitted: Decision | None  # with its anchors where they stand in this text; None when it does not fit there
    changes: Changes


class History:
    """A machine's annotation with the decisions of a person made on it.

    A decision that the annotation carries already is neither made twice nor can it be undone. One that does not fit the
    text is among those that are done all the same, so that a later text in which it fits has it again.
    """

    def __init__(self, base: Annotation, decisions: Iterable[Decision] = ()) -> None:
        self._undone: list[Decision] = []
        self._open(base, (), decisions)

    def _open(self, base: Annotation, carried: Iterable[Decision], decisions: Iterable[Decision]) -> None:
        self._base = base
        self._tools: Workbench | None = None
        self._places = Places(base.document.text)
        self._carried = dict.fromkeys(base.decisions)
        self._active = dict.fromkeys(base.decisions, 1)
        self._steps: list[_Step] = []
        self._annotation: Annotation | None = None
        for decision in carried:
            self._make(decision)
        self._first = len(self._steps)  # the steps before it cannot be undone
        self._carried.update(dict.fromkeys(carried))
        for decision in decisions:
            self._make(decision)

    @property
    def _bench(self) -> Workbench:
        """The annotation on the workbench; it goes there when something is decided, for that takes a while."""
        if self._tools is None:
            from annotate.edits.workbench import Workbench

            self._tools = Workbench(self._base)
        return self._tools

    @property
    def annotation(self) -> Annotation:
        """What there is now."""
        if self._annotation is None:
            self._annotation = self._bench.annotation(self._active) if self._steps else self._base
        return self._annotation

    @property
    def done(self) -> tuple[Decision, ...]:
        """The decisions that can be undone, as they were given, in their order."""
        return tuple(step.decision for step in self._steps[self._first :])

    @property
    def undone(self) -> tuple[Decision, ...]:
        """The decisions that can be redone, the next one last."""
        return tuple(self._undone)

    @property
    def unfit(self) -> tuple[Decision, ...]:
        """The decisions that do not fit the text."""
        return tuple(step.decision for step in self._steps if step.fitted is None)

    def do(self, decision: Decision) -> None:
        """Make a decision. What was undone can no longer be redone."""
        if self._make(decision):
            self._undone.clear()

    def undo(self) -> Decision | None:
        """Take the last decision back and return it; None when there is none."""
        if len(self._steps) == self._first:
            return None
        step = self._steps.pop()
        if step.fitted is not None:
            self._bench.undo(step.changes)
            self._active[step.fitted] -= 1
            if not self._active[step.fitted]:
                del self._active[step.fitted]
        self._undone.append(step.decision)
        self._annotation = None
        return step.decision

    def redo(self) -> Decision | None:
        """Make the decision again that was undone last and return it; None when there is none."""
        if not self._undone:
            return None
        decision = self._undone.pop()
        self._make(decision)
        return decision

    def rebase(self, base: Annotation) -> None:
        """Make everything that was decided on another annotation, such as a machine's new one. What the one before
        carried is made again too, where the new one does not carry it; it still cannot be undone."""
        self._open(base, tuple(self._carried), self.done)

    def _make(self, decision: Decision) -> bool:
        """Make a decision unless the annotation carries it already; whether it does not."""
        fitted = self._places.refit(decision)
        if self._carried and (decision in self._carried or fitted in self._carried):
            return False
        changes: Changes = []
        if fitted is not None:
            from annotate.edits.making import make  # most texts are read without a decision

            make(self._bench, fitted)
            changes = self._bench.cut()
            self._active[fitted] = self._active.get(fitted, 0) + 1
        self._steps.append(_Step(decision, fitted, changes))
        self._annotation = None
        return True
