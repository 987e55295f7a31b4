"""One span over two names becomes two: "Raqqa but USA", "Nathan Law of Demosisto", "U.S.-Iraq", "Erdogan
Putin"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

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
_possessive = re.compile(r"['’]s$|(?<=s)['’]$").search
_pair = re.compile(r"([^\s–-]+)[–-]([^\s–-]+)").fullmatch


class _Known(NamedTuple):
    """What the document says about names: the given names of its persons by their surname, the labels of
    whole spans."""

    surnames: dict[str, set[str]]
    labels: dict[str, str]


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Divide every span that the text or the rest of the document shows to be two names."""
    known = _Known(defaultdict(set), {})
    for span in spans:
        name = context.text[span.start : span.end]
        words = name.split()
        if is_name(span.label):
            known.labels.setdefault(name, span.label)
        if span.label == "PERSON" and len(words) > 1:
            known.surnames[form(words[-1])].add(form(words[0]))
    parts = (part for span in spans for part in _divided(context, span, known))
    return settle(context.text, parts)


def _divided(context: Context, span: Span, known: _Known) -> Iterator[Span]:
    cased = is_name(span.label) and not context.is_uncased(span.start)
    cuts = list(_cuts(context, span, known)) if cased else []
    if not cuts:
        yield span
        return
    start = span.start
    for stop, onward in [*cuts, (span.end, span.end)]:
        if trimmed := trim(context.text, start, stop, span.label):
            name = context.text[slice(*trimmed)]
            if any(char.isupper() for char in name):
                # A person's surname is a person, whatever else the model took it for.
                surname = span.label == "PERSON" and form(name) in known.surnames
                label = "PERSON" if surname else label_of(context, name) or known.labels.get(name, span.label)
                yield span._replace(start=trimmed[0], end=trimmed[1], label=label)
        start = onward


def _cuts(context: Context, span: Span, known: _Known) -> Iterator[tuple[int, int]]:
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
        persons = span.label == "PERSON" and (
            (word == "and" and len(words) > 3) or (word == "&" and 1 < index < len(words) - 2)
        )  # "Bill and Hillary Clinton"; "Sullivan & Cromwell" is one name
        sign = word in ("/", "|", "•") or (word in ("-", "–", "—") and span.label not in ("ORG", "FAC"))
        if divides or article or person_of or persons or sign:
            yield words[index - 1][2], end + 1
    for (word, _, end), (_, start, _) in pairwise(words):
        if (possessive := _possessive(word)) and _are_two(
            context,
            known,
            context.text[span.start : end - len(possessive[0])],
            context.text[start : span.end],
        ):
            yield end, start
    if span.label == "NORP":  # "Syrian Kurds": each people is a mention of its own
        for (word, _, end), (following, start, _) in pairwise(words):
            if label_of(context, word) == label_of(context, following) == "NORP":
                yield end, start
        return
    first, last = form(words[0][0]), form(words[-1][0])
    if (
        span.label == "PERSON"
        and len(words) == 2
        and known.surnames.get(first)
        and known.surnames[last] - {first}
        and context.text.count(name) == 1
    ):
        yield words[0][2], words[1][1]


def _are_two(context: Context, known: _Known, owner: str, owned: str) -> bool:
    """Whether "Alphabet's Google" are two names, and not one as "McDonald's Corporation" or "St. John's Wood".

    Both must be names by themselves, for the book or elsewhere in the document ("Lynde's Hollow" is one,
    though people call it the Hollow); whatever a country is said to own has a name of its own. A name that
    the book has as a whole is one.
    """
    book = context.book
    if book.lookup(f"{owner}'s {owned}") or not owned[0].isupper():
        return False
    if any(hit.entry.kind == "country" and hit.role == "alias" for hit in book.lookup(owner)):
        return True
    if not (owner in known.labels or _is_in_book(context, owner)):
        return False
    return _is_in_book(context, owned) or (
        owned in known.labels and not context.lexicon.is_word(owned.lower())
    )


def _is_in_book(context: Context, name: str) -> bool:
    return any(hit.role != "not" for hit in context.book.lookup(name))
