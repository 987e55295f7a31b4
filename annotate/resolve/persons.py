"""The parts of a person's name, and whether two such names can be one person."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from annotate.names import key
from annotate.resolve import spelling
from annotate.resolve.nicknames import FEMALE, MALE, is_western, same_given
from annotate.resolve.words import (
    EPITHETS,
    FAMILY_FIRST,
    FAMILY_WORDS,
    FEMALE_TITLES,
    GENERATIONS,
    HUSBANDS,
    MAIDENS,
    MALE_TITLES,
    PARTICLES,
    ROMAN,
    SUFFIXES,
    TITLES,
    WIVES,
)

Gender = Literal["m", "f", ""]
Style = Literal["m", "f", "husband", "wife", "maiden", "several", ""]
"""What a title says of its bearer: a man, a woman, Mr., Mrs., Miss; several: Mr. and Mrs."""

_NICKNAME = re.compile("(?:^|(?<=\\s))[\"'“‘”„«(]([^\"'“”‘’„«»()]{2,30})[\"'”’“»)](?=\\s|$)")
_LAST_WORD = re.compile(r"([A-Za-zé]+)\.?[ \t]+$")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*", re.UNICODE)
_COUPLE = re.compile(
    r"(?:(?:Mrs?|Messrs|Sir|Lord|Dr|President|Prince|King|Monsieur|Herr)\.? (?:and|&) (?:Mrs|Lady|Princess|Queen"
    r"|Madame|Mme|Frau)|Messrs|Mesdames|Misses)\.?\s+(?:$|(?=\S))"
)
_OFFICE_OF = re.compile(
    r"^(?:(?:the|us|u\.s\.|uk|former|deputy|acting|vice|under|assistant|prime|foreign)\s+){0,3}"
    r"(?:secretary|minister|director|head|chief|king|queen|duke|prince|princess|emir|governor|mayor|speaker)"
    r"(?:[ -]general)? (?:of|for) (?:the )?(?:[\w-]+ ){1,2}?(?=(?-i:[A-Z])[\w.'-]+(?: (?-i:[A-Z])|$))",
    re.IGNORECASE,
)


class Person(NamedTuple):
    """A parsed person's name: its words as keys, without titles, suffixes and the nickname in quotes.

    ``bare`` is ``parts`` without particles (al-, von, de); ``style`` is what a title says of the bearer, or
    that the name is a couple's or a family's.
    """

    parts: tuple[str, ...]
    bare: tuple[str, ...]
    gender: Gender
    generation: str
    nickname: str
    title: str
    style: Style = ""

    @property
    def full(self) -> bool:
        """Whether it has a given and a family name (or initials and a family name)."""
        return len(self.bare) >= 2

    @property
    def family_first(self) -> bool:
        """Whether the family name stands first, as in Xi Jinping and Kim Jong-un."""
        return 2 <= len(self.bare) <= 3 and self.bare[0] in FAMILY_FIRST

    @property
    def surname(self) -> str:
        """The family name's last word (its first, when the family name stands first)."""
        return self.bare[0] if self.family_first else self.bare[-1]


@lru_cache(maxsize=32768)
def parse(name: str) -> Person:
    """Take a person's name apart.

    >>> parse("Turkish Defence Minister Fikri Işık").parts
    ('fikri', 'isik')
    >>> parse('Joaquín "El Chapo" Guzmán').nickname
    'el chapo'
    """
    text = name.strip()
    nickname = ""
    quoted = _NICKNAME.search(text)
    if quoted and quoted.span() != (0, len(text)):
        nickname = key(quoted[1])
        text = f"{text[: quoted.start()]} {text[quoted.end() :]}"
    if "," in text:
        last, _, first = text.partition(",")
        words_after = [key(word) for word in _WORD.findall(first)]
        if words_after and not set(words_after) & (SUFFIXES | ROMAN | TITLES) and len(last.split()) <= 2:
            text = f"{first} {last}"
    office = _OFFICE_OF.match(text)
    title = ""
    if office:
        title = key(office[0])
        text = text[office.end() :]
    written = [word for word in _WORD.findall(text) if key(word) not in ("s", "the")]
    words = [key(word).lower() for word in written] or [key(name)]
    numbers = {word.lower() for word in written[1:] if word.isupper()} & ROMAN
    if set(words[:-1]) <= TITLES:
        numbers = set()  # President Xi is no eleventh
    generation = ""
    while len(words) > 1 and (words[-1] in SUFFIXES or words[-1] in numbers):
        word = words.pop()
        generation = GENERATIONS.get(word, word if word in ROMAN else generation)
    style: Style = ""
    last_title = -1
    for index, word in enumerate(words[:-1]):
        if word in TITLES and index - last_title <= 3:
            last_title = index
            style = style_of(word) or style
    title = " ".join([title, *words[: last_title + 1]]).strip()
    words = words[last_title + 1 :]
    if len(words) > 1 and words[0] in EPITHETS:
        title = f"{title} {words.pop(0)}".strip()
    if len(words) > 1 and words[-1] in FAMILY_WORDS:
        title = f"{title} {words.pop()}".strip()
        style = "several"
    elif _COUPLE.match(name):
        style = "several"
    given = words[:1] if words[0] == "ben" and len(words) == 2 else []
    bare = (*given, *(word for word in words[len(given) :] if word not in PARTICLES)) or tuple(words)
    gender = gender_of(style)
    if not style and len(bare) > 1:
        gender = "m" if bare[0] in MALE else "f" if bare[0] in FEMALE else ""
    return Person(tuple(words), bare, gender, generation, nickname, title, style)


def style_of(word: str) -> Style:
    """What a title (its key) says of its bearer; empty when nothing."""
    if word in HUSBANDS:
        return "husband"
    if word in MALE_TITLES:
        return "m"
    if word in WIVES:
        return "wife"
    return "maiden" if word in MAIDENS else "f" if word in FEMALE_TITLES else ""


def gender_of(style: Style) -> Gender:
    """The gender of one with such a title."""
    if style in ("", "several"):
        return ""
    return "m" if style in ("m", "husband") else "f"


def style_before(text: str) -> Style:
    """What a title at the end of a text says of the person named after it."""
    couple = next((found for found in _COUPLE.finditer(text) if found.end() == len(text)), None)
    word = _LAST_WORD.search(text)
    return "several" if couple else style_of(word[1].lower()) if word else ""


def titles_before(text: str) -> list[str]:
    """The titles at the end of a text, as they are written, the longest first: "Prime Minister",
    "Minister"."""
    words = text.split() if text[-1:].isspace() else []
    first = len(words)
    while first and key(words[first - 1]).lower() in TITLES:
        first -= 1
    return [" ".join(words[start:]) for start in range(first, len(words))]


def slipped(one: Person, other: Person) -> bool:
    """Whether two names differ by a slip of the pen in one word only."""
    if len(one.bare) != len(other.bare):
        return False
    different = [(a, b) for a, b in zip(one.bare, other.bare, strict=True) if a != b]
    return len(different) == 1 and spelling.typo(*different[0]) and not spelling.same(*different[0])


def conflict(one: Person, other: Person) -> str:
    """Why two names cannot be one person's; empty when they can. Two full names must agree in every part."""
    if (one.style == "several") != (other.style == "several"):
        return "a family and one person"
    if {one.style, other.style} == {"wife", "maiden"}:
        return "one is Miss, the other Mrs."
    if one.gender and other.gender and one.gender != other.gender:
        return "one is a man's name, the other a woman's"
    if one.generation and other.generation and one.generation != other.generation:
        return "different generations"
    if not (one.full and other.full):
        ruler = one.generation if other.full else other.generation
        return "a ruler and a full name" if ruler in ROMAN and (one.full or other.full) else ""
    if "jr" in (one.generation, other.generation) and one.generation != other.generation:
        return "one is a Junior"
    if one.nickname and one.nickname == other.nickname:
        return ""
    shorter, longer = sorted((one.bare, other.bare), key=len)
    if (
        shorter == longer[: len(shorter)]
        or _initials_of(shorter, longer)
        or " ".join(shorter) in (one.nickname, other.nickname)
    ):
        return ""
    if one.parts == other.parts[-len(one.parts) :] or other.parts == one.parts[-len(other.parts) :]:
        return ""
    if shorter == longer[-len(shorter) :] or (len(longer) == 2 and shorter == longer[::-1]):
        return ""
    if one.family_first or other.family_first:
        return "" if _each(one.bare, other.bare) else "different names"
    if slipped(one, other):
        return ""
    if not spelling.same(one.bare[-1], other.bare[-1]):
        return "different surnames"
    if not given_agree(one.bare[0], other.bare[0]):
        return "different given names"
    return "" if _middles_agree(one.bare[1:-1], other.bare[1:-1]) else "different middle names"


def agree(one: Person, other: Person) -> bool:
    """Whether two full names are one person's for certain enough: nothing in conflict, surname and given name
    the same."""
    if not (one.full and other.full) or conflict(one, other) or slipped(one, other):
        return False
    if one.bare != other.bare and one.bare == other.bare[::-1]:
        return False
    surnames = one.bare[-1] == other.bare[-1] or one.bare[:2] == other.bare[:2]
    return surnames or not (one.bare[0] == other.bare[0] and is_western(one.bare[0]))


def given_agree(one: str, other: str) -> bool:
    """Whether two given names may be one: equal, forms of one name, spellings of one name, or an initial."""
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return same_given(one, other) or (
        spelling.same(one, other) and not (is_western(one) and is_western(other))
    )


def _initials_of(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """J R R Tolkien for John Ronald Reuel Tolkien."""
    return (
        len(shorter) == len(longer)
        and all(given_agree(a, b) for a, b in zip(shorter, longer, strict=True))
        and (spelling.same(shorter[-1], longer[-1]))
    )


def _each(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(spelling.same(a, b) for a, b in zip(one, other, strict=True))


def _middles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the names between given name and surname can be one person's: none on one side, or alike."""
    if not one or not other:
        return True
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        spelled_out = all(len(word) > 1 for word in shorter)
        return shorter == longer[: len(shorter)] or (spelled_out and shorter == longer[-len(shorter) :])
    return all(given_agree(a, b) for a, b in zip(one, other, strict=True))
