"""A person who has been named in full is found by the surname alone, and a surname is a person's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotate.labels import is_name
from annotate.names import word_set
from annotate.recognize.passes.context import Context, add, forms, put
from annotate.recognize.passes.labels import acts_as_person
from annotate.recognize.passes.scan import Match, Scanner
from annotate.recognize.passes.support import stands_alone
from annotate.recognize.spans import Span
from annotate.resolve.words import ROMAN, SUFFIXES

_BEFORE_PLACE = word_set("in at near outside across into around via")
_AFTER_PLACE = word_set("state province region city district town village county governorate airport")
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_article = re.compile(r"(?:al|el|ash|as|ad|an|ar|at)[- ](?=[A-Z]\w{3})", re.IGNORECASE).match
# Behind a people's name that no article precedes, these say that it is a person's after all: "Iraqi was", "Iraqi's".
_person_after = re.compile(
    r"['’]s\b|[.,;:!?)]|,? who\b| (?:was|is|had|has|did|died|said|says|told|led|fled|became|wrote|spoke|called|ordered"
    r"|declared|in|on|at|by|to|from|with|himself|herself)\b"
).match
_NO_PERSON_BEFORE = word_set("the a an many most some all two other and or both")


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Mark the surnames of the document's persons where they stand alone, and make those that are marked
    persons."""
    text = context.text
    marked = {(span.start, span.end): span for span in spans}
    surnames = _surnames(text, spans)
    without_article = {name[article.end() :] for name in surnames if (article := _article(name))} - surnames
    matches = [
        match
        for match in Scanner.of((name, name) for name in surnames | without_article).find(context)
        if text[match.start : match.end] == match.value
    ]
    places = {match.value for match in matches if _is_place(context, match, marked)}
    doubted = _doubted(context, matches, spans)
    changed, found = [], []
    for match in matches:
        span = marked.get((match.start, match.end))
        if match.value in doubted and not _acts(context, match):
            continue
        if span is None:
            if (
                stands_alone(context, match)
                and not _has_given_name(context, match.first)
                and not (match.value in without_article and _is_of_people(context, match))
            ):
                found.append(Span(match.start, match.end, "PERSON", "rule"))
        elif (
            is_name(span.label)
            and span.label != "PERSON"
            and not (span.label in _PLACES and match.value in places)
            and not (match.value in without_article and _is_of_people(context, match))
        ):
            changed.append(span._replace(label="PERSON"))
    return add(put(spans, changed), found)


def _surnames(text: str, spans: Iterable[Span]) -> set[str]:
    """The last words of the names of persons that have several, as they are written."""
    surnames = set()
    for span in spans:
        words = text[span.start : span.end].split()
        while len(words) > 1 and (forms(words[-1]) or ("",))[0] in SUFFIXES | ROMAN:
            words.pop()
        last = words[-1].strip(".,'’\"”")
        if (
            span.label == "PERSON"
            and len(words) > 1
            and len(last) > 2
            and (last[0].isupper() or _article(last))
        ):
            surnames.add(last)
    return surnames


def _has_given_name(context: Context, index: int) -> bool:
    """Whether the word before is another person's given name, or a longer name's beginning."""
    return (
        context.gap(index) == " " and context.is_capital(index - 1) and not context.begins_sentence(index - 1)
    )


def _is_place(context: Context, match: Match[str], marked: dict[tuple[int, int], Span]) -> bool:
    """Whether the text says that a name is that of a place too: "in Lincoln", "Syria and Jordan", "Zulia state"."""
    span = marked.get((match.start, match.end))
    if span is None or span.label not in _PLACES:
        return False
    before = context.tokens[match.first - 1] if match.first else None
    after = context.tokens[match.last + 1] if match.last + 1 < len(context.tokens) else None
    if before is None or context.text[match.end : match.end + 1] in ("'", "’"):
        return False
    joined = before.form == "and" and any(
        other.label in _PLACES and other.end == before.start - 1 for other in marked.values()
    )
    return joined or before.form in _BEFORE_PLACE or (after is not None and after.form in _AFTER_PLACE)


def _doubted(context: Context, matches: Iterable[Match[str]], spans: Iterable[Span]) -> set[str]:
    """The surnames that are the names of places in the book too and stand in the text before anyone is named in
    full by them: "Jordan beat Iraq", and Michael Jordan watched. A headline may well be about the person."""
    named: dict[str, int] = {}
    for span in spans:
        for surname in _surnames(context.text, [span]):
            named.setdefault(surname, span.start)
    return {
        match.value
        for match in matches
        if match.start < named.get(match.value, 0)
        and (block := context.block_at(match.start)) is not None
        and block.kind != "heading"
        and not _acts(context, match)
        and any(
            hit.entry.label in _PLACES and hit.role in ("alias", "former", "ambiguous")
            for hit in context.book.lookup(match.value)
        )
    }


def _acts(context: Context, match: Match[str]) -> bool:
    """Whether a mention does what only a person does."""
    before = context.tokens[match.first - 1].form if match.first else ""
    return acts_as_person(context.text, Span(match.start, match.end, "PERSON", "rule"), before)


def _is_of_people(context: Context, match: Match[str]) -> bool:
    """Whether a surname without its article may be a people's or a place's name instead: al-Baghdadi's is
    Baghdadi."""
    if not any(hit.role in ("alias", "former", "people") for hit in context.book.lookup(match.value)):
        return False
    before = context.tokens[match.first - 1].form if match.first else ""
    return before in _NO_PERSON_BEFORE or not _person_after(context.text, match.end)
