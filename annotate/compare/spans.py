"""Which names of two annotations are the same: spans without what people disagree about, labels in groups."""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotate.compare.marked import Extent, Marked, Marking
from annotate.labels import Group, group_of

Markings = dict[Extent, Marking]

_DETERMINERS = frozenset({"the", "a", "an"})
_TITLES = {
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev",
    "reverend", "president", "senator", "sen", "rep", "gov", "governor", "mayor", "king", "queen",
    "prince", "princess", "pope", "general", "gen", "lt", "col", "colonel", "maj", "major", "capt",
    "captain", "sgt", "sergeant", "secretary", "minister", "premier", "chancellor", "ambassador",
    "justice", "judge", "sheikh", "imam", "ayatollah", "aunt", "uncle", "father", "sister", "brother",
}  # fmt: skip
_SYNONYMS: dict[str, Group] = {"PER": "people", "LOCATION": "places"}
_opening = re.compile(r"[ \t\n\"'“”‘’(\[{]*").match
_first_word = re.compile(r"([A-Za-z]+)\.?\s+").match
_closing = ' \t\n"“”‘([{)]},;:'
_POSSESSIVES = ("'s", "’s", "'", "’")

LABEL_GROUPS: tuple[Group, ...] = ("people", "organisations", "places", "groups", "other")
"""The groups in which labels are compared, in the order of the tables."""


def group(label: str | None) -> Group | None:
    """The group in which labels count as the same; events, products, works and the like are one, "other"."""
    if label is None:
        return None
    found = _SYNONYMS.get(label.upper()) or group_of(label.upper())
    return "other" if found in ("events", "dates and numbers") else found


def trim(text: str, start: int, end: int, label: str | None = None) -> Extent:
    """The span without what annotators disagree about: quotes, "the", a possessive 's, a person's titles."""
    start = _opening(text, start, end).end()  # type: ignore[union-attr]  # it matches nothing if need be
    end = _trim_end(text, start, end)
    words = _DETERMINERS | _TITLES if group(label) == "people" else _DETERMINERS
    while (word := _first_word(text, start, end)) and word[1].lower() in words:
        start = word.end()
    return start, end


def _trim_end(text: str, start: int, end: int) -> int:
    while True:
        end = start + len(text[start:end].rstrip(_closing))
        possessive = next((ending for ending in _POSSESSIVES if text[start:end].endswith(ending)), "")
        if not possessive or end - start == len(possessive):
            return end
        end -= len(possessive)


def trimmed(gold: Marked, markings: Iterable[Marking]) -> Markings:
    """Markings by their trimmed spans, the first of those that coincide; only where the gold counts them."""
    result: Markings = {}
    for marking in markings:
        if counts(gold, marking.start):
            span = trim(gold.text, marking.start, marking.end, marking.label)
            if span[0] < span[1]:
                result.setdefault(span, marking)
    return result


def counts(gold: Marked, start: int) -> bool:
    """Whether the gold annotates the place."""
    return not gold.within or any(first <= start < last for first, last in gold.within)


def predicted_spans(gold: Marked, every: Markings, predicted: Iterable[Marking]) -> Markings:
    """The predicted markings by the gold's spans where they are the same name, else by their own."""
    accepted = {trim(gold.text, *other): span for span, marking in every.items() for other in marking.others}
    result: Markings = {}
    for marking in predicted:
        if not counts(gold, marking.start):
            continue
        span = trim(gold.text, marking.start, marking.end, marking.label)
        if span not in every:
            plain = trim(
                gold.text, marking.start, marking.end
            )  # General Motors, taken for a person, is no general
            span = accepted.get(span, plain if plain in every else span)
        if span[0] < span[1]:
            result.setdefault(span, marking)
    return result


def punished(gold: Marked, every: Markings, predicted: Markings) -> Markings:
    """The predicted markings without those that the gold has no opinion about."""
    required = [span for span, marking in every.items() if not marking.optional]
    optional = [span for span, marking in every.items() if marking.optional]
    unannotated = {group(label) for label in gold.unannotated}
    result = {}
    for span, marking in predicted.items():
        is_free = any(overlap(span, other) for other in optional) or group(marking.label) in unannotated
        is_required = span in every and not every[span].optional
        if is_required or not is_free or any(overlap(span, other) for other in required):
            result[span] = marking
    return result


def overlap(one: Extent, other: Extent) -> int:
    """How many code points two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def pair(predicted: Markings, required: Markings) -> dict[Extent, Extent]:
    """Each predicted span with one gold span: the same one, else that with which it shares most."""
    pairs = {span: span for span in predicted if span in required}
    taken = set(pairs)
    left, right = predicted.keys() - taken, required.keys() - taken
    candidates = sorted(
        ((shared, span, other) for span in left for other in right if (shared := overlap(span, other))),
        reverse=True,
    )
    for _, span, other in candidates:
        if span not in pairs and other not in taken:
            pairs[span] = other
            taken.add(other)
    return pairs
