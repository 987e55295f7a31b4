"""The dateline of a news agency: "RAQQA, Syria (Reuters) -" names one or two places, or none, and the agency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.recognize.passes.context import Context, put
from annotate.recognize.spans import Span

_city = r"[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}"
_country = r"[A-Z][\w.]+(?: [A-Z][\w.]+){0,2}"
_date = r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)(?:, \d{4})?"
_agency = r"\((?P<agency>[A-Z][\w ]{1,30})\)"
_dateline = re.compile(
    rf"(?P<city>{_city})(?:, (?P<country>{_country}))?"
    rf"(?:(?: ?/ ?|; | and |, and )(?P<other>{_city})(?:, (?P<another>{_country}))?)?"
    rf"(?:,? {_date})?(?: ?{_agency})? ?(?:--?|[–—:]) "
).match
_without_place = re.compile(rf"(?:{_date} )?{_agency} ?(?:--?|[–—]) ").match


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Mark the places and the agency of a dateline; no other name begins before it ends."""
    found: list[Span] = []
    for end, named in _datelines(context):
        found += named
        spans = [
            span._replace(start=end) if named[0].start <= span.start < end < span.end else span
            for span in spans
        ]
    return put(spans, found)


def _datelines(context: Context) -> Iterator[tuple[int, list[Span]]]:
    for block in context.blocks:
        if block.kind == "boilerplate":
            continue
        if match := _without_place(context.text, block.start, block.end):
            if any(hit.entry.label == "ORG" for hit in context.book.lookup(match["agency"])):
                yield match.end(), [Span(*match.span("agency"), "ORG", "rule")]
            continue
        if not (match := _dateline(context.text, block.start, block.end)):
            continue
        certain = match["country"] or match["agency"] or match[0].rstrip()[-1] in "–—-"
        if not certain or context.lexicon.is_plain(match["city"].lower()):
            continue  # "UPDATE: ", "NOTE - "
        labels = {"city": "GPE", "other": "GPE", "country": "GPE", "another": "GPE", "agency": "ORG"}
        yield (
            match.end(),
            [Span(*match.span(group), label, "rule") for group, label in labels.items() if match[group]],
        )
