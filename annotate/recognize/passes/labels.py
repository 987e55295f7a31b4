"""One name has one label in one document, unless the text says otherwise.

The label is voted on: by the model's mentions of the name, by the book, and by the words beside the
mentions ("in X" is a place, "X said" a person). Of names that begin alike only the same one counts:
"Jordan" says nothing about "Jordan Air".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from annotate.labels import is_name
from annotate.names import key, word_set
from annotate.recognize.passes.boundaries import trim
from annotate.recognize.passes.context import Context, forms
from annotate.recognize.passes.gazetteer import label_of
from annotate.recognize.passes.kinds import is_organisation
from annotate.recognize.spans import Span
from annotate.resolve.nicknames import is_given

# Votes of the book: when the model disagrees more often, the text means something else.
BOOK = 2.5
CUE = 1.2  # votes of a word beside a mention: it outweighs one guess of the model
PLACES = frozenset({"GPE", "LOC", "FAC"})
_PLACE_BEFORE = word_set(
    "in near at outside inside across around throughout via northern southern eastern western central"
)
_BEFORE_PLACES = _PLACE_BEFORE | word_set("of from to into between both towards toward")
_SETTLEMENT_OF = word_set("town city cities village villages suburb province district residents port")
_PLACE_OF = _SETTLEMENT_OF | word_set("north south east west")
# Organisations and governments say things too; they do not nod.
_speaks_after = re.compile(r",? (?:said|says|told|asked|tweeted)\b|, \d\d,").match
_person_after = re.compile(
    r",? (?:replied|cried|answered|exclaimed|whispered|nodded|smiled|laughed|murmured|shouted|muttered"
    r"|thought|knew|felt|sighed|himself|herself|who|whose|was born|died|sat|stood|walked|looked)\b"
).match
_PERSON_BEFORE = word_set(
    "cried replied answered exclaimed whispered murmured shouted muttered dear poor young old"
)


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Give all mentions of a name the label that has the most votes."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, span in enumerate(spans):
        if is_name(span.label):
            groups[_name(context.text, span)].append(index)
    result = list(spans)

    def elect(indices: list[int], places: int) -> None:
        label = _elected(context, [spans[index] for index in indices], places)
        for index in indices:
            if result[index].label != label:
                result[index] = _relabelled(context.text, spans[index], label)

    for indices in groups.values():
        elect(indices, 0)
    if beside_places := _beside_places(context, result):
        for indices in groups.values():
            if places := len(beside_places.intersection(indices)):
                elect(indices, places)
    return result


def _beside_places(context: Context, spans: list[Span]) -> set[int]:
    """The "persons" of one word that "and" or "or" joins to a place after a preposition, by their index:
    "at Cosham and Bedhampton". A country says nothing, it acts as persons do: "between Turkey and Assad"."""
    return {
        index + (first.label == "GPE")
        for index, (first, second) in enumerate(pairwise(spans))
        if {first.label, second.label} == {"GPE", "PERSON"}
        and context.text[first.end : second.start] in (" and ", " or ")
        and _may_be_places(context, first, second)
    }


def _may_be_places(context: Context, first: Span, second: Span) -> bool:
    """Whether a place and a "person" that are joined may be two places."""
    text = context.text
    person, place = (second, first) if first.label == "GPE" else (first, second)
    name = text[person.start : person.end]
    before = text[max(0, first.start - 20) : first.start].lower().split()
    return (
        bool(before)
        and before[-1] in _BEFORE_PLACES
        and " " not in name
        and not is_given(key(name))
        and text[second.end : second.end + 1] not in ("'", "’")
        and all(hit.entry.kind != "country" for hit in context.book.lookup(text[place.start : place.end]))
    )


def _relabelled(text: str, span: Span, label: str) -> Span:
    """The span with another label; a person's title is outside, what else was taken for a title is not."""
    start, end = trim(text, span.start, span.end, label) or (span.start, span.end)
    return Span(start, end, label, span.by) if label == "PERSON" else span._replace(label=label)


def _name(text: str, span: Span) -> tuple[str, ...]:
    """The name that a span bears; short ones keep their case ("US" is not "us")."""
    name = text[span.start : span.end]
    return (name,) if len(name) <= 3 else forms(name) or (name,)


def _elected(context: Context, spans: list[Span], places: int) -> str:
    """The label with the most votes; ``places`` mentions stand beside places."""
    votes: Counter[str] = Counter()
    if places:
        votes["GPE"] += CUE * places  # type: ignore[assignment]
    for span in spans:
        votes[span.label] += 1.0  # type: ignore[assignment]
        for label in _cues(context.text, span):
            votes[label] += CUE  # type: ignore[assignment]
    known = label_of(context, context.text[spans[0].start : spans[0].end])
    if known:
        votes[known] += BOOK  # type: ignore[assignment]
    best = max(votes.values())
    elected = next(label for label, count in votes.items() if count == best)
    # Many names are persons' too; but a model that takes ISIL for a people does so throughout.
    return known if known and elected != "PERSON" else elected


def _cues(text: str, span: Span) -> list[str]:
    """The labels that the words beside a mention speak for."""
    before = text[max(0, span.start - 30) : span.start]
    words = before.split()[-3:] if before.endswith((" ", "\n")) else []
    if words and words[-1] == "the":
        words.pop()
    beside = words[-1].lower() if words else ""
    of = words[-2] if beside == "of" and len(words) > 1 else ""
    cues = ["GPE", "GPE"] if of in _SETTLEMENT_OF else []
    name = text[span.start : span.end]
    if span.label == "PERSON":
        possessive = text[span.end : span.end + 1] in ("'", "’")
        if (beside in _PLACE_BEFORE or of in _PLACE_OF) and not possessive:
            cues.append("GPE")
        cues += ["PERSON"] if _says_person(text, span, beside) else []
    elif span.label not in PLACES and span.label != "NORP" and not is_organisation(name):
        cues += ["PERSON"] if _says_person(text, span, beside) else []
    return cues


def acts_as_person(text: str, span: Span, beside: str) -> bool:
    """Whether the mention does what only a person does; ``beside`` is the word before it (lower case)."""
    return beside in _PERSON_BEFORE or _person_after(text, span.end) is not None


def _says_person(text: str, span: Span, beside: str) -> bool:
    """Whether the mention speaks, as all may but an organisation, or does what only a person does."""
    if acts_as_person(text, span, beside):
        return True
    return span.label != "ORG" and (beside in ("said", "asked") or _speaks_after(text, span.end) is not None)
