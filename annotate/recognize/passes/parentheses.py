""" "Long Name (ABC)" is two mentions: the name, and its short form in the brackets.

The test of the short form is a relaxed Schwartz and Hearst (A simple algorithm for identifying abbreviation
definitions in biomedical text, PSB 2003): foreign acronyms (PKK) share no initials with what they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from annotate.recognize.passes.boundaries import trim
from annotate.recognize.passes.context import Context, put, settle
from annotate.recognize.spans import Span
from annotate.resolve.organisations import expansions

_short = re.compile(r"[ \n]?\(\s?[\"'“‘]?([^\W\d_][\w.&/’'-]{1,11})[\"'”’]?\s?(?=[);,])").match
_PLACES = frozenset({"GPE", "LOC", "FAC"})  # what an agency's name may stand behind: "PARIS, France (AP)"
_NAMED = frozenset({"ORG", "GPE", "LOC", "FAC", "EVENT", "NORP", "PRODUCT", "LAW", "WORK_OF_ART"})


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Split spans that run over a bracket, then mark the short form after each name that has one. A "person"
    whose short form is an organisation is one too, wherever it is named."""
    text = context.text
    apart = settle(text, (part for span in spans for part in _apart(context, span)))
    organisations = _organisations(text, apart)
    labelled = [
        span._replace(label="ORG") if text[span.start : span.end] in organisations else span for span in apart
    ]
    return put(labelled, list(_short_forms(text, labelled)))


def _apart(context: Context, span: Span) -> Iterator[Span]:
    """The parts of a span before, in and after a bracket."""
    text = context.text
    name = text[span.start : span.end]
    opening = name.find("(")
    if opening <= 0:
        yield span
        return
    closing = name.find(")", opening)
    closing = len(name) if closing < 0 else closing
    for start, end in ((0, opening), (opening + 1, closing), (closing + 1, len(name))):
        if any(char.isupper() for char in name[start:end]) and (
            trimmed := trim(text, span.start + start, span.start + end, span.label)
        ):
            yield span._replace(start=trimmed[0], end=trimmed[1])


def _organisations(text: str, spans: list[Span]) -> set[str]:
    """The "persons" with an organisation in the brackets behind that has their initials, as foreign parties are
    taken for: "Hareket Birlik Partisi (HBP)"."""
    return {
        text[name.start : name.end]
        for name, short in pairwise(spans)
        if (name.label, short.label) == ("PERSON", "ORG")
        and (match := _short(text, name.end))
        and match.span(1) == short[:2]
        and match[1].replace(".", "").lower() in expansions(text[name.start : name.end])
    }


def _short_forms(text: str, spans: list[Span]) -> Iterator[Span]:
    for span in spans:
        if span.label not in _NAMED or not (match := _short(text, span.end)):
            continue
        short = match[1]
        capitals = sum(char.isupper() for char in short)
        if (
            capitals >= 2
            and capitals * 2 >= sum(char.isalpha() for char in short)
            and short not in text[span.start : span.end]
            and not (span.label in _PLACES and short[0] not in _initials(text[span.start : span.end]))
        ):
            yield Span(*match.span(1), span.label, "rule")


def _initials(name: str) -> set[str]:
    return {word[0] for word in name.split()}
