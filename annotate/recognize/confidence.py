"""How likely a mention is right, its span and its label: what ``Mention.score`` means.

A logistic regression (Platt 1999) on five things: how sure the recogniser is of the span that it found there, whether
it found none, whether a pass or the sieve gave another label, whether the book has the name with that label, and how
often the document has the entity. It was fitted on gold that neither the network nor its passes had seen, with a
network trained for it without that gold (``training/confidence.py``, whose README has the figures). What changed in a
span's extent says nothing, so it does not count.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from annotate.annotation import Mention
from annotate.book import Book
from annotate.labels import is_name
from annotate.recognize.spans import Span

CERTAIN = 0.95
"""Mentions with a score from here on need no review."""

WEIGHTS = (0.14, 0.64, -1.52, -0.34, 1.20, 0.30)
"""What each of the :func:`features` counts, in log odds."""

_SUREST = 0.9999  # a network that says more than this knows no more
_KNOWN = frozenset({"alias", "former"})


def scored(mentions: Sequence[Mention], spans: Sequence[Span], book: Book) -> tuple[Mention, ...]:
    """The mentions of a document with their scores, given the model's own spans of it; both are sorted by start.

    Dates and numbers have none, and nothing has where the model does not say how sure it is.
    """
    if not any(span.score is not None for span in spans):
        return tuple(mentions)
    return tuple(
        mention if found is None else replace(mention, score=round(probability(found), 3))
        for mention, found in zip(mentions, features(mentions, spans, book), strict=True)
    )


def probability(found: Sequence[float]) -> float:
    """The probability that goes with :func:`features`."""
    return 1 / (1 + math.exp(-sum(map(float.__mul__, WEIGHTS, found))))


def features(
    mentions: Sequence[Mention], spans: Sequence[Span], book: Book
) -> Iterator[tuple[float, ...] | None]:
    """What speaks for each mention: 1, the log odds of the least sure of the model's spans that it overlaps, and, as 0
    or 1, that there is none, that none has its label, that the book has the name with the label; last, the logarithm
    of the number of its entity's mentions. None for a date or a number."""
    counts = Counter(mention.entity for mention in mentions)

    @cache
    def known(name: str, label: str) -> bool:
        return any(
            label == ("NORP" if hit.role == "people" else hit.entry.label)
            for hit in book.lookup(name)
            if hit.role in _KNOWN or hit.role == "people"
        )

    for mention, over in zip(mentions, _overlapping(mentions, spans), strict=True):
        if not is_name(mention.label):
            yield None
            continue
        sure = min((span.score for span in over if span.score is not None), default=0.5)
        yield (
            1.0,
            _log_odds(sure),
            float(not over),
            float(bool(over) and all(span.label != mention.label for span in over)),
            float(known(mention.text, mention.label)),
            math.log(counts[mention.entity]),
        )


def _overlapping(mentions: Iterable[Mention], spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The spans (free of overlaps) that share text with each mention."""
    at = 0
    for mention in mentions:
        while at < len(spans) and spans[at].end <= mention.start:
            at += 1
        over = []
        for number in range(at, len(spans)):
            if spans[number].start >= mention.end:
                break
            over.append(spans[number])
        yield over


def _log_odds(share: float) -> float:
    share = min(max(share, 1 - _SUREST), _SUREST)
    return math.log(share / (1 - share))
