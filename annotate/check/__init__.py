"""The doctor: what is wrong in an annotation, and what would mend it.

Everything here is pure but :func:`read`. An annotation may be looked at whose offsets do not fit its text, which no
other room of aka lets in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from annotate.annotation import Annotation
from annotate.book import Book
from annotate.check import against_book, labels, names, overlaps, stale
from annotate.check.bearers import Bearers
from annotate.check.problem import KINDS, Kind, Problem
from annotate.check.reading import read
from annotate.check.stale import mend
from annotate.decisions import Decision
from annotate.edits import apply, describe
from annotate.labels import every
from annotate.query import Index

__all__ = ["Checkup", "Kind", "Problem", "check_up", "fixed", "mend", "problems", "read", "unfit"]


class Checkup(NamedTuple):
    """What was found: the annotation, as far as it is put right without asking (its offsets fit, and the decisions
    that were kept for it are applied), and the problems that it has or had before that."""

    annotation: Annotation
    problems: tuple[Problem, ...]


def check_up(annotation: Annotation, book: Book | None = None, kept: Iterable[Decision] = ()) -> Checkup:
    """Look for all that is wrong in an annotation, and in what a person decided for its text (``kept``).

    The problems come kind by kind, each in the order of the text. Without a ``book`` nothing is held against one.
    """
    mended = mend(annotation)
    whole, lost = apply(mended.annotation, kept)
    found = [*stale.problems(annotation, mended), *problems(whole, book), *unfit(lost)]
    return Checkup(whole, tuple(sorted(found, key=_place)))


def problems(annotation: Annotation, book: Book | None = None) -> tuple[Problem, ...]:
    """What is wrong in an annotation whose offsets fit its text."""
    bearers = Bearers(Index(annotation), book or Book())
    all_of_it = Index(annotation, shows=every)
    found = [
        *overlaps.problems(all_of_it),
        *names.problems(bearers),
        *labels.problems(all_of_it),
        *against_book.problems(bearers),
    ]
    return tuple(sorted(found, key=_place))


def unfit(decisions: Iterable[Decision]) -> tuple[Problem, ...]:
    """The decisions that no longer fit a text (:attr:`annotate.edits.Applied.unfit`), as problems."""
    return tuple(
        Problem("decision", f"It no longer fits the text that you {describe(decision)}.", ())
        for decision in decisions
    )


def fixed(checkup: Checkup, when: str) -> Annotation:
    """The annotation with each problem's fix applied, as decisions made ``when`` (ISO 8601 in UTC)."""
    fixes = [problem.fix(when) for problem in checkup.problems if problem.fix]
    return apply(checkup.annotation, fixes).annotation


def _place(problem: Problem) -> tuple[object, ...]:
    return KINDS.index(problem.kind), problem.spans
