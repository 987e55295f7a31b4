"""Span repair: a name begins and ends with one of its own words, and keeps to one paragraph.

Titles, "the", quotation marks and a possessive 's stay outside, lower-case words at either end are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.labels import is_name
from annotate.names import word_set
from annotate.recognize.passes.context import Context, settle
from annotate.recognize.spans import Span
from annotate.recognize.words import FUNCTION_WORDS
from annotate.resolve.words import TITLES

_lines = re.compile(r"[^\n]+").finditer
_outside = " \t\n\r\f\v\u00a0\"“”„‘’'`´«»‹›,;:!?*_~|<>=+/\\-–—•·…()[]{}#^@"
_possessive = re.compile(r"['’ʼ`´][sS]?$").search
_first_word = re.compile(r"(\S+?)(\.?[^\S\n]+|\.?\n)(?=\S)").match
_last_word = re.compile(r"(?<!-)\s+(\S+)$").search
_lower = re.compile(r"[\"'“‘(]?[a-z]+[,.]?$").match
# Titles that are as good as a part of the name stay: Mullah Omar, Saint Nicholas.
_TITLES = TITLES - word_set("mullah saint st lama pasha bey sultan monsignor mother doctor")
_DETERMINERS = word_set("the a an this that these those his her its their our my your some any all both")
_PREPOSITIONS = word_set("near in at on from for with after before since when while but and if as by to")
# What a picture's caption or credit puts beside a name.
_CAPTION = word_set("image images photo photos picture credit file video source via caption")
_OFFICERS = word_set(
    """spokesman spokeswoman spokesperson secretary minister director ambassador chief commander correspondent
    sheriff official officials chairman chairwoman chargé airmen soldiers troops"""
)
# Lower-case words that a name may begin with (a particle) or end with (what kind of thing it is).
_PARTICLES = word_set(
    "al el ul ar as ash an ad at von van der den de del della di da do dos bin ibn abu la le d"
)
_LAST = word_set("group province governorate county district airport river")


def run(context: Context, spans: list[Span]) -> list[Span]:
    """Trim and cut every name; what has no letter or digit left is no name."""
    return settle(context.text, (part for span in spans for part in _repaired(context, span)))


def _repaired(context: Context, span: Span) -> Iterator[Span]:
    for start, end in within_paragraphs(context, span.start, span.end):
        trimmed = trim(context.text, start, end, span.label, cased=not context.is_uncased(start))
        if trimmed and (not is_name(span.label) or _may_be_name(context, *trimmed)):
            yield span if trimmed == span[:2] else span._replace(start=trimmed[0], end=trimmed[1])


def within_paragraphs(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a span between line ends; a single one within a wrapped paragraph is none."""
    newlines = context.text.count("\n", start, end)
    block = context.block_at(start) if newlines else None
    if not newlines or (newlines == 1 and block and end <= block.end):
        yield start, end
    else:
        yield from (line.span() for line in _lines(context.text, start, end))


def _may_be_name(context: Context, start: int, end: int) -> bool:
    """Whether a span has two letters, and a capital or a digit; in a comment without capitals it needs
    none."""
    name = context.text[start:end]
    if end - start < 2 or _is_initial(name):
        return False
    if name.lower() in FUNCTION_WORDS:  # WHO, US; "the us" in a comment
        before = context.text[max(0, start - 4) : start].lower()
        return context.book.lookup(name.upper()) != () and (name.isupper() or before == "the ")
    return any(char.isupper() or char.isdigit() for char in name) or context.is_uncased(start)


def _is_initial(name: str) -> bool:
    return len(name) == 2 and name[1] == "."


def trim(text: str, start: int, end: int, label: str, *, cased: bool = True) -> tuple[int, int] | None:
    """The part of ``text[start:end]`` that is the name, or None when nothing is.

    In a text without capitals (not ``cased``) a lower-case word may be a name's.
    """
    while kept := stripped(text, start, end):
        start, end = kept
        if not is_name(label):
            return kept
        name = text[start:end]
        if (match := _possessive(name)) and match.start() > 0:
            end = start + match.start()
        elif (match := _first_word(name)) and _is_before(match[1], name, match.end(), label, cased):
            start += match.end()
        elif (match := _last_word(name)) and _is_after(match[1], label, cased):
            end = start + match.start()
        else:
            return kept
    return None


def _is_before(word: str, name: str, rest: int, label: str, cased: bool) -> bool:
    """Whether a span's first word stands before the name: an article, a title, any lower-case word but a
    particle."""
    bare = word.lower().rstrip(".")
    if bare in _DETERMINERS:
        return not cased or word != word.upper() or len(word) == 1 or name.isupper()
    if bare in _TITLES and label == "PERSON":
        return not (cased and name[rest].islower())
    if bare in _PREPOSITIONS and label in ("PERSON", "GPE", "LOC", "FAC", "ORG", "NORP"):
        return True
    return cased and _lower(word) is not None and bare not in _PARTICLES


def _is_after(word: str, label: str, cased: bool) -> bool:
    """Whether a span's last word stands after the name: a caption's, an officer's title, a lower-case one
    of no kind."""
    bare = word.lower().rstrip(".,")
    if label == "ORG" and bare in _OFFICERS:
        return True
    if label in ("GPE", "PERSON", "NORP") and bare.isdecimal():
        return True  # a score: "Tunisia 1 - 2 England"
    return bare in _CAPTION or (cased and _lower(word) is not None and bare not in _LAST)


def stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without white space, quotation marks and punctuation at the ends; a bracket opened inside stays
    closed."""
    while start < end and _is_outside(text[start]):
        start += 1
    while start < end and _is_outside(text[end - 1]):
        if (
            text[end - 1] in ")]"
            and "([".find(text[start]) < 0
            and _is_open(text[start : end - 1], text[end - 1])
        ):
            break
        end -= 1
    if end - start > 5 and text[end - 1] == "." and text[end - 5 : end - 1].isalpha():
        end -= 1  # a sentence's full stop: abbreviations are shorter
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None


def _is_outside(char: str) -> bool:
    return char in _outside or not char.isprintable()


def _is_open(text: str, closing: str) -> bool:
    opening = "(" if closing == ")" else "["
    return text.count(opening) > text.count(closing)
