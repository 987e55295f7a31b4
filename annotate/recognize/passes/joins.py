"""Two spans over one name become one: "Washington, D.C.", "CJTF-OIR", "Foundation for the Visual Arts"."""

from __future__ import annotations

import re

from annotate.names import word_set
from annotate.recognize.passes.context import Context, settle
from annotate.recognize.passes.gazetteer import label_of
from annotate.recognize.passes.kinds import is_organisation
from annotate.recognize.spans import Span

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_district = re.compile(r",? ").fullmatch
_legal_form = re.compile(
    r",? (?:Inc|Corp|Ltd|LLC|LLP|PLC|plc|AG|SE|SA|NV|BV|GmbH|SpA|AB|AS|ASA|Oy|Oyj|Pty|Bhd|KK)\b(?:\.(?= [a-z(,]|,))?"
).match
_of = re.compile(r" (?:of|for)(?: the)? ").fullmatch
_at = re.compile(r" at ").fullmatch
_ordinal = re.compile(r"\d+(?:st|nd|rd|th)\b").match
_number = re.compile(r" \d{1,3}(?![\w%–-]|[.,:]\d)").match
_acronym = re.compile(r"[A-Z]{2,}").fullmatch
_HEADS_OF_COUNTRIES = word_set(
    "republic kingdom emirate gulf sea bay cape isle isles islands strait straits bank"
)


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Join neighbours that the words between them show to be one name."""
    joined: list[Span] = []
    for span in spans:
        if joined and (label := _label(context, joined[-1], span)):
            joined[-1] = joined[-1]._replace(end=span.end, label=label)
        else:
            joined.append(span)
    return settle(context.text, [_extended(context.text, span) for span in joined])


def _extended(text: str, span: Span) -> Span:
    """An organisation with the legal form that stands behind it, "BioNTech SE", or an acronym with the number
    that stands behind it more than once: "CTF 50"."""
    if span.label != "ORG":
        return span
    if match := _legal_form(text, span.end):
        return span._replace(end=match.end())
    if _acronym(text[span.start : span.end]) and (match := _number(text, span.end)):
        numbered = re.compile(rf"\b{text[span.start : match.end()]}\b").findall(text)
        return span._replace(end=match.end()) if len(numbered) > 1 else span
    return span


def _label(context: Context, first: Span, second: Span) -> str | None:
    """The label of the name that two neighbouring spans are, or None when they are two names."""
    text = context.text
    between = text[first.end : second.start]
    one, other = text[first.start : first.end], text[second.start : second.end]
    if (
        first.label in _PLACES
        and second.label in _PLACES
        and other in ("D.C.", "DC", "D.C")
        and _district(between)
    ):
        return "GPE"
    if between == "-" and _acronym(one) and _acronym(other) and first.label == second.label == "ORG":
        return "ORG"
    if between == " " and first.label == "GPE" and second.label == "ORG" and _ordinal(other):
        return "ORG"
    if between == " " and first.label == second.label == "ORG" and _ordinal(one) and _acronym(other):
        return "ORG" if " " not in one else None  # "507th ARW"
    if between == " " and second.label == "PERSON" and first.label in ("GPE", "ORG") and one.istitle():
        # "Volodymyr" taken for a place before "Zelensky"
        return "PERSON" if " " not in one + other and label_of(context, one) is None else None
    head = one.rpartition(" ")[2].lower()
    if _of(between) and head in _HEADS_OF_COUNTRIES and second.label in _PLACES:
        return first.label if first.label in _PLACES or head == "bank" else "GPE"
    if first.label == "ORG" and is_organisation(one):
        if between in (" for ", " for the ") and second.label in ("ORG", "LOC", "GPE", "NORP"):
            return "ORG"
        if (
            between in (" of ", " of the ")
            and second.label in ("ORG", "LOC", "NORP", "GPE")
            and " " not in one
        ):
            return "ORG"
        if _at(between) and head in ("university", "carolina", "college") and second.label in _PLACES:
            return "ORG"
    return None
