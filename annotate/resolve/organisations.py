"""The names of organisations and places without what may be left out, and their acronyms."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from annotate.names import SMALL_WORDS, is_acronym, key, tokens
from annotate.resolve.words import (
    BEFORE,
    FEATURES,
    FOLDED,
    GENERIC,
    LEGAL_FORMS,
    NUMBER_WORDS,
    OFFICES,
    TRADES,
)

_KEPT = frozenset({"for", "of", "in", "on", "to"})
_ARTICLES = frozenset({"al", "el", "ul", "ar", "as", "ash"})
_LETTER_AND_NUMBER = re.compile(r"[A-Z]\d{1,3}")
_SUBSTATE = re.compile(r"^(?:state|city|town|village|island|kingdom|republic|strait) of ")


class Core(NamedTuple):
    """A name without legal form, generic word or "so-called": its words, the words that were dropped, and its
    words without the trade that stood before a legal form (Toyota Motor Corp.)."""

    words: tuple[str, ...]
    dropped: str
    trade: tuple[str, ...] = ()


@lru_cache(maxsize=32768)
def core(name: str) -> Core:
    """Drop what only says what kind of thing it is, but never the last word.

    >>> core("Goldman Sachs Group Inc.").words, core("so-called Islamic State").words
    (('goldman', 'sachs'), ('islamic', 'state'))
    """
    words = list(tokens(name))
    dropped: list[str] = []
    for phrase in BEFORE:
        parts = phrase.split()
        if words[: len(parts)] == parts and len(words) > len(parts):
            dropped.append(" ".join(parts))
            words = words[len(parts) :]
    while len(words) > 1 and (words[-1] in LEGAL_FORMS or words[-1] in GENERIC):
        dropped.append(words.pop())
    legal = any(word in LEGAL_FORMS for word in dropped)
    if len(words) == 1 and words[0] in SMALL_WORDS:
        return Core(tokens(name), "")
    first = name.split()[:1]
    if len(words) == 1 and first and is_acronym(first[0]):
        words = [key(first[0])]
    trade = tuple(words[:-1]) if legal and len(words) == 2 and words[-1] in TRADES else ()
    return Core(tuple(words), " ".join(dropped), trade)


def place_core(name: str) -> Core:
    """The name of a place without the word that says what it is: "Golan Heights", "Pacific Ocean", "New York
    City"."""
    words = tokens(name)
    joined = " ".join(words)
    found = _SUBSTATE.match(joined)
    if found:
        return Core(tuple(joined[found.end() :].split()), found[0].strip())
    if len(words) > 1 and words[-1] in FEATURES:
        return Core(words[:-1], words[-1])
    return Core(words, "")


def fold(word: str) -> str:
    """One spelling for British and American words: organisation, defence, centre."""
    if word in FOLDED:
        return FOLDED[word]
    return word.replace("isation", "ization")


@lru_cache(maxsize=32768)
def office(name: str) -> frozenset[str] | None:
    """The words of a ministry or department in any order ("State Department", "Department of State"), else
    None."""
    words = [fold(word) for word in tokens(name)]
    heads = {OFFICES[word] for word in words if word in OFFICES}
    if not heads or len(words) < 2:
        return None
    return frozenset(
        {word for word in words if word and word not in OFFICES and word not in SMALL_WORDS} | heads
    )


@lru_cache(maxsize=32768)
def acronym(name: str) -> str:
    """A name that is an acronym as bare lower-case letters and digits (U.S. gives "us"); empty for other
    names."""
    word = name.strip().replace(".", "").replace("&", "").replace("-", "")
    if word.startswith("the "):
        word = word[4:]
    if not is_acronym(word) and not _LETTER_AND_NUMBER.fullmatch(word):
        return ""
    letters = "".join(tokens(word)).lower()
    return letters[:-1] if word[-1] == "s" and len(word) > 3 else letters


@lru_cache(maxsize=32768)
def expansions(name: str) -> frozenset[str]:
    """The acronyms that a name of several words would have: with and without its small words and its last
    generic word."""
    if len(tokens(name)) < 2:
        return frozenset()
    result = set()
    for form in {tokens(name), core(name).words}:
        for left_out in (frozenset(), SMALL_WORDS, SMALL_WORDS - _KEPT, SMALL_WORDS | _ARTICLES):
            words = [word for word in form if word not in left_out]
            if len(words) >= 2:
                result.add("".join(map(_initial, words)))
    return frozenset(result)


def _initial(word: str) -> str:
    """What an acronym takes of a word: its first letter, or all of a number (Group of Seven, G7)."""
    return NUMBER_WORDS.get(word, word if word.isdigit() else word[0])


@lru_cache(maxsize=32768)
def syllabic(short: str, name: str) -> bool:
    """Whether an acronym of four letters or more takes letters from the start of every word, in order:
    CENTCOM."""
    words = tuple(word for word in tokens(name) if word not in SMALL_WORDS)
    if len(short) < 4 or len(words) < 2 or len(words) > len(short):
        return False

    def fits(rest: str, index: int) -> bool:
        if index == len(words):
            return not rest
        word = words[index]
        for size in range(1, min(len(word), len(rest)) + 1):
            if word[:size] != rest[:size]:
                return False
            if fits(rest[size:], index + 1):
                return True
        return False

    return fits(short, 0)
