"""Whether two words are spellings of one name, across transliterations: Gaddafi, Qadhafi; Sergei, Sergey.

A word is cut into consonants and the vowels between them. Consonants are compared by what they write in
Arabic, Cyrillic or Chinese romanisations (q = k = gh = g, kh = h, dh = d), which gives the skeleton that is
also the blocking key; the vowels must then agree slot for slot, but for one or two where one sound is often
written both ways (o for u).
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from annotate.names import word_set

_CONSONANTS = tuple(
    pair.split(":")
    for pair in sorted(
        word_set(
            """schtsch:c shch:c tsch:c sch:s tch:c dzh:j zh:j dj:j ch:c sh:s kh:h gh:g dh:d th:t ph:f ts:s
        tz:s ck:k q:k x:ks z:s w:v"""
        ),
        key=lambda pair: (-len(pair), pair),
    )
)
_ENDINGS = (
    (re.compile(r"(?:[iy][iyj]|ey)$"), "y"),
    (re.compile(r"enka$"), "enko"),
    (re.compile(r"(?<=[cs]h)y?ov$"), "ev"),
)
"""Endings of Slavic surnames that are written in several ways: Zelenskyy, Lukashenka, Gorbachov."""
_HARD_C = re.compile(r"c(?=[aou]|c[aou])")
_DOUBLED = re.compile(r"([^aeiouyU])\1+")
_FINAL_H = re.compile(r"(?<=[aeiouU])h$")
_SPLIT = re.compile(r"([aeiouyU]+)")
_ARABIC = re.compile(r"q|gh|kh|dh")
_NEAR_VOWELS = frozenset({frozenset("ei"), frozenset("ae"), frozenset("ou"), frozenset("uU")})

MUHAMMAD = word_set(
    """mohammed muhammad mohammad mohamed muhammed mohamad mohamud muhamad mohamet mehmed mehmet
    mahomed mahomet muhamed muhammet moh mohd md"""
)
_SERVANT = word_set("abdul abdel abdal abd abdol abdoul abdil")
NEIGHBOURS = frozenset(
    {frozenset({"shanxi", "shaanxi"}), frozenset({"mali", "maly"}), frozenset({"nigerien", "nigerian"})}
)
"""Words that look like spellings of one another and are not."""


@lru_cache(maxsize=65536)
def slots(word: str) -> tuple[str, tuple[str, ...]]:
    """A word's consonants as they sound, and the vowels before, between and after them (y is i, U is oo)."""
    for ending, usual in _ENDINGS:
        word = ending.sub(usual, word)
    word = _HARD_C.sub("k", word.removeprefix("y") if word.startswith("ye") else word)
    for written, sound in _CONSONANTS:
        word = word.replace(written, sound)
    word = word.replace("oo", "U").replace("ou", "u")
    word = _FINAL_H.sub("", _DOUBLED.sub(r"\1", word))
    consonants: list[str] = []
    vowels: list[str] = [""]
    for part in _SPLIT.split(word):
        if _SPLIT.fullmatch(part):
            vowels[-1] = "".join(dict.fromkeys(part.replace("y", "i")))
            continue
        for letter in part:
            consonants.append(letter)
            vowels.append("")
    return "".join(consonants), tuple(vowels)


def skeleton(word: str) -> str:
    """The consonants of a word, k for g: the key under which its spellings are looked for."""
    if word in _SERVANT:
        return "bdl"
    return "mhmd" if word in MUHAMMAD else slots(word)[0].replace("g", "k")


@lru_cache(maxsize=65536)
def same(one: str, other: str) -> bool:
    """Whether two words (keys) are one name, or two transliterations of one.

    >>> same("gaddafi", "qadhafi"), same("jarablus", "jarabulus")
    (True, True)
    >>> same("iran", "iraq"), same("brown", "browne")
    (False, False)
    """
    if one == other:
        return True
    if one in MUHAMMAD or other in MUHAMMAD:
        return one in MUHAMMAD and other in MUHAMMAD
    if one in _SERVANT or other in _SERVANT:
        return one in _SERVANT and other in _SERVANT
    if min(len(one), len(other)) < 4 or not one.isalpha() or not other.isalpha():
        return False
    if skeleton(one) != skeleton(other) or frozenset({one, other}) in NEIGHBOURS:
        return False
    bones, first = slots(one)
    others, second = slots(other)
    if len(bones) < 2 or (bones != others and not (_ARABIC.search(one) or _ARABIC.search(other))):
        return False
    weak = 0
    for place, (a, b) in enumerate(zip(first, second, strict=True)):
        if a != b:
            if place == 0 and bones and not (a and b):
                return False
            if not _near(a, b, place == len(first) - 1):
                return False
            weak += 1
    return weak <= (1 if len(bones) < 4 else 2)


def _near(one: str, other: str, final: bool) -> bool:
    """Whether two vowel slots may write one sound: o for u, e for i or a, a diphthong, none for a short
    vowel."""
    if not one or not other:
        return not final
    if frozenset({one, other}) == frozenset("ae"):
        return not final
    return frozenset({one[0], other[0]}) in _NEAR_VOWELS or one[0] == other[0] or one[-1] == other[-1]


LONG = 40
"""Longer words are no names; nobody looks for slips in them."""


def typo(one: str, other: str) -> bool:
    """Whether two words differ by one slip (a letter added, lost, changed, or two swapped) in at least six
    letters."""
    return 6 <= min(len(one), len(other)) <= LONG and OSA.distance(one, other, score_cutoff=1) == 1


def deletions(word: str) -> frozenset[str]:
    """The word and the word without each of its letters: two words with one slip between them share one of
    these."""
    if len(word) > LONG + 1:
        return frozenset()
    return frozenset({word, *(word[:index] + word[index + 1 :] for index in range(len(word)))})
