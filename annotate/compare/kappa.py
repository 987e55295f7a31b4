"""Agreement on tokens beyond chance: Cohen's kappa (1960)."""

from __future__ import annotations

import re
from collections import Counter

from annotate.compare.marked import Marked
from annotate.compare.spans import Markings, counts, group, overlap

_tokens = re.compile(r"\w+|[^\w\s]").finditer
_NONE = "no name"
_ANY = "any name"

Pairs = Counter[tuple[str, str]]
"""How often a token has one label in the gold and another in the prediction."""


def token_labels(gold: Marked, every: Markings, predicted: Markings) -> Pairs:
    """The labels that both sides give each token of a text; those that the gold leaves open are left out."""
    optional = [span for span, marking in every.items() if marking.optional]
    ours, theirs = _by_character(gold.text, predicted), _by_character(gold.text, every)
    pairs: Pairs = Counter()
    for token in _tokens(gold.text):
        span = token.span()
        if not counts(gold, span[0]) or (
            span[0] in theirs and any(overlap(span, other) for other in optional)
        ):
            continue
        right, said = theirs.get(span[0], _NONE), ours.get(span[0], _NONE)
        pairs[(said if right == _ANY and said != _NONE else right), said] += 1
    return pairs


def _by_character(text: str, markings: Markings) -> dict[int, str]:
    labels: dict[int, str] = {}
    for (start, end), marking in markings.items():
        for place in range(start, min(end, len(text))):
            labels.setdefault(place, group(marking.label) or _ANY)
    return labels


def kappa(pairs: Pairs) -> float:
    """Cohen's kappa: 1 is full agreement (or nothing to disagree about), 0 is what chance gives."""
    total = pairs.total()
    if not total:
        return 1.0
    observed = sum(number for (one, other), number in pairs.items() if one == other) / total
    one, other = _totals(pairs, 0), _totals(pairs, 1)
    chance = sum(one[label] * other[label] for label in one) / total**2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def _totals(pairs: Pairs, side: int) -> Counter[str]:
    totals: Counter[str] = Counter()
    for labels, number in pairs.items():
        totals[labels[side]] += number
    return totals
