"""A question of the review: what it asks, why, where, and what a yes and a no decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from annotate.annotation import Mention
from annotate.decisions import Decision

Kind = Literal["link", "label", "span"]
KINDS: tuple[Kind, ...] = ("link", "label", "span")
Extent = tuple[int, int]
Maker = Callable[[str], Decision]
"""From the time of a decision (ISO 8601 in UTC) to the decision."""


class Item(NamedTuple):
    """One question.

    ``score`` is how likely "yes" is right (None: nobody knows), ``certainty`` how likely what the machine did is:
    of a link that it only suggests it holds that it is none. ``spans`` is where the name stands that is asked
    about, in the order of the text; for a link ``beside`` is where the other name does. ``accept`` and ``reject``
    make the decision of a yes and of a no. ``stands`` says of a link how it is now, "linked" or "suggested".
    ``subject`` is the same for questions of which one at most can be answered with yes.
    """

    kind: Kind
    question: str
    evidence: str
    score: float | None
    certainty: float
    spans: tuple[Extent, ...]
    beside: tuple[Extent, ...]
    accept: Maker
    reject: Maker
    stands: str = ""
    subject: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What tells the question from others, also when the queue is made anew."""
        return self.kind, self.question, self.spans


def is_open(mention: Mention) -> bool:
    """Whether no person has said anything about a mention."""
    return mention.state == "suggested" and mention.by != "reader"


def extents(mentions: Iterable[Mention]) -> tuple[Extent, ...]:
    """Where mentions stand."""
    return tuple((mention.start, mention.end) for mention in mentions)
