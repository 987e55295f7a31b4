"""Review: what the machine is least sure of, as questions that a person answers with yes or no.

Everything here is pure. Spans are ``(start, end)`` in code points of the document's text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotate.annotation import Annotation
from annotate.decisions import Add, Apart, Batch, Confirm, Decision, Delete, Merge, Move, Reject, Relabel
from annotate.query import Index
from annotate.recognize.confidence import CERTAIN
from annotate.review.item import KINDS, Item
from annotate.review.links import linked, suggested
from annotate.review.mentions import labels, odd_labels, spans

__all__ = ["KINDS", "Item", "Progress", "above", "accept_all", "odd_labels", "progress", "queue"]


class Progress(NamedTuple):
    """How many questions were answered, and how many there are with those that were not."""

    decided: int
    total: int


def queue(index: Index, *, below: float = CERTAIN) -> tuple[Item, ...]:
    """What to ask a person: links, then labels, then spans, the least certain first.

    What the machine is sure of to ``below`` is not asked about, also where it is sure of a no: that a people is not its
    country, say, which the card shows all the same. Nothing that a person has decided is asked again.

    The bound is that of the mentions for links too: on the development sets (:mod:`annotate.resolve.calibration`) 300
    of the 1,520 links with a score are below it, and among these are 32 of the 39 that are wrong. One in nine, that is
    worth the reading; of those above it is one in 174.
    """
    items = [*suggested(index, below), *linked(index, below), *labels(index), *spans(index, below)]
    return tuple(sorted(items, key=lambda item: (KINDS.index(item.kind), item.certainty, item.spans)))


def progress(annotation: Annotation, items: Sequence[Item]) -> Progress:
    """How far the review has come: the decisions in the annotation that settle a question, and the queue's
    length."""
    decided = sum(map(_settling, annotation.decisions))
    return Progress(decided, decided + len(items))


def above(items: Iterable[Item], score: float) -> tuple[Item, ...]:
    """The items to accept when all above a score, and with just that, are to be. Where one name would so become
    part of two entities that it may belong to, neither link is among them."""
    fitting = [item for item in items if item.score is not None and item.score >= score]
    rivals = Counter(item.subject for item in fitting)
    return tuple(item for item in fitting if not item.subject or rivals[item.subject] == 1)


def accept_all(items: Iterable[Item], when: str) -> Batch:
    """One decision that accepts these items."""
    return Batch(when=when, decisions=tuple(item.accept(when) for item in items))


def _settling(decision: Decision) -> int:
    """How many questions a decision settles."""
    if isinstance(decision, Batch):
        return sum(map(_settling, decision.decisions))
    return isinstance(decision, Merge | Move | Apart | Relabel | Add | Delete | Confirm | Reject)
