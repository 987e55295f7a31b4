"""How likely a link is right: what every score in the evidence means.

Measured on the four development sets (news, reports, novels; 817 documents, their mentions given) with
``python tests/benchmarks/bench_calibration.py GOLD ...``: of n links of a rule r were right, which counts as
(r + 1) / (n + 2). Where they have too few (former names, the same words, suggestions on bare names), pairs of
names are counted too. Rules that rest on knowledge or on the text itself (same name, alias book, text) are
nearly always right and have no score.
"""

from __future__ import annotations

from rapidfuzz import fuzz

LINKED = {
    "former name": 0.84,
    "initials of": 0.92,
    "same without": 0.84,
    "same words": 0.9,
    "members of": 0.88,
    "plural of": 0.92,
    "singular of": 0.86,
    "first name of": 0.92,
    "nickname of": 0.82,
    "surname of": 0.99,
    "part of": 0.95,
    "short for": 0.85,
}
"""From a rule to the share of its links that are right."""

SPELLING = ((0.9, 0.95), (0.0, 0.9))
"""The same for other spellings: for names at least so alike (rapidfuzz's ratio), the share that is right."""

SUGGESTED = {
    "alias book": 0.2,
    "often stands for": 0.01,
    "people of": 0.01,
    "first name of": 0.77,
    "members of": 0.33,
    "surname of": 0.29,
    "short for": 0.26,
    "spelling": 0.1,
}
"""The same for links that are only suggested. (A capital often stands for its government; in the sets it is
still the city.)"""

RIVALS = {2: 0.5, 3: 0.25}
"""The same for a short form of several names in the document, two or more."""


def linked(rule: str) -> float | None:
    """The score of a link of this rule; None for what needs none."""
    return LINKED.get(rule)


def spelling(one: str, other: str) -> float:
    """The score of a link between two names (keys) of which one is held for another spelling of the other."""
    alike = fuzz.ratio(one, other) / 100
    return next(score for least, score in SPELLING if alike >= least)


def suggested(rule: str, rivals: int = 1) -> float | None:
    """The score of a suggestion of this rule to one of so many entities that the name may stand for."""
    return RIVALS[min(rivals, max(RIVALS))] if rivals > 1 else SUGGESTED.get(rule)
