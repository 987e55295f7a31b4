"""A problem: what the doctor says of one thing that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from annotate.decisions import Decision
from annotate.text import one_line

Kind = Literal["stale", "overlap", "two entities", "two labels", "alias book", "decision"]
KINDS: tuple[Kind, ...] = ("stale", "overlap", "two entities", "two labels", "alias book", "decision")
Extent = tuple[int, int]


class Problem(NamedTuple):
    """One thing that is wrong.

    ``spans`` is where, half open, in code points of the text, the first to go to; it may be nowhere. ``remedy``
    says what mends it, in words ("merge A into B"), and is empty where only a person can tell. ``fix`` makes the
    decision that does so, given its time (ISO 8601 in UTC); what is stale needs none, it is put right when the
    annotation is read (:func:`annotate.check.mend`).
    """

    kind: Kind
    sentence: str
    spans: tuple[Extent, ...]
    remedy: str = ""
    fix: Callable[[str], Decision] | None = None


def quoted(text: str) -> str:
    """A name of the text in a sentence: on one line, in quotation marks."""
    return f"“{one_line(text)}”"
