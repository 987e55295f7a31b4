"""Cut off what is joined to a name by a hyphen: "pro-Beijing", "US-backed", "Turkish-led", "counter-ISIL"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.labels import is_name
from annotate.recognize.passes.boundaries import trim
from annotate.recognize.passes.context import Context, settle
from annotate.recognize.spans import Span

_PREFIX = "pro|anti|counter|non|ex|post|pre|mid|un|neo|former|then|self"
_prefix = re.compile(rf"(?:{_PREFIX})[-–](?=\w)", re.IGNORECASE).match
# A hyphen (after a space, where the text was badly set, or before a line's end) and a participle or the like;
# not "Kwok-hung".
_suffix = re.compile(
    r" ?[-–]\n?(?:[a-z]{2,}ed|[a-z]{4,}ing|led|run|held|born|made|built|bred|bound|style|era|wide|like|only"
    r"|friendly|free|rich|speaking|language|majority|minority|wing|area|days?|years?|hours?|members?)(?=$|[ ,.\-])"
).search


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Leave the name itself of each such compound."""
    return settle(context.text, (part for span in spans for part in _cut(context, span)))


def _cut(context: Context, span: Span) -> Iterator[Span]:
    text = context.text
    if not is_name(span.label) or not (
        "-" in text[span.start : span.end] or "–" in text[span.start : span.end]
    ):
        yield span
        return
    start, end = span.start, span.end
    if prefix := _prefix(text[start:end]):
        start += prefix.end()
        words = text[start:end].split()
        if len(words) > 1 and words[0][0].isupper() and not text[span.start].isupper():
            # "pro-Beijing New People's Party": the prefix belongs to the first word alone.
            end_of_first = start + len(words[0])
            yield span._replace(start=start, end=end_of_first)
            start = end_of_first
    if suffix := _suffix(text[start:end]):
        end = start + suffix.start()
    if trimmed := trim(text, start, end, span.label, cased=not context.is_uncased(start)):
        yield span if trimmed == span[:2] else span._replace(start=trimmed[0], end=trimmed[1])
