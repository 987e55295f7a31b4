"""Precision, recall and F1, with what they are made of."""

from __future__ import annotations

from typing import NamedTuple


class Tally(NamedTuple):
    """How much of what was predicted is right, and how much of the gold was found; tallies add up.

    For most measures both numerators are the same count; MUC, B3 and CEAF-e count each side for itself.
    """

    right: float = 0
    predicted: float = 0
    found: float = 0
    gold: float = 0

    @property
    def precision(self) -> float:
        """The right part of what was predicted; 0 when there was nothing."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The found part of the gold; 0 when there was nothing."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def plus(self, other: Tally) -> Tally:
        """The tally of both together."""
        return Tally(*(one + another for one, another in zip(self, other, strict=True)))


def count(right: int, predicted: int, gold: int) -> Tally:
    """The tally of a measure that counts the same things on both sides."""
    return Tally(right, predicted, right, gold)
