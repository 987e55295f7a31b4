""" "Mr X" is a person, and so is whoever has a title before the name."""

from __future__ import annotations

import re
from bisect import bisect_left

from annotate.recognize.passes.context import Context, put
from annotate.recognize.spans import Span
from annotate.resolve.words import TITLES

_CAP = r"[A-Z\u00c0-\u00de][\w’'-]*"
# After these a capitalised word is a name, even if the model did not see it.
_strong = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mister|Messrs|Dr|Prof|Sir|Madame|Mme|Mlle|Mademoiselle|Monsieur|Herr|Frau|Signor|Signora|Señor|Señora"
    r"|Aunt|Uncle|Captain|Capt|Colonel|Col|Lt|Sgt|Sergeant|Lady|Lord|Squire|Inspector|Professor|Doctor|Sheikh|Ayatollah"
    rf"|Gen|Sen|Rep|Gov|Rev)\b\.?[ \n](?=(({_CAP})(?:[ \n](?:{_CAP}|[A-Z]\.))*))"
).finditer
# After these a marked name is one of a person; the words may also stand before other names.
_weak = re.compile(
    r"\b(?:[Pp]resident|[Mm]inister|[Cc]hancellor|[Ss]enator|[Gg]overnor|[Ss]ecretary|[Cc]ongressman|[Ss]pokesman|[Ss]pokeswoman"
    r"|[Kk]ing|[Qq]ueen|[Pp]rince|[Pp]rincess|[Pp]ope|[Gg]eneral|[Mm]ajor|[Aa]mbassador|[Jj]udge|[Jj]ustice) "
).finditer
_NOT_PERSONS = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP", "EVENT", "LAW"})


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Mark the names after such titles, and make those that are marked persons."""
    text = context.text
    starts = {span.start: span for span in spans}
    new = []
    for match in _strong(text):
        start = match.start(1)
        if match[2].rstrip(".").lower() in TITLES:
            continue
        span = starts.get(start)
        if span is not None:
            new.append(span._replace(label="PERSON"))
            continue
        at = bisect_left(spans, (start,))
        free = at == len(spans) or spans[at].start >= match.end(2)
        if free and (at == 0 or spans[at - 1].end <= start) and context.block_at(start):
            new.append(Span(start, match.end(2), "PERSON", "rule"))
    for match in _weak(text):
        span = starts.get(match.end())
        if (
            span
            and span.label in _NOT_PERSONS
            and " " not in text[span.start : span.end]
            and not context.book.lookup(text[span.start : span.end])
        ):
            new.append(span._replace(label="PERSON"))
    return put(spans, {span.start: span for span in new}.values())
