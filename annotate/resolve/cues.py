"""What the text itself says about two names: "Long Name (ABC)", "also known as", "formerly", "dubbed", "or
ABC,".

After Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text"
(2003), for the parenthesis; the short form need not be made of the long one's letters where it stands right
after an organisation for the first time, since acronyms are often foreign (Kurdistan Workers' Party (PKK)).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotate.names import word_set
from annotate.resolve.name import Name

_QUOTE = "[\"'“‘”’]?"
_HEDGES = word_set(
    """also better best otherwise simply then now locally formally formerly previously officially
    variously widely commonly more most usually sometimes often generally popularly once and or who
    which that is was are were"""
)
_NAMED = word_set(
    """known called named nicknamed dubbed renamed rebranded abbreviated aka a.k.a. alias formerly
    previously née nee codenamed styled christened"""
)
_BETWEEN = word_set(
    """as by to in its their his her the an a short simply collectively old former stage pen birth real
    initials acronym acronyms nickname alias abbreviation name names of or and for Arabic English
    French German Spanish Russian Turkish Kurdish Hebrew Persian Chinese Italian Portuguese Dutch
    Polish Greek Swahili Ukrainian local full everyone many some fans"""
)


def _any(words: frozenset[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


_OPENS = re.compile(
    rf"\s*[(\[]\s*(?:(?:{_any(_HEDGES)}|{_any(_NAMED)}|{_any(_BETWEEN)}|born|hereafter|henceforth|hereinafter):?\s+)*{_QUOTE}$",
    re.IGNORECASE,
)
_CLOSES = re.compile(rf"{_QUOTE}\s*[)\];,]")
_BORN = r"born(?!\s+(?:in|to|at|near|of)\b)"
_KNOWN_AS = re.compile(
    rf"\s*,?\s*[(–—-]?\s*(?:{_any(_HEDGES)}\s+)*(?:{_any(_NAMED)}|{_BORN})(?:\s+{_any(_BETWEEN)})*[\s,:]+(?:the\s+)?{_QUOTE}$",
    re.IGNORECASE,
)
_SET_OFF = re.compile(r"\s*[,(–—-]")  # "a group within X called Y" is not X
_RENAMES = re.compile(
    r"\s*(?:also|better|best|formerly|previously|aka|a\.k\.a\.|alias|née|nee|now)\b", re.IGNORECASE
)
_OR = re.compile(rf"\s*,\s+or\s+(?:simply\s+)?(?:the\s+)?{_QUOTE}$")
_AFTER_OR = re.compile(rf"{_QUOTE}\s*(?:[,;:.)–—]|$)")
_STANDS_FOR = re.compile(
    rf"\s*{_QUOTE},?\s*(?:(?:which|is|are|also)\s+)*(?:(?:stands|standing|short|shorthand)\s+for"
    rf"|(?:an?\s+|the\s+)?(?:[\w-]+\s+){{0,2}}(?:acronym|abbreviation|initials|nickname)\s+(?:for|of))\s+(?:the\s+)?{_QUOTE}$",
    re.IGNORECASE,
)


_MASKED = "  "
_SPACES = re.compile(r"\s+")


class Cue(NamedTuple):
    """The text says that name ``one`` is name ``other`` (numbers); ``quote`` are its words, empty where they
    are masked."""

    one: int
    other: int
    quote: str


def find(text: str, names: Sequence[Name], ends: dict[int, int], stops: Sequence[int] = ()) -> Iterator[Cue]:
    """Every cue between neighbouring mentions; ``ends`` gives the end of the mention at each start, ``stops``
    (sorted) the offsets that no cue reaches across."""
    stands = sorted((start, name.number) for name in names for start in name.starts)
    starts = {start for start, _ in stands}
    masked = not any(text[ends[start] : after].strip() for (start, _), (after, _) in pairwise(stands))
    for place, (start, one) in enumerate(stands[:-1]):
        for next_start, other in stands[place + 1 : place + 3]:
            end, next_end = ends[start], ends[next_start]
            if not 0 < next_start - end <= 90 or bisect_left(stops, end) != bisect_left(stops, next_start):
                break
            first, second = names[one], names[other]
            gap, after = text[end:next_start], text[next_end : next_end + 12]
            if masked:
                alone = gap == _MASKED and next_end + len(_MASKED) not in starts
                if alone and one != other and _masked_parenthesis(first, second, next_start):
                    yield Cue(other, one, "")
            elif one != other and "\n\n" not in gap and _says_so(_SPACES.sub(" ", gap), after, first, second):
                closed = after[:1] in (")", "]")
                yield Cue(other, one, " ".join(text[start : next_end + closed].split()))
            if second.group != "people" and second.label != "LANGUAGE":
                break  # "ISIL, known by the Arabic acronym Daesh": only such a word may stand between the two


def _masked_parenthesis(first: Name, second: Name, at: int) -> bool:
    """Whether an acronym stands for the first time right after an organisation, where only the mentions of a
    text are given and blanks for the rest: two of them are " (" then, or ", "."""
    if first.group != "organisation" or second.group != "organisation" or second.first != at:
        return False
    return len(first.tokens) > 1 and not first.acronym and len(second.acronym) > 2


def _says_so(gap: str, after: str, first: Name, second: Name) -> bool:
    if "LANGUAGE" in (first.label, second.label):
        return False
    if (_KNOWN_AS.match(gap) and (_SET_OFF.match(gap) or _RENAMES.match(gap))) or _STANDS_FOR.match(gap):
        return _same_kind(first, second)
    if _OPENS.match(gap) and _CLOSES.match(after):
        plain = gap.strip(" \"'“‘") in ("(", "[")
        return (
            _fits_parenthesis(first, second)
            if plain
            else _same_kind(first, second) or _fits_parenthesis(first, second)
        )
    if _OR.match(gap) and _AFTER_OR.match(after):
        return _fits_parenthesis(first, second)
    return False


def _same_kind(first: Name, second: Name) -> bool:
    return first.group == second.group or (
        bool(first.acronym or second.acronym) and "person" not in (first.group, second.group)
    )


def _fits_parenthesis(first: Name, second: Name) -> bool:
    """Whether one is an acronym that may be the other's: made of its letters, or a foreign one of an
    organisation."""
    for short, long in ((second, first), (first, second)):
        if not short.acronym or len(long.tokens) < 2:
            continue
        if "person" in (short.group, long.group) and short.group != long.group:
            continue
        if letters_of(short.acronym, long.key) or (
            long.group == "organisation" and short.group in ("organisation", "other", "people")
        ):
            return True
    return False


def letters_of(short: str, long: str) -> bool:
    """Whether the letters of a short form stand in the long one in order, the first at the start of a word
    (S&H 2003)."""
    at = len(long)
    for index in range(len(short) - 1, -1, -1):
        at = long.rfind(short[index], 0, at)
        while index == 0 and at > 0 and long[at - 1] != " ":
            at = long.rfind(short[0], 0, at)
        if at < 0:
            return False
    return True
