"""One span over two names becomes two: "Raqqa but USA", "Nathan Law of Demosisto", "U.S.-Iraq", "Erdogan
Putin"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from annotate.labels import is_name
from annotate.names import word_set
from annotate.recognize.passes.boundaries import trim
from annotate.recognize.passes.context import Context, form, settle
from annotate.recognize.passes.gazetteer import label_of
from annotate.recognize.spans import Span
from annotate.sources.blocks import MARGIN

_margin = re.compile(rf"\n{MARGIN}")
_names = re.compile(r"\S+").finditer
# Lower-case words that stand inside names; any other divides two.
_INSIDE = word_set(
    """of and for the in on at to by with from a an de la le les du des di da do dos das del della y e et en
    und der die das von van zu al el ul ar as ash az ad an at es ed ez ur bin ibn abu ben o upon sur am an
    vs v or nor not is are"""
)
_TITLED = frozenset({"WORK_OF_ART", "EVENT", "LAW", "PRODUCT"})  # sentences may be their names
# A full stop that ends a sentence: behind a long word without a capital inside it.
_stops = re.compile(r"[^\W\d_][a-zà-ÿ]{4,}[.!?]").fullmatch
_pair = re.compile(r"([^\s–-]+)[–-]([^\s–-]+)").fullmatch


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Divide every span that the text or the rest of the document shows to be two names."""
    surnames: dict[str, set[str]] = defaultdict(set)
    for span in spans:
        words = context.text[span.start : span.end].split()
        if span.label == "PERSON" and len(words) > 1:
            surnames[form(words[-1])].add(form(words[0]))
    parts = (part for span in spans for part in _divided(context, span, surnames))
    return settle(context.text, parts)


def _divided(context: Context, span: Span, surnames: dict[str, set[str]]) -> Iterator[Span]:
    cased = is_name(span.label) and not context.is_uncased(span.start)
    cuts = list(_cuts(context, span, surnames)) if cased else []
    if not cuts:
        yield span
        return
    start = span.start
    for stop, onward in [*cuts, (span.end, span.end)]:
        if trimmed := trim(context.text, start, stop, span.label):
            name = context.text[slice(*trimmed)]
            if any(char.isupper() for char in name):
                yield span._replace(
                    start=trimmed[0], end=trimmed[1], label=label_of(context, name) or span.label
                )
        start = onward


def _cuts(context: Context, span: Span, surnames: dict[str, set[str]]) -> Iterator[tuple[int, int]]:
    """Where to cut: the end of one name and the beginning of the next."""
    name = context.text[span.start : span.end]
    if "\n" in name:
        name = _margin.sub(lambda match: " " * len(match[0]), name)
    words = [(match[0], span.start + match.start(), span.start + match.end()) for match in _names(name)]
    if len(words) == 1:
        if (pair := _pair(name)) and label_of(context, pair[1]) and label_of(context, pair[2]):
            yield span.start + pair.end(1), span.start + pair.start(2)
        return
    if span.label in _TITLED:
        return
    for index, (word, _, end) in enumerate(words[:-1]):
        if _stops(word) and words[index + 1][0][0].isupper():
            yield end - 1, words[index + 1][1]
            return
    for index, (word, _, end) in enumerate(words[1:-1], 1):
        before = words[index - 1][0]
        divides = word.isalpha() and word.islower() and word not in _INSIDE
        article = word == "the" and before[0].isupper() and span.label != "PERSON"
        person_of = word == "of" and span.label == "PERSON" and index > 1
        sign = word in ("/", "|", "•") or (word in ("-", "–", "—") and span.label not in ("ORG", "FAC"))
        if divides or article or person_of or sign:
            yield words[index - 1][2], end + 1
    first, last = form(words[0][0]), form(words[-1][0])
    if (
        span.label == "PERSON"
        and len(words) == 2
        and surnames.get(first)
        and surnames[last] - {first}
        and context.text.count(name) == 1
    ):
        yield words[0][2], words[1][1]
