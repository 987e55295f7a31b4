"""One name has one label in one document of any language: that of most of its mentions, or the book's.

For English :mod:`annotate.recognize.passes.labels` does this, and hears the words beside the mentions too.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from annotate.labels import MISC, is_name
from annotate.names import surface
from annotate.recognize.passes.context import Context
from annotate.recognize.passes.gazetteer import label_of
from annotate.recognize.passes.labels import BOOK
from annotate.recognize.spans import Span


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Give all mentions of a name, as it is written, the label that has the most votes."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        if is_name(span.label):
            votes[_name(context, span)][span.label] += 1
    elected = {name: _elected(context, name, counts) for name, counts in votes.items()}
    return [
        span._replace(label=elected[_name(context, span)]) if is_name(span.label) else span for span in spans
    ]


def _name(context: Context, span: Span) -> str:
    return surface(context.text[span.start : span.end])


def _elected(context: Context, name: str, counts: Counter[str]) -> str:
    """The label with the most votes, of equals the first in the text; "some name or other" has none beside another."""
    known = label_of(context, name)
    told = Counter({label: count for label, count in counts.items() if label != MISC}) or counts
    label, most = told.most_common(1)[0]
    return known if known and most - told[known] < BOOK else label
